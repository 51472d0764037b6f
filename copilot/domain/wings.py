"""The butterfly in a brand's own figures: how many people stand at each place of its wings, in which period, and where
they are lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from copilot.domain.ladder import Node, Step


class Place(StrEnum):
    """Where people are counted, from the widest part of the left wing over the narrowest to the widest of the right.

    Each is a number of people within a period, except `STORED` and `MEMBERS`, of which the right wing is made, too.
    """

    ACQUIRED = "acquired"
    """New contacts, by source."""
    ACTIVE = "active"
    """Contacts who wrote, clicked or came at least once: those whom content reaches."""
    INTEREST = "interest"
    """Who asked about something."""
    NEED = "need"
    """Who told their own situation."""
    TRUST = "trust"
    """Whose doubts were answered: who asked for proof, price or terms after it."""
    BOUGHT = "bought"
    """First purchases."""
    REPEATED = "repeated"
    """Who bought again."""
    MEMBERS = "members"
    """Who joined a paid membership."""
    STORED = "stored"
    """Who stored value."""
    REFERRERS = "referrers"
    """Who brought somebody."""
    REFERRED = "referred"
    """New contacts that others brought; they are among `ACQUIRED`, too."""


NODE_OF: Mapping[Place, tuple[Node, Step | None]] = {
    Place.ACQUIRED: (Node.ACQUIRE, None),
    Place.ACTIVE: (Node.OPERATE, None),
    Place.INTEREST: (Node.CONVERT, Step.INTEREST),
    Place.NEED: (Node.CONVERT, Step.NEED),
    Place.TRUST: (Node.CONVERT, Step.TRUST),
    Place.BOUGHT: (Node.CONVERT, Step.ACTION),
    Place.REPEATED: (Node.REPURCHASE, None),
    Place.MEMBERS: (Node.REPURCHASE, None),
    Place.STORED: (Node.REPURCHASE, None),
    Place.REFERRERS: (Node.REFER, None),
    Place.REFERRED: (Node.REFER, None),
}
LEFT = (Place.ACQUIRED, Place.ACTIVE, Place.INTEREST, Place.NEED, Place.TRUST, Place.BOUGHT)
RIGHT = (Place.BOUGHT, Place.REPEATED, Place.MEMBERS, Place.STORED, Place.REFERRERS, Place.REFERRED)


class Origin(StrEnum):
    """Where a figure comes from."""

    TYPED = "typed"
    IMPORTED = "imported"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both counted."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Cut:
    """Of whom figures are: everybody where all is empty."""

    source: str = ""
    segment_id: str = ""
    audience_id: str = ""


@dataclass(frozen=True, slots=True)
class Wing:
    """The figures of one period and cut. A place that nobody counted is missing: that is not 0."""

    period: Period
    counts: Mapping[Place, int]
    cut: Cut = Cut()
    origins: Mapping[Place, Origin] = field(default_factory=dict)
    money: Mapping[Place, float] = field(default_factory=dict)
    """What people at a place paid within the period, in the brand's currency; known for purchases only."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One kept figure: people at a place within a period, of one cut. `money` is what they paid, None where unknown."""

    period: Period
    place: Place
    count: int
    cut: Cut = Cut()
    money: Decimal | None = None
    origin: Origin = Origin.TYPED
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Crossing:
    """How many of `base` at one place went on to the next: `rate` is `went` / `base`, None where `base` is 0 or unknown.

    `small` says that there are too few to trust the rate; `low` and `high` are the Wilson score interval at 95 %, None
    where more went on than stood there: then they are not the same people, and `rate` is no share.
    """

    from_place: Place
    to_place: Place
    base: int | None
    went: int | None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    small: bool = False

    @property
    def over(self) -> bool:
        """Whether more went on than stood there."""
        return self.base is not None and self.went is not None and self.went > self.base


@dataclass(frozen=True, slots=True)
class Leak:
    """A crossing that is worse than the brand's own baseline, and what this costs within the period.

    `baseline` is the rate of the periods in `baseline_of` together. `lost_customers` are those lost here, as many of them
    as usually go on to buy; `lost_money` is what so many buyers paid in this period, None where that is not known.
    """

    crossing: Crossing
    baseline: float
    lost_customers: float
    lost_money: float | None = None
    baseline_of: tuple[Period, ...] = ()
