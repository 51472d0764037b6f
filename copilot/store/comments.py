"""What people said about the calendar's items, in threads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update

from copilot.domain.calendar import Item
from copilot.domain.review import AuditEntry, Comment, Deed
from copilot.errors import UnknownName
from copilot.store.audit_trail import add_line
from copilot.store.connection import Database
from copilot.store.rows import AnyRow
from copilot.store.schema_calendar import calendar_items
from copilot.store.schema_calendar import comments as m

COLUMNS = (
    m.c.id, m.c.item_id, m.c.by, m.c.at, m.c.text, m.c.quote, m.c.start, m.c.end, m.c.draft_version, m.c.answers,
    m.c.resolved_by, m.c.resolved_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments by item. They do not change the item, and its version does not grow."""

    db: Database
    clock: Callable[[], datetime]

    def add(self, item: Item, comment: Comment) -> Comment:
        """Store it and return it with its id and moment. Raises `UnknownName` for the item or the comment it answers."""
        now = self.clock()
        row = {
            "brand_id": item.brand_id, "item_id": item.id, "by": comment.by, "at": now, "text": comment.text,
            "quote": comment.quote, "start": comment.start, "end": comment.end,
            "draft_version": comment.draft_version, "answers": comment.answers, "resolved_by": "",
        }  # fmt: skip
        with self.db.writing() as connection:
            locked = select(calendar_items.c.id).where(calendar_items.c.id == item.id).with_for_update()
            if connection.execute(locked).first() is None:
                raise UnknownName("item", item.id)
            began = select(m.c.id).where(m.c.id == comment.answers, m.c.item_id == item.id)
            if comment.answers is not None and connection.execute(began).first() is None:
                raise UnknownName("comment", str(comment.answers))
            added = connection.execute(insert(m).values(row).returning(m.c.id)).scalar_one()
            add_line(
                connection,
                AuditEntry(0, item.brand_id, item.id, now, comment.by, Deed.COMMENTED, why=comment.text, version=item.version),
            )  # fmt: skip
            return _comment_of(connection.execute(select(*COLUMNS).where(m.c.id == added)).one())

    def of(self, item_id: str) -> tuple[Comment, ...]:
        """The item's comments, the oldest first."""
        with self.db.reading() as connection:
            rows = connection.execute(select(*COLUMNS).where(m.c.item_id == item_id).order_by(m.c.id))
            return tuple(_comment_of(row) for row in rows)

    def open_by_item(self, item_ids: Iterable[str]) -> dict[str, int]:
        """How many threads are open, by item; items without any are left out."""
        wanted = list(item_ids)
        statement = select(m.c.item_id, func.count()).where(m.c.resolved_at.is_(None), m.c.answers.is_(None))
        counted = statement.where(m.c.item_id.in_(wanted)).group_by(m.c.item_id)
        with self.db.reading() as connection:
            return {item_id: int(count) for item_id, count in connection.execute(counted)}

    def resolve(self, item: Item, comment_id: int, by: str) -> bool:
        """Say that a thread is settled; returns whether it was open until now."""
        now = self.clock()
        one = update(m).where(m.c.id == comment_id, m.c.item_id == item.id, m.c.resolved_at.is_(None))
        with self.db.writing() as connection:
            connection.execute(select(calendar_items.c.id).where(calendar_items.c.id == item.id).with_for_update())
            if not connection.execute(one.values(resolved_at=now, resolved_by=by)).rowcount:
                return False
            add_line(connection, AuditEntry(0, item.brand_id, item.id, now, by, Deed.RESOLVED, version=item.version))
        return True


def _comment_of(row: AnyRow) -> Comment:
    return Comment(*row)
