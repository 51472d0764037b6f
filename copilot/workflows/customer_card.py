"""All that is kept of one customer: as a card to look at, and as JSON for the person it is about."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from copilot.domain.audience import Segment
from copilot.domain.customer import Customer, CustomerEvent, Promise
from copilot.domain.segment_rule import Placed
from copilot.domain.sending import Sending


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """All that is shown of one customer. `events` are the oldest first; of `steps` too."""

    customer: Customer
    placed: Placed
    segment: Segment | None
    steps: tuple[CustomerEvent, ...]
    promises: tuple[Promise, ...]
    events: tuple[CustomerEvent, ...]
    sent: tuple[Sending, ...] = ()
    """What went out to them, the newest first."""


def exported(card: CustomerCard, elsewhere: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """`{customer, segment: {rule, card}, events, …}`, and under its own name each other table that has rows of theirs."""
    rule = card.placed.rule
    return {
        "customer": plain(asdict(card.customer)),
        "segment": {"rule": rule.name if rule else None, "card": card.segment.name if card.segment else None},
        "events": [plain(asdict(event)) for event in card.events],
        **elsewhere,
    }


def plain(value: Any) -> Any:
    """`value` in what JSON knows: amounts and moments as text."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
