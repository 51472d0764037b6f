"""What is typed about how groups take what they hear, and the quiet weeks they were given."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, select

from copilot.domain.fatigue import QuietWeek, WeekNote
from copilot.errors import UnknownName
from copilot.store.connection import Database, upsert
from copilot.store.index_log import require_brand
from copilot.store.rows import AnyRow
from copilot.store.schema_numbers import quiet_weeks as q
from copilot.store.schema_numbers import week_notes as n

COUNTS = ("left", "deleted", "complaints")


@dataclass(frozen=True, slots=True)
class FatigueNotes:
    """Figures by audience and week; the last that was typed counts."""

    db: Database
    clock: Callable[[], datetime]

    def note(self, brand_id: str, note: WeekNote) -> WeekNote | None:
        """Keep a week's figures in place of what was kept; one without any figure takes them away. Returns what was kept
        before. Raises `UnknownName` for the brand."""
        one = (n.c.brand_id == brand_id, n.c.audience_id == note.audience_id, n.c.week == note.week)
        row = {
            "brand_id": brand_id,
            "audience_id": note.audience_id,
            "week": note.week,
            **{name: getattr(note, name) for name in COUNTS},
            "by": note.by,
            "at": self.clock(),
        }
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            before = connection.execute(select(n).where(*one)).first()
            if any(row[name] is not None for name in COUNTS):
                key = ("brand_id", "audience_id", "week")
                upsert(connection, n, [row], key=key, overwrite=(*COUNTS, "by", "at"))
            else:
                connection.execute(delete(n).where(*one))
        return None if before is None else _note_of(before)

    def notes(self, brand_id: str, start: date, end: date) -> tuple[WeekNote, ...]:
        """Figures of the weeks that begin in those days, both inclusive, by week and audience."""
        within = (n.c.brand_id == brand_id, n.c.week >= start, n.c.week <= end)
        with self.db.reading() as connection:
            rows = connection.execute(select(n).where(*within).order_by(n.c.week, n.c.audience_id))
            return tuple(_note_of(row) for row in rows)

    def keep_quiet(self, quiet: QuietWeek) -> QuietWeek:
        """Keep a quiet week, or what it is now; `at` is set here. Raises `UnknownName` for the brand."""
        kept = replace(quiet, at=self.clock())
        row = {
            "id": kept.id,
            "brand_id": kept.brand_id,
            "audience_id": kept.audience_id,
            "week": kept.week,
            "plan_id": kept.plan_id,
            "removed": dict(kept.removed),
            "by": kept.by,
            "at": kept.at,
            "taken": kept.taken,
            "undone": kept.undone,
        }
        with self.db.writing() as connection:
            require_brand(connection, kept.brand_id)
            upsert(connection, q, [row], key=("id",), overwrite=("removed", "by", "at", "taken", "undone"))
        return kept

    def quiet(self, brand_id: str, quiet_id: str) -> QuietWeek:
        """The quiet week of that id. Raises `UnknownName` (`unknown_quiet_week`)."""
        with self.db.reading() as connection:
            row = connection.execute(select(q).where(q.c.brand_id == brand_id, q.c.id == quiet_id)).first()
        if row is None:
            raise UnknownName("quiet_week", quiet_id)
        return _quiet_of(row)

    def quiet_weeks(self, brand_id: str, *, limit: int = 50) -> tuple[QuietWeek, ...]:
        """Those that were proposed or taken, the newest first."""
        newest = select(q).where(q.c.brand_id == brand_id).order_by(q.c.at.desc(), q.c.id.desc()).limit(limit)
        with self.db.reading() as connection:
            return tuple(_quiet_of(row) for row in connection.execute(newest))


def _note_of(row: AnyRow) -> WeekNote:
    return WeekNote(row.audience_id, row.week, row.left, row.deleted, row.complaints, row.by, row.at)


def _quiet_of(row: AnyRow) -> QuietWeek:
    return QuietWeek(
        row.id, row.brand_id, row.audience_id, row.week, row.plan_id, row.removed, row.by, row.at, row.taken, row.undone
    )
