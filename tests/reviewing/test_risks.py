"""Why an item is to be read with care, and how heavy each reason is."""

import pytest

from copilot.domain.draft import Finding, Severity
from copilot.domain.item_check import Grounds, ItemCheck
from copilot.domain.review import ReviewPolicy, Risk, RiskKind
from copilot.domain.staleness import Stale, StaleReason
from copilot.domain.waiver import Judged
from copilot.reviewing.risk_rules import load_risk_rules
from copilot.reviewing.risks import Approved, Read, people_needed, risks_of

RULES = load_risk_rules()
STALE = Stale(1, StaleReason.CHANGED, "价格.csv", 2, "B3", "148 元", "158 元", "白茶", "member_price")


def finding(kind: str, severity: Severity = Severity.WARN, rule: str = "r1") -> Finding:
    return Finding(rule, kind, severity, 0, 2, "白茶", "", "")


def risks(*found: Finding, text: str = "白茶", grounds: Grounds = Grounds(), before: Approved = Approved()) -> tuple[Risk, ...]:  # fmt: skip  # noqa: B008
    judged = tuple(Judged(f) for f in found)
    return risks_of(Read(text, ItemCheck("a", "h", "s", found, grounds), judged), before, RULES)


def kinds(*found: Finding, before: Approved = Approved(rules=frozenset({"r1"}))) -> list[RiskKind]:  # noqa: B008
    return [risk.kind for risk in risks(*found, before=before)]


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (finding("length", Severity.BLOCK), RiskKind.BLOCK),
        (finding("guarantee"), RiskKind.PROMISE),
        (finding("unsupported_claim"), RiskKind.UNSUPPORTED),
        (finding("length"), RiskKind.WARN),
    ],
)
def test_a_finding_is_one_kind_of_risk(found: Finding, kind: RiskKind) -> None:
    assert kinds(found) == [kind]


def test_a_note_alone_is_no_risk() -> None:
    assert kinds(finding("cliche", Severity.NOTE)) == []


def test_a_rule_nobody_judged_before_is_told() -> None:
    assert kinds(finding("length"), before=Approved()) == [RiskKind.FIRST_RULE, RiskKind.WARN]


def test_the_gravest_comes_first_and_no_heap_of_small_things_hides_it() -> None:
    small = [finding("length", rule=f"r{n}") for n in range(30)]
    heap = sum(r.weight for r in risks(*small, grounds=Grounds(prices=("1 元",) * 9, claims=tuple("abcdefghijkl"))))
    assert heap < sum(r.weight for r in risks(finding("length", Severity.BLOCK)))
    assert [r.weight for r in risks(*small)] == sorted((r.weight for r in risks(*small)), reverse=True)


def test_private_data_outweighs_a_promise_and_that_a_wrong_price() -> None:
    private, promise, price = (
        sum(r.weight for r in risks(finding(kind, Severity.BLOCK))) for kind in ("privacy", "guarantee", "price")
    )
    assert private > promise > price


def test_what_is_cited_and_has_changed_says_what_it_says_now() -> None:
    read = Read("会员价[1]", ItemCheck("a", "h", "s", ()), (), (STALE,))
    [stale] = risks_of(read, Approved(), RULES)
    assert (stale.kind, stale.facts["quote"], stale.facts["now"]) == (RiskKind.STALE, "148 元", "158 元")


@pytest.mark.parametrize(("claimed", "cited", "low"), [(1, 0, False), (2, 0, True), (2, 1, False), (3, 1, True)])
def test_evidence_is_low_from_two_claims_of_which_less_than_half_are_cited(claimed: int, cited: int, low: bool) -> None:
    names = tuple("abc"[:claimed])
    found = risks(grounds=Grounds(claims=names, claimed=claimed, cited=cited), before=Approved(claims=frozenset(names)))
    assert [r.kind for r in found] == ([RiskKind.LOW_EVIDENCE] if low else [])


def test_every_risk_has_the_facts_that_its_sentence_may_name() -> None:
    for risk in risks(finding("guarantee", Severity.BLOCK), text="保证有效", grounds=Grounds(prices=("1 元",))):
        assert risk.facts.keys() >= {"count", "quote", "now", "claims", "cited"}


@pytest.mark.parametrize(
    ("policy", "people"),
    [(ReviewPolicy(), 1), (ReviewPolicy((RiskKind.PRICE,)), 2), (ReviewPolicy((RiskKind.PROMISE,)), 1)],
)
def test_the_policy_says_for_what_two_people_are_needed(policy: ReviewPolicy, people: int) -> None:
    assert people_needed([Risk(RiskKind.PRICE, 30)], policy) == people
