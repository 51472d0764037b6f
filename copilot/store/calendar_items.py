"""The calendar's items: changed one at a time, each change with its line in the audit trail."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import Draft
from copilot.domain.plan import Plan
from copilot.domain.review import AuditEntry, Deed
from copilot.errors import Conflict, UnknownName
from copilot.store.audit_trail import Done, add_line
from copilot.store.calendar_plans import write_unaccepted
from copilot.store.connection import Database, quick_rows
from copilot.store.drafts import Revision, insert_draft, revise_draft
from copilot.store.index_log import require_brand
from copilot.store.packing import pack, unpack
from copilot.store.schema_calendar import audit_trail as trail
from copilot.store.schema_calendar import calendar_items as c
from copilot.store.waivers import withdraw_waiver


@dataclass(frozen=True, slots=True)
class WithText:
    """What happens to an item's text together with the item: its draft is revised, it gets a new one, or a waiver of
    that id is withdrawn."""

    revision: Revision | None = None
    draft: Draft | None = None
    withdrawn: int | None = None


AS_IT_WAS = WithText()


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A pure change of an item, its line in the trail, and what happens to its text."""

    change: Callable[[Item], Item]
    done: Done
    text: WithText = AS_IT_WAS


@dataclass(frozen=True, slots=True)
class CalendarItems:
    """Items by brand. None is ever deleted; a removed one can be restored."""

    db: Database
    clock: Callable[[], datetime]

    def add(self, items: Sequence[Item], done: Done, drafts: Sequence[Draft] = ()) -> None:
        """Store new items, and the drafts of those that have a text: all of them or none.

        Raises `Conflict` when an id is taken, `UnknownName` for the brand.
        """
        now = self.clock()
        with self.db.writing() as connection:
            whose = {item.draft_id: item.id for item in items}
            for draft in drafts:
                insert_draft(connection, replace(draft, item_id=whose.get(draft.id)), now)
            for brand_id in {item.brand_id for item in items}:
                require_brand(connection, brand_id)
            for item in items:
                self._insert(connection, item)
                add_line(connection, _line(item, "", done, now))

    def accept(self, plan: Plan, items: Sequence[Item], done: Done, instead: Sequence[Item] = ()) -> None:
        """Store a plan as accepted together with its items, and remove those they take the place of: all or nothing.

        Raises `Conflict`: `plan_accepted` where somebody accepted it before, `item_changed` where one of `instead` is
        not as it was.
        """
        now = self.clock()
        with self.db.writing() as connection:
            if not write_unaccepted(connection, replace(plan, accepted=True)):
                raise Conflict(f"plan {plan.id} is accepted", code="plan_accepted", kind="plan", id=plan.id)
            for old in instead:
                before = _read(connection, old.id, lock=True)
                if before.version != old.version:
                    raise _too_late(connection, before, old.version)
                after = replace(before, removed=True, version=before.version + 1)
                _overwrite(connection, after)
                add_line(connection, _line(after, before.state.value, replace(done, deed=Deed.REMOVED), now))
            for item in items:
                self._insert(connection, item)
                add_line(connection, _line(item, "", done, now))

    def get(self, item_id: str) -> Item:
        """The item of that id, also a removed one. Raises `UnknownName`."""
        return _read(self.db, item_id)

    def of(
        self,
        brand_id: str,
        start: date | None = None,
        end: date | None = None,
        *,
        states: Iterable[ItemState] = (),
        removed: bool = False,
    ) -> tuple[Item, ...]:
        """The brand's items within those days (inclusive) and in those states (none named: in any), by day and time;
        with `removed`, those that were removed instead."""
        statement = select(c.c.card).where(c.c.brand_id == brand_id, c.c.removed.is_(removed))
        if start is not None:
            statement = statement.where(c.c.day >= start)
        if end is not None:
            statement = statement.where(c.c.day <= end)
        if wanted := [state.value for state in states]:
            statement = statement.where(c.c.state.in_(wanted))
        with self.db.reading() as connection:
            cards = connection.execute(statement.order_by(c.c.day, c.c.time, c.c.id)).scalars()
            return tuple(unpack(Item, card) for card in cards)

    def any_of(self, brand_id: str) -> bool:
        """Whether the brand has an item, on whatever day, that was not removed."""
        statement = select(c.c.id).where(c.c.brand_id == brand_id, c.c.removed.is_(False)).limit(1)
        with self.db.reading() as connection:
            return connection.execute(statement).first() is not None

    def change(
        self,
        item_id: str,
        expected_version: int,
        change: Callable[[Item], Item],
        done: Done,
        text: WithText = AS_IT_WAS,
    ) -> Item:
        """Change an item, its text where asked, and the trail: all of it or nothing; returns the item as it is then.

        `change` gets the item as it is now; its version grows here. Raises `UnknownName`, whatever `change` raises,
        and `Conflict` when it is not at `expected_version` any more (facts `kind`, `id`, `version`, `by`: who changed
        it last).
        """
        with self.db.writing() as connection:
            return change_item(connection, item_id, expected_version, ItemChange(change, done, text), self.clock())

    def _insert(self, connection: Connection, item: Item) -> None:
        try:
            connection.execute(insert(c), _row_of(item))
        except IntegrityError as error:
            raise Conflict(f"item {item.id} exists already", kind="item", id=item.id) from error


def change_item(connection: Connection, item_id: str, expected_version: int, change: ItemChange, now: datetime) -> Item:
    """`CalendarItems.change` as part of a transaction."""
    before = _read(connection, item_id, lock=True)
    if before.version != expected_version:
        raise _too_late(connection, before, expected_version)
    after = replace(change.change(before), version=before.version + 1)
    if change.text.draft is not None:
        insert_draft(connection, replace(change.text.draft, item_id=item_id), now)
    if change.text.revision is not None:
        revise_draft(connection, str(after.draft_id), change.text.revision, now)
    if change.text.withdrawn is not None:
        withdraw_waiver(connection, change.text.withdrawn, change.done.by, now)
    _overwrite(connection, after)
    add_line(connection, _line(after, before.state.value, change.done, now))
    return after


def _read(source: Connection | Database, item_id: str, *, lock: bool = False) -> Item:
    for (card,) in quick_rows(source, _card_of(lock=lock), {"item": item_id}):
        return unpack(Item, card)
    raise UnknownName("item", item_id)


@cache
def _card_of(*, lock: bool) -> Select[Any]:
    """Made once, like the next: every text that is written asks."""
    statement = select(c.c.card).where(c.c.id == bindparam("item"))
    return statement.with_for_update() if lock else statement


def _overwrite(connection: Connection, item: Item) -> None:
    connection.execute(_item_changed(), {"of_id": item.id} | _row_of(item))


@cache
def _item_changed() -> Update:
    return update(c).where(c.c.id == bindparam("of_id"))


def _too_late(connection: Connection, item: Item, expected: int) -> Conflict:
    of_item = select(trail.c.by).where(trail.c.brand_id == item.brand_id, trail.c.item_id == item.id)
    by = connection.execute(of_item.order_by(trail.c.place.desc()).limit(1)).scalar() or ""
    return Conflict(
        f"item {item.id} is at version {item.version}, not {expected}",
        code="item_changed",
        kind="item",
        id=item.id,
        version=item.version,
        by=by,
    )


def _line(item: Item, before: str, done: Done, now: datetime) -> AuditEntry:
    return AuditEntry(
        place=0,
        brand_id=item.brand_id,
        item_id=item.id,
        at=now,
        by=done.by,
        deed=done.deed,
        before=done.before or before,
        after=done.after or item.state.value,
        why=done.why,
        version=item.version,
        text_hash=done.text_hash,
    )


def _row_of(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "brand_id": item.brand_id,
        "plan_id": item.plan_id,
        "day": item.slot.day,
        "time": item.slot.time.strftime("%H:%M"),
        "audience_id": item.slot.audience_id,
        "state": item.state.value,
        "removed": item.removed,
        "version": item.version,
        "draft_id": item.draft_id,
        "card": pack(item),
    }
