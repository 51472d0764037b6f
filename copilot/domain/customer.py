"""A customer as the brand keeps them, and what happened with them day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from copilot.domain.conversation import Objection, Stand
from copilot.domain.ladder import Step


class Consent(StrEnum):
    """Whether a customer agreed to be sent messages that sell something."""

    UNKNOWN = "unknown"
    GIVEN = "given"
    REFUSED = "refused"


class EventKind(StrEnum):
    """What can happen with a customer."""

    STEP = "step"
    """A chat showed where they stand."""
    PROMISE = "promise"
    """A rep promised them something."""
    KEPT = "kept"
    """A promise was kept; `about` is its event."""
    SENT = "sent"
    OUTCOME = "outcome"
    BOUGHT = "bought"
    NOTE = "note"
    STOP = "stop"
    """They asked to be sent nothing more."""
    RESUME = "resume"
    """A person took a stop back; `text` says why."""
    CONSENT = "consent"
    """Consent changed; `text` says to what and why."""


@dataclass(frozen=True, slots=True)
class Customer:
    """One person the brand sells to. Personal data: it is here because the brand entered it, and goes to no model, log
    or search.

    `stand`, `step` and `objection` are what the last chat showed, or what a person said instead.
    """

    id: str
    brand_id: str
    name: str = ""
    code: str = ""
    """What another system of the brand calls them."""
    contacts: tuple[str, ...] = ()
    """Phone numbers and WeChat ids, as `contact_key` writes them or as they were typed."""
    tags: tuple[str, ...] = ()
    orders: int = 0
    spent: Decimal = Decimal(0)
    first_order: date | None = None
    last_order: date | None = None
    last_contact: date | None = None
    consent: Consent = Consent.UNKNOWN
    stopped_at: datetime | None = None
    stop_words: str = ""
    """How they said stop, or which list they stood on."""
    birthday: str = ""
    """Month and day, `05-01`; the year is nobody's business here."""
    bought: tuple[str, ...] = ()
    remark: str = ""
    """What the imported list notes about them; notes that people write here are events."""
    fields: tuple[tuple[str, str], ...] = ()
    """Other columns of the imported list: header and value."""
    stand: Stand | None = None
    step: Step | None = None
    objection: Objection | None = None
    listed_tags: tuple[str, ...] = ()
    """The tags of the list imported last: what differs from them was said by hand."""

    @property
    def stopped(self) -> bool:
        """Whether they asked to be sent nothing more."""
        return self.stopped_at is not None

    @property
    def may_be_sent(self) -> bool:
        """Whether a message that sells something may be meant for them: no stop, no refusal."""
        return not self.stopped and self.consent is not Consent.REFUSED

    @property
    def called(self) -> str:
        """The name, or whatever else they can be told apart by."""
        return self.name or self.code or next(iter(self.contacts), "") or self.id


@dataclass(frozen=True, slots=True)
class Purchases:
    """What a brand's customers bought, all together: `buyers` are those with an order."""

    buyers: int
    orders: int
    spent: Decimal


@dataclass(frozen=True, slots=True)
class CustomerEvent:
    """Something that happened, when, and in which words. `id` is 0 until it is stored."""

    kind: EventKind
    at: datetime
    text: str = ""
    id: int = 0
    stand: Stand | None = None
    step: Step | None = None
    objection: Objection | None = None
    overridden: bool = False
    """Whether a person said so against what was read."""
    about: int | None = None
    """The event that this one answers."""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a rep promised a customer, and when it was kept."""

    event: CustomerEvent
    kept: CustomerEvent | None = None


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """What becomes of a customer, what happened, and which events did not happen after all (by id)."""

    customer: Customer
    events: tuple[CustomerEvent, ...] = ()
    undone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerQuery:
    """Which customers to show. All that is given must hold; `rule_id` is the rule that decides their segment, where
    NO_RULE stands for those that fit none."""

    text: str = ""
    tag: str = ""
    rule_id: str = ""
    stopped: bool | None = None


NO_RULE = "-"
STOPPED_BEFORE, STOP_MARKED = "#deleted", "#marked"
"""Stand for the words of a stop known only by the trace a deleted customer left, and of one marked as the outcome of
what was sent."""
STOP_SIGNS = (STOPPED_BEFORE, STOP_MARKED)
EVERYBODY = CustomerQuery()


def steps_of(events: Sequence[CustomerEvent]) -> tuple[CustomerEvent, ...]:
    """Where the customer stood, the first chat first."""
    return tuple(e for e in events if e.kind is EventKind.STEP)


def promises_of(events: Sequence[CustomerEvent]) -> tuple[Promise, ...]:
    """What was promised, those that are not kept first, of either the newest first."""
    kept = {e.about: e for e in events if e.kind is EventKind.KEPT}
    made = [Promise(e, kept.get(e.id)) for e in reversed(events) if e.kind is EventKind.PROMISE]
    return tuple(sorted(made, key=lambda promise: promise.kept is not None))
