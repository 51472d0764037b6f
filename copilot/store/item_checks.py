"""The last check of each wording of the calendar's items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from copilot.domain.draft import Finding
from copilot.domain.item_check import Grounds, ItemCheck
from copilot.domain.review import Deed
from copilot.store.connection import Database, upsert
from copilot.store.drafts import READ_AT_ONCE
from copilot.store.packing import pack, unpack
from copilot.store.rows import AnyRow
from copilot.store.schema_calendar import audit_trail as a
from copilot.store.schema_calendar import item_checks as c

COLUMNS = (c.c.item_id, c.c.text_hash, c.c.state, c.c.findings, c.c.grounds)


@dataclass(frozen=True, slots=True)
class ItemChecks:
    """Checks by item and wording."""

    db: Database

    def of(self, item_ids: Sequence[str]) -> dict[tuple[str, str], ItemCheck]:
        """All checks of those items, by id and text hash."""
        found: dict[tuple[str, str], ItemCheck] = {}
        with self.db.reading() as connection:
            for at in range(0, len(item_ids), READ_AT_ONCE):
                some = select(*COLUMNS).where(c.c.item_id.in_(item_ids[at : at + READ_AT_ONCE]))
                found |= {(row.item_id, row.text_hash): _check_of(row) for row in connection.execute(some)}
        return found

    def save(self, brand_id: str, checks: Iterable[ItemCheck]) -> None:
        """Keep checks in place of older ones of the same wordings."""
        rows = [
            {
                "item_id": check.item_id,
                "text_hash": check.text_hash,
                "brand_id": brand_id,
                "state": check.state,
                "findings": [pack(finding) for finding in check.findings],
                "grounds": pack(check.grounds),
            }
            for check in sorted(checks, key=lambda check: (check.item_id, check.text_hash))
        ]
        if not rows:
            return
        with self.db.writing() as connection:
            upsert(connection, c, rows, key=("item_id", "text_hash"), overwrite=("state", "findings", "grounds"))

    def approved(self, brand_id: str) -> tuple[tuple[str, str], ...]:
        """Every wording of an item that somebody ever approved, as (item id, text hash)."""
        yes = select(a.c.item_id, a.c.text_hash).where(a.c.brand_id == brand_id, a.c.deed == Deed.APPROVED.value)
        with self.db.reading() as connection:
            return tuple((item_id, name) for item_id, name in connection.execute(yes.distinct()))

    def of_approved(self, brand_id: str) -> tuple[ItemCheck, ...]:
        """The checks of the wordings that somebody ever approved."""
        same = and_(a.c.item_id == c.c.item_id, a.c.text_hash == c.c.text_hash)
        approved = and_(a.c.brand_id == brand_id, a.c.deed == Deed.APPROVED.value)
        statement = select(*COLUMNS).where(c.c.brand_id == brand_id, select(a.c.place).where(same, approved).exists())
        with self.db.reading() as connection:
            return tuple(_check_of(row) for row in connection.execute(statement))


def _check_of(row: AnyRow) -> ItemCheck:
    findings = tuple(unpack(Finding, packed) for packed in row.findings)
    return ItemCheck(row.item_id, row.text_hash, row.state, findings, unpack(Grounds, row.grounds))
