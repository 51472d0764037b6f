"""Brands, and their segments and personas."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select, update

from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.card import CardDeed, CardKind, CardState
from copilot.domain.habit import HabitDecision, HabitState, with_habits
from copilot.domain.persona import Persona
from copilot.store.cards import read_states, write_cards
from copilot.store.connection import Database, quick_rows, upsert
from copilot.store.habits import read_decisions
from copilot.store.index_log import lock_brand
from copilot.store.packing import pack, unpack
from copilot.store.schema import brands
from copilot.store.versions import require_document


@dataclass(frozen=True, slots=True)
class Brands:
    """The brands of this installation."""

    db: Database
    clock: Callable[[], datetime]

    def save(self, brand: Brand) -> None:
        """Add a brand, or change its card; changing does not move it in the order."""
        row = {"id": brand.id, "card": pack(brand), "added_at": self.clock(), "last_change": 0}
        with self.db.writing() as connection:
            upsert(connection, brands, [row], key=("id",), overwrite=("card",))

    def change(self, brand_id: str, change: Callable[[Brand], Brand]) -> Brand:
        """Store what `change` makes of the card as it is now, with nobody changing it in between, and return it.

        Raises `UnknownName`.
        """
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            card = connection.execute(select(brands.c.card).where(brands.c.id == brand_id)).scalar_one()
            before = unpack(Brand, card)
            after = change(before)
            if after != before:
                connection.execute(update(brands).where(brands.c.id == brand_id).values(card=pack(after)))
            return after

    def all(self) -> tuple[Brand, ...]:
        """Every brand, in the order they were added."""
        with self.db.reading() as connection:
            packed = connection.execute(select(brands.c.card).order_by(brands.c.place)).scalars()
            return tuple(unpack(Brand, card) for card in packed)

    def get(self, brand_id: str) -> Brand | None:
        """The brand with that id, or None."""
        cards = quick_rows(self.db, _card_of(), {"brand": brand_id})
        return next((unpack(Brand, card) for (card,) in cards), None)

    def last(self) -> Brand | None:
        """The brand added most recently, or None when there is none."""
        with self.db.reading() as connection:
            newest = select(brands.c.card).order_by(brands.c.place.desc()).limit(1)
            card = connection.execute(newest).scalar_one_or_none()
        return None if card is None else unpack(Brand, card)

    def keep_cards(
        self, brand_id: str, document_id: str, segments: Sequence[Segment], personas: Sequence[Persona]
    ) -> None:
        """Replace the cards a document declares (keeping a file does it by itself). Raises `UnknownName`."""
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            document = require_document(connection, brand_id, document_id)
            write_cards(connection, document, (*segments, *personas), self.clock())

    def segments(self, brand_id: str, *, retired: bool = False) -> tuple[Segment, ...]:
        """Segments as people keep them, or as live documents declare them; with `retired`, also those that are not
        offered any more."""
        with self.db.reading() as connection:
            states = read_states(connection, brand_id, CardKind.SEGMENT)
        offered = (s.card for s in states if retired or not s.retired)
        return tuple(card for card in offered if isinstance(card, Segment))

    def personas(self, brand_id: str, *, retired: bool = False) -> tuple[Persona, ...]:
        """Personas as people keep them, or as live documents declare them, with the habits that people accepted for
        them since; with `retired`, also those that are not offered any more."""
        with self.db.reading() as connection:
            states = read_states(connection, brand_id, CardKind.PERSONA)
            decisions = read_decisions(connection, brand_id)
        offered = (s for s in states if retired or not s.retired)
        return tuple(_with_decisions(s.card, s, decisions) for s in offered if isinstance(s.card, Persona))


@cache
def _card_of() -> Select[Any]:
    return select(brands.c.card).where(brands.c.id == bindparam("brand"))


def _with_decisions(persona: Persona, state: CardState, decisions: Sequence[HabitDecision]) -> Persona:
    """The card with what was accepted since a person saved it: whoever saved it had the rest before their eyes."""
    learned = state.deed is CardDeed.LEARNED
    accepted = (d for d in decisions if d.state is HabitState.ACCEPTED)
    return with_habits(persona, (d.habit for d in accepted if learned or state.at is None or d.at > state.at))
