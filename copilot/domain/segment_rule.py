"""Named rules that put customers into segments, and what they are measured by."""

from dataclasses import dataclass
from enum import StrEnum

from copilot.domain.customer import Customer


class Lifecycle(StrEnum):
    """How far a customer is with the brand, by their orders."""

    LEAD = "lead"
    """No order yet."""
    NEW = "new"
    ACTIVE = "active"
    LOYAL = "loyal"
    SLEEPING = "sleeping"
    LOST = "lost"
    UNDATED = "undated"
    """Has ordered, nobody noted when."""


class Aspect(StrEnum):
    """What a condition looks at."""

    RECENCY = "recency"
    FREQUENCY = "frequency"
    AMOUNT = "amount"
    ORDERS = "orders"
    SPENT = "spent"
    DAYS_SINCE_ORDER = "days_since_order"
    DAYS_SINCE_CONTACT = "days_since_contact"
    TAG = "tag"
    LIFECYCLE = "lifecycle"
    STEP = "step"
    OBJECTION = "objection"
    CONSENT = "consent"
    STOPPED = "stopped"


SCORES = (Aspect.RECENCY, Aspect.FREQUENCY, Aspect.AMOUNT)
"""1 to 5, 5 is best: for recency, who ordered last. 0 for who never ordered."""
NUMBERS = (*SCORES, Aspect.ORDERS, Aspect.SPENT, Aspect.DAYS_SINCE_ORDER, Aspect.DAYS_SINCE_CONTACT)
"""Aspects with bounds; the others have words to choose among."""
YES = "yes"
"""The only word of `STOPPED`."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold: a number within bounds, both included, or one of some words. `negated`: none of them."""

    aspect: Aspect
    any_of: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class SegmentRule:
    """Who belongs to a segment. Of several rules that hold, the first one decides."""

    id: str
    name: str
    conditions: tuple[Condition, ...] = ()
    every: bool = True
    """Whether all conditions must hold, or any of them."""
    segment_id: str = ""
    """The card that describes these customers to whoever writes to them."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a brand means by new, active, loyal, sleeping, lost, and by its scores.

    Bounds of a score are four numbers: for recency days since the last order that still earn 5, 4, 3 and 2; for
    frequency and amount what earns 2, 3, 4 and 5. Without bounds, customers who ordered are put in order and cut into
    fifths.
    """

    new_days: int = 30
    """Since the first order."""
    active_days: int = 90
    """Since the last order."""
    sleeping_days: int = 180
    """Since the last order; longer is lost."""
    loyal_orders: int = 3
    recency: tuple[int, ...] = ()
    frequency: tuple[int, ...] = ()
    amount: tuple[int, ...] = ()


USUAL_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class Profile:
    """A customer as rules see them today. Scores are 0 for who never ordered, days None for what never happened."""

    customer: Customer
    recency: int
    frequency: int
    amount: int
    lifecycle: Lifecycle
    days_since_order: int | None
    days_since_contact: int | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that holds, and the customer's own values that make it hold."""

    condition: Condition
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The rule that decides a customer's segment, and why; no rule where none holds."""

    profile: Profile
    rule: SegmentRule | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Members:
    """Everybody for whom a rule holds. `placed` counts those for whom it is also the one that decides.

    Messages may be meant for `reachable` only: `stopped` asked for none, `refused` did not agree.
    """

    rule: SegmentRule
    reachable: tuple[Profile, ...]
    stopped: tuple[Profile, ...]
    refused: tuple[Profile, ...]
    placed: int

    @property
    def count(self) -> int:
        return len(self.reachable) + len(self.stopped) + len(self.refused)
