"""What people answered about fit and which operating model they chose, with whatever was said before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from copilot.domain.customer import Consent
from copilot.domain.fit import Answer
from copilot.domain.operating_model import Choice
from copilot.errors import UnknownName
from copilot.store.audit_trail import Done, add_line, line_about_none
from copilot.store.connection import Database, upsert
from copilot.store.customer_tables import customers
from copilot.store.index_log import lock_brand, require_brand
from copilot.store.packing import pack, unpack
from copilot.store.schema_calendar import calendar_cards as k
from copilot.store.schema_fit import fit_answers as a
from copilot.store.schema_fit import model_choices as m


@dataclass(frozen=True, slots=True)
class Orders:
    """What the customers of a brand bought, in all. `gaps` are the mean days between the orders of each customer who bought
    on several days."""

    customers: int
    reachable: int
    """Who said no stop and refused nothing."""
    buyers: int
    again: int
    gaps: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A brand's changes to the rules of planning, with the line that the trail gets."""

    kind: str
    changes: Mapping[str, Any]
    done: Done


@dataclass(frozen=True, slots=True)
class FitBook:
    """Answers and choices by brand."""

    db: Database
    clock: Callable[[], datetime]

    def answer(self, brand_id: str, question_id: str, option_id: str, by: str) -> Answer:
        """Keep an answer; an option of "" takes back what was answered. Raises `UnknownName` for the brand."""
        said = Answer(question_id, option_id, by, self.clock())
        row = {"brand_id": brand_id, "question": question_id, "option": option_id, "said_by": by, "said_at": said.at}
        with self.db.writing() as connection:
            require_brand(connection, brand_id)
            connection.execute(insert(a).values(row))
        return said

    def history(self, brand_id: str) -> tuple[Answer, ...]:
        """Every answer, the oldest first."""
        statement = select(a).where(a.c.brand_id == brand_id).order_by(a.c.place)
        with self.db.reading() as connection:
            return tuple(Answer(r.question, r.option, r.said_by, r.said_at) for r in connection.execute(statement))

    def answers(self, brand_id: str) -> dict[str, Answer]:
        """The newest answer by question, of those that were not taken back."""
        return {one.question_id: one for one in self._newest(brand_id).values() if one.option_id}

    def choose(self, brand_id: str, choice: Choice, card: Card) -> Choice:
        """Keep a choice together with the rules of planning that it sets; its id and moment are given here. Raises
        `UnknownName` for the brand."""
        now = self.clock()
        row = {
            "brand_id": brand_id,
            "model": choice.model_id,
            "card": pack(choice),
            "chosen_by": choice.by,
            "chosen_at": now,
            "undone_by": "",
            "undone_at": None,
        }
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            place = connection.execute(insert(m).values(row).returning(m.c.place)).scalar_one()
            self._write_card(connection, brand_id, card, now)
        return replace(choice, id=int(place), at=now)

    def undo(self, brand_id: str, choice_id: int, by: str, card: Card) -> None:
        """Take a choice back together with what it set. Raises `UnknownName` where it is none of the brand's or was taken
        back already."""
        here = (m.c.brand_id == brand_id, m.c.place == choice_id, m.c.undone_at.is_(None))
        now = self.clock()
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            if connection.execute(update(m).where(*here).values(undone_by=by, undone_at=now)).rowcount == 0:
                raise UnknownName("model_choice", str(choice_id))
            self._write_card(connection, brand_id, card, now)

    def choices(self, brand_id: str, limit: int = 20) -> tuple[Choice, ...]:
        """What was chosen, the newest first, also what was taken back."""
        statement = select(m).where(m.c.brand_id == brand_id).order_by(m.c.place.desc()).limit(limit)
        with self.db.reading() as connection:
            return tuple(_choice_of(row) for row in connection.execute(statement))

    def chosen(self, brand_id: str) -> Choice | None:
        """The choice that holds: the newest that was not taken back."""
        here = (m.c.brand_id == brand_id, m.c.undone_at.is_(None))
        statement = select(m).where(*here).order_by(m.c.place.desc()).limit(1)
        with self.db.reading() as connection:
            row = connection.execute(statement).one_or_none()
        return _choice_of(row) if row else None

    def orders(self, brand_id: str) -> Orders:
        """How often the customers of the brand bought: counted by the database, as there may be very many."""
        here, c = customers.c.brand_id == brand_id, customers.c
        reached = and_(c.stopped_at.is_(None), c.consent != Consent.REFUSED.value)
        counts = select(
            func.count(),
            func.count().filter(reached),
            func.count().filter(c.orders > 0),
            func.count().filter(c.orders > 1),
        )
        dated = select(c.orders, c.first_order, c.last_order).where(here, c.orders > 1, c.last_order > c.first_order)
        with self.db.reading() as connection:
            known, reachable, buyers, again = connection.execute(counts.where(here)).one()
            gaps = tuple((last - first).days / (n - 1) for n, first, last in connection.execute(dated))
        return Orders(known, reachable, buyers, again, gaps)

    def _newest(self, brand_id: str) -> dict[str, Answer]:
        return {one.question_id: one for one in self.history(brand_id)}

    @staticmethod
    def _write_card(connection: Connection, brand_id: str, card: Card, now: datetime) -> None:
        row = {"brand_id": brand_id, "kind": card.kind, "card": dict(card.changes)}
        upsert(connection, k, [row], key=("brand_id", "kind"), overwrite=("card",))
        add_line(connection, line_about_none(brand_id, card.done, now))


def _choice_of(row: Row[*tuple[Any, ...]]) -> Choice:
    kept = unpack(Choice, row.card)
    return replace(kept, id=row.place, at=row.chosen_at, undone_by=row.undone_by, undone_at=row.undone_at)
