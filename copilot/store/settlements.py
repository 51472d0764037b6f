"""Decisions about sources that disagree: who said which is right, when and why. Kept for good, undone by a mark."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from copilot.domain.conflict import Settlement, Verdict
from copilot.errors import UnknownName
from copilot.store.connection import Database
from copilot.store.index_log import lock_brand
from copilot.store.schema import settlements

s = settlements.c


@dataclass(frozen=True, slots=True)
class Settlements:
    """The decisions of every brand."""

    db: Database
    clock: Callable[[], datetime]

    def add(self, brand_id: str, decision: Settlement) -> Settlement:
        """Keep a decision; it replaces what was decided about the conflict before. Raises `UnknownName`."""
        made = replace(decision, at=self.clock(), undone_by="", undone_at=None)
        row = {
            "brand_id": brand_id,
            "conflict_id": made.conflict_id,
            "product": made.product,
            "field": made.field,
            "verdict": made.verdict.value,
            "right": made.right,
            "why": made.why,
            "settled_by": made.by,
            "settled_at": made.at,
            "undone_by": "",
            "undone_at": None,
        }
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            connection.execute(insert(settlements), [row])
        return made

    def undo(self, brand_id: str, conflict_id: str, by: str = "") -> None:
        """Take back whatever was decided about a conflict. Raises `UnknownName` where nothing was, or no longer is."""
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            undone = connection.execute(
                update(settlements)
                .where(s.brand_id == brand_id, s.conflict_id == conflict_id, s.undone_at.is_(None))
                .values(undone_by=by, undone_at=self.clock())
            )
            if undone.rowcount == 0:
                raise UnknownName("conflict", conflict_id)

    def active(self, brand_id: str) -> tuple[Settlement, ...]:
        """The decisions that apply: of each conflict the last, unless it was undone; oldest first."""
        with self.db.reading() as connection:
            rows = connection.execute(
                select(settlements).where(s.brand_id == brand_id, s.undone_at.is_(None)).order_by(s.place)
            )
            return tuple({row.conflict_id: _settlement(row) for row in rows}.values())

    def history(self, brand_id: str) -> tuple[Settlement, ...]:
        """Every decision ever made, the newest first, with what was undone."""
        with self.db.reading() as connection:
            rows = connection.execute(select(settlements).where(s.brand_id == brand_id).order_by(s.place.desc()))
            return tuple(_settlement(row) for row in rows)


def _settlement(row: Row[*tuple[Any, ...]]) -> Settlement:
    return Settlement(
        conflict_id=row.conflict_id,
        product=row.product,
        field=row.field,
        verdict=Verdict(row.verdict),
        right=row.right,
        why=row.why,
        by=row.settled_by,
        at=row.settled_at,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
    )
