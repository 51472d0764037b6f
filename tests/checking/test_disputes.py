"""Figures that sources disagree about are warned of; figures that were decided against are blocked."""

from dataclasses import replace
from datetime import date

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.channel import Channel
from copilot.domain.conflict import Conflict, Disputes, KnownFacts, Settlement, Side, Verdict
from copilot.domain.draft import Finding, Severity
from copilot.domain.evidence import Source
from copilot.domain.language import Language
from tests.checking.conftest import AT, BRAND, FACTS

LISTED = FACTS[0]
HANDBOOK = replace(LISTED, value="369", source=Source("handbook", "手册.docx", 1, "L4"))
WEIGHT = next(f for f in FACTS if f.field == "重量")
OTHER_WEIGHT = replace(WEIGHT, value="1.8", source=HANDBOOK.source)


def between(first: Side, second: Side) -> Conflict:
    return Conflict("c1", first.facts[0].product, first.facts[0].field, (first, second))


PRICES = between(Side("prices", (LISTED,), ("399",)), Side("handbook", (HANDBOOK,), ("369",)))
WEIGHTS = between(Side("prices", (WEIGHT,), ("1500",)), Side("handbook", (OTHER_WEIGHT,), ("1800",)))


def found(
    checker: Checker, text: str, conflict: Conflict, verdict: Verdict | None = None, right: str = ""
) -> list[Finding]:
    decided = {"c1": Settlement("c1", conflict.product, conflict.field, verdict, right)} if verdict else {}
    known = KnownFacts((*FACTS, HANDBOOK, OTHER_WEIGHT), Disputes((conflict,), decided))
    form = channel_forms()[Channel.PRIVATE_CHAT]
    request = CheckRequest(text, BRAND, form, Language.ZH, AT, facts=known.standing, disputes=known.disputes)
    return [f for f in checker.check(request) if f.kind in ("price", "number")]


@pytest.mark.parametrize("value", ["399", "369"])
def test_either_price_is_warned_of_with_both_sources(checker: Checker, value: str) -> None:
    [finding] = found(checker, f"听松枕日常价{value}元。", PRICES)
    assert (finding.rule, finding.severity) == ("price_disputed", Severity.WARN)
    assert "价格表.xlsx 399 元" in finding.message
    assert "手册.docx 369 元" in finding.message


def test_the_price_that_was_decided_against_is_blocked_and_the_right_one_passes(checker: Checker) -> None:
    [wrong] = found(checker, "听松枕日常价369元。", PRICES, Verdict.RIGHT, "prices")
    assert wrong.severity is Severity.BLOCK
    assert found(checker, "听松枕日常价399元。", PRICES, Verdict.RIGHT, "prices") == []


def test_a_price_that_another_undisputed_fact_gives_too_is_certain(checker: Checker) -> None:
    member = replace(HANDBOOK, value="359")
    conflict = between(PRICES.sides[0], Side("handbook", (member,), ("359",)))
    assert found(checker, "听松枕会员价359元。", conflict) == []


def test_the_same_figure_of_another_product_is_left_alone(checker: Checker) -> None:
    assert found(checker, "荞麦枕日常价199元。", PRICES) == []


def test_other_figures_are_warned_of_as_well(checker: Checker) -> None:
    [finding] = found(checker, "荞麦枕重1.8公斤。", WEIGHTS)
    assert (finding.rule, finding.severity) == ("number_disputed", Severity.WARN)
    [blocked] = found(checker, "荞麦枕重1.8公斤。", WEIGHTS, Verdict.RIGHT, "prices")
    assert blocked.severity is Severity.BLOCK


def test_when_both_hold_both_pass(checker: Checker) -> None:
    assert found(checker, "听松枕日常价399元，另一版369元。", PRICES, Verdict.BOTH) == []


def test_an_offer_with_its_first_and_last_day_beside_the_price_of_every_day_is_no_dispute(checker: Checker) -> None:
    offer = replace(HANDBOOK, valid_from=date(2026, 11, 20), valid_to=date(2026, 11, 30))
    assert found(checker, "听松枕日常价399元。", between(PRICES.sides[0], Side("handbook", (offer,), ("369",)))) == []


def test_a_price_that_ran_out_disputes_nothing(checker: Checker) -> None:
    over = replace(HANDBOOK, valid_to=date(2026, 10, 1))
    assert found(checker, "听松枕日常价399元。", between(PRICES.sides[0], Side("handbook", (over,), ("369",)))) == []


def test_two_rows_of_one_list_are_no_two_opinions(checker: Checker) -> None:
    row = replace(LISTED, value="369", source=replace(LISTED.source, locator="A9"))
    assert found(checker, "听松枕日常价399元。", between(PRICES.sides[0], Side("rows", (row,), ("369",)))) == []
