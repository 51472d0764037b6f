"""What people make of the cards of personas and segments: saved versions, and what happened to each card."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from copilot.domain.card import CardChange, CardKind, CardState, CardVersion
from copilot.store.cards import keep_card, read_history, read_states
from copilot.store.connection import Database
from copilot.store.index_log import lock_brand


@dataclass(frozen=True, slots=True)
class CardBook:
    """Cards by brand. No version is ever changed or dropped."""

    db: Database
    clock: Callable[[], datetime]

    def states(self, brand_id: str, kind: CardKind) -> tuple[CardState, ...]:
        """Every card as it stands, also those that are not offered any more."""
        with self.db.reading() as connection:
            return read_states(connection, brand_id, kind)

    def history(self, brand_id: str, kind: CardKind, card_id: str) -> tuple[CardVersion, ...]:
        """Every version of a card, the first first; empty for one that nobody counted."""
        with self.db.reading() as connection:
            return read_history(connection, brand_id, kind, card_id)

    def keep(self, brand_id: str, change: CardChange) -> CardVersion:
        """Store a version that a person saved. Raises `UnknownName` for the brand, `Conflict` where somebody saved
        another one after the one they saw."""
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            return keep_card(connection, brand_id, change, self.clock())
