"""What people decided about habits of editing: accepted ones are part of the persona's card from then on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from copilot.domain.habit import Habit, HabitDecision, HabitKind, HabitState
from copilot.store.connection import Database, upsert
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
    statement = select(h).where(h.c.brand_id == brand_id).order_by(h.c.decided_at, h.c.persona_id, h.c.word)
    return tuple(
        HabitDecision(
            Habit(row.persona_id, HabitKind(row.kind), row.word, row.instead),
            HabitState(row.state),
            row.decided_by,
            row.decided_at,
        )
        for row in connection.execute(statement)
    )
