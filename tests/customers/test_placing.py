"""Which segment a customer is in, why, and whom a message may be meant for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from copilot.customers.placing import holds, members, place
from copilot.customers.rule_files import read_rules, starting_rules, starting_thresholds
from copilot.domain.conversation import Objection
from copilot.domain.customer import Consent, Customer
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.domain.segment_rule import Aspect, Condition, Lifecycle, Profile, SegmentRule, Thresholds
from copilot.errors import RulesInvalid

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ANN = Customer(
    "1", "yun", tags=("侧睡", "VIP"), orders=4, spent=Decimal("1299.50"), last_order=date(2026, 11, 1),
    consent=Consent.GIVEN, step=Step.TRUST, objection=Objection.PRICE,
)  # fmt: skip
PROFILE = Profile(ANN, 5, 4, 3, Lifecycle.LOYAL, 22, None)


def rule(*conditions: Condition, every: bool = True, name: str = "r") -> SegmentRule:
    return SegmentRule(name, name, conditions, every)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(Aspect.RECENCY, at_least=4), True),
        (Condition(Aspect.RECENCY, at_most=4), False),
        (Condition(Aspect.ORDERS, at_least=4, at_most=4), True),
        (Condition(Aspect.SPENT, at_least=1300), False),
        (Condition(Aspect.SPENT, at_least=1299), True),
        (Condition(Aspect.DAYS_SINCE_ORDER, at_most=22), True),
        (Condition(Aspect.DAYS_SINCE_CONTACT, at_least=0), False),
        (Condition(Aspect.ORDERS), False),
        (Condition(Aspect.TAG, ("vip",)), True),
        (Condition(Aspect.TAG, ("新客",)), False),
        (Condition(Aspect.TAG, ("新客",), negated=True), True),
        (Condition(Aspect.LIFECYCLE, ("new", "loyal")), True),
        (Condition(Aspect.STEP, ("trust",)), True),
        (Condition(Aspect.OBJECTION, ("price",)), True),
        (Condition(Aspect.CONSENT, ("given",), negated=True), False),
        (Condition(Aspect.STOPPED, ("yes",)), False),
        (Condition(Aspect.STOPPED, ("yes",), negated=True), True),
    ],
)
def test_a_condition_holds_or_not(condition: Condition, expected: bool) -> None:
    assert (holds(rule(condition), PROFILE) is not None) is expected


def test_all_or_any_of_the_conditions() -> None:
    met, unmet = Condition(Aspect.TAG, ("VIP",)), Condition(Aspect.TAG, ("新客",))
    assert holds(rule(met, unmet), PROFILE) is None
    assert [r.condition for r in holds(rule(met, unmet, every=False), PROFILE) or ()] == [met]
    assert holds(rule(), PROFILE) is None


def test_the_first_rule_that_holds_decides_and_says_why() -> None:
    vip = rule(Condition(Aspect.TAG, ("VIP", "侧睡")), Condition(Aspect.SPENT, at_least=1000), name="vip")
    side = rule(Condition(Aspect.TAG, ("侧睡",)), name="side")
    assert place(PROFILE, [side, vip]).rule is side
    placed = place(PROFILE, [vip, side])
    assert placed.rule is vip
    assert [reason.values for reason in placed.reasons] == [("侧睡", "VIP"), ("1299.50",)]
    assert place(PROFILE, [rule(Condition(Aspect.TAG, ("none",)))]).rule is None


def test_who_said_stop_or_refused_is_not_reachable() -> None:
    everybody = rule(Condition(Aspect.TAG, ("VIP",)))
    stopped, refused = replace(ANN, stopped_at=NOW), replace(ANN, consent=Consent.REFUSED)
    unasked = replace(ANN, consent=Consent.UNKNOWN)
    placed = [place(replace(PROFILE, customer=c), [everybody]) for c in (ANN, stopped, refused, unasked)]
    found = members(everybody, placed)
    assert [p.customer for p in found.reachable] == [ANN, unasked]
    assert [p.customer for p in found.stopped] == [stopped]
    assert [p.customer for p in found.refused] == [refused]
    assert found.count == 4


def test_a_rule_counts_also_those_whom_an_earlier_one_takes() -> None:
    vip, side = rule(Condition(Aspect.TAG, ("VIP",)), name="vip"), rule(Condition(Aspect.TAG, ("侧睡",)), name="side")
    found = members(side, [place(PROFILE, [vip, side])])
    assert (found.count, found.placed) == (1, 0)


def test_the_rules_to_begin_with_place_a_newcomer_a_comparer_and_a_loyal_customer() -> None:
    rules = starting_rules(Language.EN)
    lead = Profile(Customer("2", "yun"), 0, 0, 0, Lifecycle.LEAD, None, None)
    comparing = replace(lead, customer=replace(lead.customer, step=Step.TRUST))
    found = [place(p, rules).rule for p in (PROFILE, comparing, lead)]
    assert [r.id if r else None for r in found] == ["loyal", "hesitant", "newcomer"]
    assert starting_thresholds() == Thresholds()
    assert [r.id for r in starting_rules(Language.ZH)] == [r.id for r in rules]


def test_a_brands_file_gives_rules_tied_to_its_cards() -> None:
    text = "rules:\n  - {id: a, name: 老客, segment_id: member, conditions: [{aspect: orders, at_least: 3}]}"
    rules, thresholds = read_rules("x.yaml", text, Language.ZH)
    assert rules == (SegmentRule("a", "老客", (Condition(Aspect.ORDERS, at_least=3),), segment_id="member"),)
    assert thresholds == Thresholds()


@pytest.mark.parametrize("text", ["rules: [{id: a, conditions: [{aspect: colour}]}]", "rules: 3", ": :", "other: 1"])
def test_a_broken_file_is_refused(text: str) -> None:
    with pytest.raises(RulesInvalid):
        read_rules("x.yaml", text, Language.ZH)
