"""What a place in the calendar asks of its text, in the words a writer is told."""

from dataclasses import dataclass
from datetime import date, datetime

from copilot.domain.calendar import Purpose, SequenceKind
from copilot.domain.evidence import Fact


@dataclass(frozen=True, slots=True)
class Told:
    """What another part of the sequence says: its text, or only its idea where it has none yet."""

    day: date
    words: str
    written: bool = False


@dataclass(frozen=True, slots=True)
class PartOf:
    """Where a text stands among those it belongs to: part `number` (from 1) of `of`."""

    kind: SequenceKind
    number: int
    of: int
    before: tuple[Told, ...] = ()
    """The earlier parts, the first first."""
    following: Told | None = None


@dataclass(frozen=True, slots=True)
class OfferTold:
    """The offer a text is about, in the words of the fact it comes from. Dates are inclusive."""

    words: str
    starts: date | None = None
    ends: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it holds on that day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def holds(self, fact: Fact) -> bool:
        """Whether a fact has the very dates of the offer."""
        return (fact.valid_from, fact.valid_to) == (self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Beside a brief's product, persona and channel: what the text is there for, and when it goes out."""

    purpose: Purpose
    at: datetime
    """Without a zone, as the brand's clocks show it."""
    idea: str = ""
    audience: str = ""
    """The name of whom it goes to."""
    occasion: str = ""
    """The name of the festival or other day it is for."""
    offer: OfferTold | None = None
    part: PartOf | None = None
    live_at: datetime | None = None
    """When the live stream is that it speaks of, where one is planned."""
    live_shows: str = ""
    """What will be shown there, as far as it is known."""
    requests: tuple[str, ...] = ()
    """Pictures and links a person adds beside the text; the text leaves no gaps for them."""
