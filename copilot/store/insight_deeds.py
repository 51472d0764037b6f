"""What people did about findings of the butterfly: a log, of which what was taken back is shown no more."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select, update

from copilot.domain.insight import DeedDone
from copilot.errors import UnknownName
from copilot.store.connection import Database
from copilot.store.index_log import require_brand
from copilot.store.packing import pack, unpack
from copilot.store.schema_insights import insight_deeds as t


@dataclass(frozen=True, slots=True)
class InsightDeeds:
    """Deeds by brand."""

    db: Database
    clock: Callable[[], datetime]

    def keep(self, brand_id: str, done: DeedDone, at: datetime | None = None) -> DeedDone:
        """Keep a deed with the figure as it stands; its id is given here, and its moment unless it is told. Raises
        `UnknownName`."""
        at = at or self.clock()
        row = {
            "brand_id": brand_id,
            "insight": done.insight_id,
            "deed": done.deed_id,
            "card": pack(done),
            "done_by": done.by,
            "done_at": at,
            "undone_by": "",
            "undone_at": None,
        }
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            place = connection.execute(insert(t).values(row).returning(t.c.place)).scalar_one()
        return replace(done, id=int(place), at=at)

    def undo(self, brand_id: str, deed_id: int, by: str = "") -> None:
        """Take a deed back. Raises `UnknownName` where it is none of the brand's, or was taken back."""
        here = (t.c.brand_id == brand_id, t.c.place == deed_id, t.c.undone_at.is_(None))
        with self.db.writing() as connection:
            undone = connection.execute(update(t).where(*here).values(undone_by=by, undone_at=self.clock()))
            if undone.rowcount == 0:
                raise UnknownName("done_deed", str(deed_id))

    def of(self, brand_id: str, limit: int = 50) -> tuple[DeedDone, ...]:
        """What was done and not taken back, the newest first."""
        statement = (
            select(t.c.place, t.c.card, t.c.done_at)
            .where(t.c.brand_id == brand_id, t.c.undone_at.is_(None))
            .order_by(t.c.place.desc())
            .limit(limit)
        )
        with self.db.reading() as connection:
            return tuple(
                replace(unpack(DeedDone, row.card), id=row.place, at=row.done_at)
                for row in connection.execute(statement)
            )
