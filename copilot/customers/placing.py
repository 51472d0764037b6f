"""Which rules hold for a customer, which one decides, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from copilot.domain.customer import Consent
from copilot.domain.segment_rule import (
    NUMBERS,
    YES,
    Aspect,
    Condition,
    Members,
    Placed,
    Profile,
    Reason,
    SegmentRule,
)

MOST_VALUES = 4


def place(profile: Profile, rules: Sequence[SegmentRule]) -> Placed:
    """The first rule that holds decides."""
    for rule in rules:
        reasons = holds(rule, profile)
        if reasons is not None:
            return Placed(profile, rule, reasons)
    return Placed(profile)


def holds(rule: SegmentRule, profile: Profile) -> tuple[Reason, ...] | None:
    """The conditions that make the rule hold, or None. A rule without conditions holds for nobody."""
    met = [reason for condition in rule.conditions if (reason := meets(condition, profile))]
    enough = len(met) == len(rule.conditions) if rule.every else bool(met)
    return tuple(met) if met and enough else None


def meets(condition: Condition, profile: Profile) -> Reason | None:
    """The condition with the customer's values where it holds, or None."""
    if condition.aspect in NUMBERS:
        value = NUMBER_OF[condition.aspect](profile)
        if value is None or not _within(condition, value):
            return None
        return Reason(condition, (str(value),))
    words = WORDS_OF[condition.aspect](profile)
    wanted = {word.casefold() for word in condition.any_of}
    met = tuple(word for word in words if word.casefold() in wanted)
    if bool(met) is condition.negated:
        return None
    return Reason(condition, met or tuple(words[:MOST_VALUES]))


def members(rule: SegmentRule, placed: Iterable[Placed]) -> Members:
    """Everybody for whom the rule holds, those apart whom no message may be meant for."""
    reachable: list[Profile] = []
    stopped: list[Profile] = []
    refused: list[Profile] = []
    decides = 0
    for one in placed:
        is_placed = one.rule is not None and one.rule.id == rule.id
        if not is_placed and holds(rule, one.profile) is None:
            continue
        decides += is_placed
        customer = one.profile.customer
        said_no = customer.consent is Consent.REFUSED
        (stopped if customer.stopped else refused if said_no else reachable).append(one.profile)
    return Members(rule, tuple(reachable), tuple(stopped), tuple(refused), decides)


def _within(condition: Condition, value: object) -> bool:
    number = float(str(value))
    low, high = condition.at_least, condition.at_most
    return (low is None or number >= low) and (high is None or number <= high) and (low, high) != (None, None)


NUMBER_OF: Mapping[Aspect, Callable[[Profile], object | None]] = MappingProxyType(
    {
        Aspect.RECENCY: lambda p: p.recency,
        Aspect.FREQUENCY: lambda p: p.frequency,
        Aspect.AMOUNT: lambda p: p.amount,
        Aspect.ORDERS: lambda p: p.customer.orders,
        Aspect.SPENT: lambda p: p.customer.spent,
        Aspect.DAYS_SINCE_ORDER: lambda p: p.days_since_order,
        Aspect.DAYS_SINCE_CONTACT: lambda p: p.days_since_contact,
    }
)
WORDS_OF: Mapping[Aspect, Callable[[Profile], tuple[str, ...]]] = MappingProxyType(
    {
        Aspect.TAG: lambda p: p.customer.tags,
        Aspect.LIFECYCLE: lambda p: (p.lifecycle.value,),
        Aspect.STEP: lambda p: (p.customer.step.value,) if p.customer.step else (),
        Aspect.OBJECTION: lambda p: (p.customer.objection.value,) if p.customer.objection else (),
        Aspect.CONSENT: lambda p: (p.customer.consent.value,),
        Aspect.STOPPED: lambda p: (YES,) if p.customer.stopped else (),
    }
)
