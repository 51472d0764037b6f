"""The last check of each wording of the calendar's items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select, update

from copilot.domain.draft import Finding
from copilot.domain.item_check import Grounds, ItemCheck, Passed
from copilot.domain.review import Deed
from copilot.store.connection import Database, upsert
from copilot.store.drafts import READ_AT_ONCE
from copilot.store.packing import pack, unpack
from copilot.store.rows import AnyRow
from copilot.store.schema_calendar import audit_trail as a
from copilot.store.schema_calendar import item_checks as c

COLUMNS = (c.c.item_id, c.c.text_hash, c.c.state, c.c.findings, c.c.grounds)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that an item had; `noted` is whether what was passed with it is known."""

    item_id: str
    text_hash: str
    noted: bool = True


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

    def note_passed(self, item_id: str, text_hash: str, passed: Passed) -> None:
        """Note what somebody passed with a wording that was checked. Lost, a claim or a rule is new once more."""
        row = and_(c.c.item_id == item_id, c.c.text_hash == text_hash)
        with self.db.writing() as connection:
            connection.execute(update(c).where(row).values(passed=pack(passed)))

    def approved(self, brand_id: str) -> frozenset[Wording]:
        """Every wording of an item that somebody ever approved."""
        of_check = and_(a.c.item_id == c.c.item_id, a.c.text_hash == c.c.text_hash)
        columns = (a.c.item_id, a.c.text_hash, c.c.item_id.is_not(None) & c.c.passed.is_not(None))
        yes = select(*columns).select_from(a.outerjoin(c, of_check)).where(_approving(brand_id))
        with self.db.reading() as connection:
            return frozenset(Wording(*row) for row in connection.execute(yes.distinct()))

    def passed(self, brand_id: str) -> tuple[Passed, ...]:
        """What was passed with the wordings that somebody ever approved."""
        same = and_(a.c.item_id == c.c.item_id, a.c.text_hash == c.c.text_hash)
        noted = select(c.c.passed).where(c.c.brand_id == brand_id, c.c.passed.is_not(None))
        statement = noted.where(select(a.c.place).where(same, _approving(brand_id)).exists())
        with self.db.reading() as connection:
            return tuple(unpack(Passed, packed) for packed in connection.execute(statement).scalars())


def _approving(brand_id: str) -> ColumnElement[bool]:
    return and_(a.c.brand_id == brand_id, a.c.deed == Deed.APPROVED.value)


def _check_of(row: AnyRow) -> ItemCheck:
    findings = tuple(unpack(Finding, packed) for packed in row.findings)
    return ItemCheck(row.item_id, row.text_hash, row.state, findings, unpack(Grounds, row.grounds))
