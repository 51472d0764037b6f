"""How customers, their days and the conditions of segment rules are told on a page."""

from datetime import date
from decimal import Decimal

from copilot.domain.customer import STOP_SIGNS, Customer, CustomerEvent
from copilot.domain.segment_rule import NUMBERS, Aspect, Condition, Placed, Profile, Reason, SegmentRule
from copilot.domain.sending import Outcome
from copilot.ui.components.findings import plain
from copilot.ui.state import say

NAMED_WORDS = {Aspect.LIFECYCLE: "customers.lifecycles", Aspect.STEP: "steps", Aspect.OBJECTION: "objections",
               Aspect.CONSENT: "customers.consents"}  # fmt: skip
"""Where the words of an aspect have names; those of others are a brand's own."""


def badges(customer: Customer) -> str:
    """Stop and refusal as Markdown; "" for neither."""
    if customer.stopped:
        return f" :red-badge[:material/block: {say('customers.stopped_badge')}]"
    return "" if customer.may_be_sent else f" :orange-badge[{say('customers.refused_badge')}]"


def outcome_badge(outcome: Outcome | None) -> str:
    """What came of something sent as Markdown; "" for nothing yet."""
    if outcome is None:
        return ""
    colour = "red" if outcome is Outcome.STOP else "green" if outcome.good else "gray"
    return f" :{colour}-badge[{say(f'sent.outcomes.{outcome}')}]"


def stop_said(words: str) -> str:
    """The words of a stop; what stands for them where there are none."""
    return say(f"card.stop_signs.{words[1:]}") if words in STOP_SIGNS else words


def days(since: int | None) -> str:
    """`12 days ago`"""
    if since is None:
        return say("customers.never")
    return say("customers.today") if since == 0 else say("customers.days_ago", days=since)


def money(amount: Decimal) -> str:
    """An amount without needless zeros."""
    return f"{amount:,.2f}".removesuffix(".00")


def day(value: date | None) -> str:
    """A day, or a dash."""
    return f"{value:%Y-%m-%d}" if value else "–"


def dealings(profile: Profile) -> str:
    """Orders, amount, last order and last contact in one line."""
    contact = days(profile.days_since_contact)
    if profile.customer.orders == 0:
        return say("customers.line_lead", contact=contact)
    last, spent = days(profile.days_since_order), money(profile.customer.spent)
    return say("customers.line", orders=profile.customer.orders, spent=spent, last=last, contact=contact)


def where(event: CustomerEvent) -> str:
    """Step and objection of a step event, or which business it was about."""
    place = say(f"steps.{event.step}") if event.step else say(f"stands.{event.stand}") if event.stand else ""
    parts = [place, say(f"objections.{event.objection}") if event.objection else ""]
    return " · ".join(part for part in parts if part)


def word_name(aspect: Aspect, word: str) -> str:
    """A word of a condition as people say it."""
    if aspect is Aspect.STOPPED:
        return say("segments.yes")
    return say(f"{NAMED_WORDS[aspect]}.{word}") if aspect in NAMED_WORDS else word


def condition_text(condition: Condition) -> str:
    """A condition as a short sentence."""
    aspect = say(f"segments.short.{condition.aspect}")
    if condition.aspect in NUMBERS:
        low, high = condition.at_least, condition.at_most
        key = "between" if low is not None and high is not None else "from" if high is None else "up_to"
        return say(f"segments.{key}", aspect=aspect, low=low, high=high)
    words = say("segments.words_joined").join(word_name(condition.aspect, word) for word in condition.any_of)
    return say("segments.is_not" if condition.negated else "segments.is", aspect=aspect, words=words)


def rule_text(rule: SegmentRule) -> str:
    """A rule's conditions in one line."""
    between = say("segments.joined_all" if rule.every else "segments.joined_any")
    return plain(between.join(condition_text(c) for c in rule.conditions))


def why(placed: Placed) -> str:
    """Why the rule holds, with the customer's own values where the condition does not say them already."""
    between = say("segments.joined_all")
    return plain(say("card.why", reasons=between.join(_reason(r) for r in placed.reasons)))


def _reason(reason: Reason) -> str:
    told = condition_text(reason.condition)
    values = say("segments.words_joined").join(word_name(reason.condition.aspect, v) for v in reason.values)
    exact = len(reason.condition.any_of) == 1 and not reason.condition.negated
    return told if exact or not values else say("segments.is_now", condition=told, value=values)
