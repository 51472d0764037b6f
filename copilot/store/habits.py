"""What people decided about habits of editing: accepted ones are part of the persona's card from then on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select

from copilot.domain.habit import Habit, HabitDecision, HabitKind, HabitState
from copilot.store.connection import Database, quick_rows, upsert
from copilot.store.index_log import require_brand
from copilot.store.schema_sending import habits as h

KEY = ("brand_id", "persona_id", "kind", "word")


@dataclass(frozen=True, slots=True)
class Habits:
    """Decisions by brand. One about the same word of the same persona replaces the other."""

    db: Database
    clock: Callable[[], datetime]

    def decide(self, brand_id: str, habit: Habit, state: HabitState, by: str) -> None:
        """Keep a decision. Raises `UnknownName` for the brand."""
        row = {
            "brand_id": brand_id,
            "persona_id": habit.persona_id,
            "kind": habit.kind.value,
            "word": habit.word,
            "instead": habit.instead,
            "state": state.value,
            "decided_by": by,
            "decided_at": self.clock(),
        }
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            upsert(connection, h, [row], key=KEY, overwrite=("instead", "state", "decided_by", "decided_at"))

    def withdraw(self, brand_id: str, habit: Habit) -> bool:
        """Forget the decision; returns whether there was one."""
        named = (h.c.persona_id == habit.persona_id, h.c.kind == habit.kind.value, h.c.word == habit.word)
        with self.db.writing() as connection:
            return connection.execute(delete(h).where(h.c.brand_id == brand_id, *named)).rowcount > 0

    def of(self, brand_id: str) -> tuple[HabitDecision, ...]:
        """Every decision, the first first."""
        with self.db.reading() as connection:
            return read_decisions(connection, brand_id)


def read_decisions(connection: Connection, brand_id: str) -> tuple[HabitDecision, ...]:
    """Every decision of a brand, the first first."""
    return tuple(
        HabitDecision(Habit(persona_id, HabitKind(kind), word, instead), HabitState(state), by, at)
        for persona_id, kind, word, instead, state, by, at in quick_rows(connection, _decisions(), {"brand": brand_id})
    )


@cache
def _decisions() -> Select[Any]:
    """Made once, as every draft asks."""
    columns = (h.c.persona_id, h.c.kind, h.c.word, h.c.instead, h.c.state, h.c.decided_by, h.c.decided_at)
    by_brand = select(*columns).where(h.c.brand_id == bindparam("brand"))
    return by_brand.order_by(h.c.decided_at, h.c.persona_id, h.c.word)
