"""Prices of products that come in several sizes, weights and packs, whatever the unit the size is told in."""

import pytest

from copilot.domain.draft import Severity
from copilot.domain.evidence import Fact
from tests.checking.conftest import FACTS, Check, fact, passage


def sized(value: str, note: str, field: str = "list_price") -> Fact:
    made = fact("山谷荞麦枕", field, value, "元")
    return Fact(made.product, made.field, made.value, made.unit, made.source, note=note)


KNOWN = (
    *(f for f in FACTS if f.product != "山谷荞麦枕"),
    sized("309", "冬厚款 200×230cm 2.5kg"),
    sized("355", "冬厚款 220×240cm 3.0kg"),
    sized("289", "冬厚款 200×230cm 2.5kg", "promotion_price"),
    fact("山谷荞麦枕", "克重", "2.5", "kg"),
    fact("山谷荞麦枕", "克重", "3", "kg"),
)
LIST = passage(1, "山谷荞麦枕 2.5kg 309元，3.0kg 355元。")


def found(check: Check, text: str) -> list[tuple[str, str]]:
    findings = check(text, facts=KNOWN, evidence=(LIST,))
    return [(f.rule, f.quote) for f in findings if f.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    "text",
    [
        "山谷荞麦枕2.5kg的309，3公斤的355",
        "山谷荞麦枕2.5公斤的309，3kg的355。",
        "山谷荞麦枕5斤的309，6斤的355。",
        "山谷荞麦枕2500克的309",
        "山谷荞麦枕，2.5公斤309元，3公斤355元。",
        "山谷荞麦枕3公斤那床355",
    ],
)
def test_the_weight_that_tells_a_variant_is_no_claim_of_its_own(check: Check, text: str) -> None:
    assert found(check, text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("山谷荞麦枕3公斤的309", "309"),
        ("山谷荞麦枕6斤的309", "309"),
        ("山谷荞麦枕2.5公斤的355", "355"),
        ("山谷荞麦枕3公斤的289", "289"),
        ("山谷荞麦枕220×240cm的309", "309"),
    ],
)
def test_the_price_of_another_variant_is_found_though_a_passage_has_it(check: Check, text: str, quote: str) -> None:
    assert ("price_conflict", quote) in found(check, text)


def test_a_weight_nobody_sells_is_found(check: Check) -> None:
    assert ("number_conflict", "4公斤") in found(check, "山谷荞麦枕4公斤的355")
