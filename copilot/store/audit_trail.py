"""The trail of what was done to the calendar's items: lines are only ever added, and a change of one would show."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select

from copilot.domain.review import AuditEntry, Deed
from copilot.store.columns import storable, to_json
from copilot.store.connection import Database, quick_rows
from copilot.store.index_log import lock_brand
from copilot.store.rows import AnyRow
from copilot.store.schema_calendar import audit_trail as a

COLUMNS = (
    a.c.place, a.c.brand_id, a.c.item_id, a.c.at, a.c.by, a.c.deed, a.c.before, a.c.after, a.c.why, a.c.version,
    a.c.text_hash, a.c.mark,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did, for the trail. `by` is their id."""

    by: str
    deed: Deed
    why: str = ""
    text_hash: str = ""
    before: str = ""
    after: str = ""
    """Where empty, the item's state before and after is told."""


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """Reads the trail, and adds lines about no item; those about items are added where items change."""

    db: Database
    clock: Callable[[], datetime]

    def note(self, brand_id: str, done: Done) -> None:
        """Add a line about no item. Raises `UnknownName` for the brand."""
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            add_line(connection, line_about_none(brand_id, done, self.clock()))

    def of(
        self, brand_id: str, item_id: str | None = None, *, limit: int | None = None, skip: int = 0
    ) -> tuple[AuditEntry, ...]:
        """The brand's lines, or those of one item, the newest first."""
        statement = select(*COLUMNS).where(a.c.brand_id == brand_id).order_by(a.c.place.desc())
        if item_id is not None:
            statement = statement.where(a.c.item_id == item_id)
        with self.db.reading() as connection:
            return tuple(_entry_of(row) for row in connection.execute(statement.limit(limit).offset(skip)))

    def verify(self, brand_id: str) -> tuple[str, ...]:
        """The ids of items whose lines are not as they were written ("" for the lines about no item)."""
        statement = select(*COLUMNS).where(a.c.brand_id == brand_id).order_by(a.c.item_id, a.c.place)
        with self.db.reading() as connection:
            entries = [_entry_of(row) for row in connection.execute(statement)]
        of_items = groupby(entries, key=lambda entry: entry.item_id)
        return tuple(item_id for item_id, lines in of_items if not _unbroken(lines))


def line_about_none(brand_id: str, done: Done, now: datetime) -> AuditEntry:
    """A line about no item."""
    return AuditEntry(0, brand_id, "", now, done.by, done.deed, done.before, done.after, done.why)


def add_line(connection: Connection, entry: AuditEntry) -> None:
    """Add a line within a transaction that holds the item's (or the brand's) lock; its place and mark are set here."""
    of_item = {"brand": entry.brand_id, "item": entry.item_id}
    last = next((mark for (mark,) in quick_rows(connection, _last_mark(), of_item)), "")
    row = _content(entry) | {"at": entry.at, "mark": _mark(last, entry)}
    connection.execute(insert(a), row)


@cache
def _last_mark() -> Select[Any]:
    """Made once, as every change of an item asks."""
    of_item = (a.c.brand_id == bindparam("brand"), a.c.item_id == bindparam("item"))
    return select(a.c.mark).where(*of_item).order_by(a.c.place.desc()).limit(1)


def _unbroken(lines: Iterable[AuditEntry]) -> bool:
    last = ""
    for entry in lines:
        if entry.mark != _mark(last, entry):
            return False
        last = entry.mark
    return True


def _mark(last: str, entry: AuditEntry) -> str:
    said = to_json([last, _content(entry), entry.at.astimezone(UTC).isoformat()])
    return hashlib.sha256(said.encode()).hexdigest()


def _content(entry: AuditEntry) -> dict[str, str | int]:
    return {
        "brand_id": entry.brand_id,
        "item_id": entry.item_id,
        "by": storable(entry.by),
        "deed": entry.deed.value,
        "before": storable(entry.before),
        "after": storable(entry.after),
        "why": storable(entry.why),
        "version": entry.version,
        "text_hash": entry.text_hash,
    }


def _entry_of(row: AnyRow) -> AuditEntry:
    return AuditEntry(**{**row._mapping, "deed": Deed(row.deed)})
