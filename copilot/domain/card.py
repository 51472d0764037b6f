"""Cards as people keep them: every version of a persona or a segment, who saved it, and what a file says meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.domain.audience import Segment
from copilot.domain.persona import Persona

Card = Persona | Segment


class CardKind(StrEnum):
    """What a card describes."""

    PERSONA = "persona"
    SEGMENT = "segment"


KINDS: Mapping[CardKind, type[Persona] | type[Segment]] = {CardKind.PERSONA: Persona, CardKind.SEGMENT: Segment}


def kind_of(card: Card) -> CardKind:
    """What the card describes."""
    return CardKind.PERSONA if isinstance(card, Persona) else CardKind.SEGMENT


class CardDeed(StrEnum):
    """How a version came to be."""

    LEARNED = "learned"
    """From a file; `by` is the file's name."""
    SAVED = "saved"
    RESTORED = "restored"
    """What an earlier version said."""
    TOOK_FILE = "took_file"
    """What the file says, in place of what people had made of it."""
    KEPT_OWN = "kept_own"
    """The file says otherwise by now, and people's own stays."""
    RETIRED = "retired"
    """Not offered any more."""
    RETURNED = "returned"
    """Offered again."""


SETTLES_FILE = (CardDeed.TOOK_FILE, CardDeed.KEPT_OWN)
"""Deeds after which nobody needs to be asked about the file again."""


@dataclass(frozen=True, slots=True)
class CardVersion:
    """What a card said from one moment on. Versions count from 1; `restored` is the version that one repeats."""

    card: Card
    version: int
    deed: CardDeed
    by: str
    at: datetime
    restored: int | None = None


@dataclass(frozen=True, slots=True)
class CardState:
    """A card as it stands. `offered` is what a file says meanwhile, where people have made the card their own."""

    card: Card
    deed: CardDeed
    by: str
    at: datetime | None
    retired: bool = False
    offered: Card | None = None

    @property
    def version(self) -> int:
        """Which version stands; 0 for a card that nobody counted."""
        return self.card.version


@dataclass(frozen=True, slots=True)
class CardChange:
    """A version on its way into the store. `seen` is the version its writer looked at, 0 for a new card."""

    card: Card
    seen: int
    deed: CardDeed
    by: str
    restored: int | None = None
