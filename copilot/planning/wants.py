"""What a plan wants to say before it is said: a purpose with its date, and the entry it gets in the calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from copilot.domain.calendar import Offer, Purpose, SequenceKind, Slot
from copilot.domain.channel import Channel


@dataclass(frozen=True, slots=True)
class Want:
    """Something that has to be said because of its date or its sequence."""

    purpose: Purpose
    idea_key: str
    """Where its ideas stand in the rules; those of its purpose follow."""
    promotes: bool = False
    weight: int = 0
    """Of two promotions that cannot both be told the heavier stays."""
    sequence: SequenceKind | None = None
    instance: str = ""
    """Tells two sequences of a kind apart."""
    part: str = ""
    offer: Offer | None = None
    product: str | None = None
    occasion: str | None = None
    live_day: date | None = None
    launch_day: date | None = None
    at: time | None = None


@dataclass(slots=True, eq=False)
class Entry:
    """A place in the calendar that the planner fills; `want` is None where any everyday purpose may stand."""

    day: date
    time: time
    audience_id: str
    channel: Channel
    want: Want | None = None
    kept: Slot | None = field(default=None)

    @property
    def at(self) -> datetime:
        """Its moment."""
        return datetime.combine(self.day, self.time)

    @property
    def promotes(self) -> bool:
        """Whether it counts as promotion."""
        if self.kept:
            return self.kept.promotes
        return self.want is not None and self.want.promotes
