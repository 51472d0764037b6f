"""Sums that are no price of goods, and prices that are no other sum."""

import pytest

from copilot.domain.draft import Severity
from copilot.domain.evidence import Role
from tests.checking.conftest import Check, passage

EVIDENCE = (
    passage(1, "办松风卡，99元一年，就按会员价买。", Role.POLICY),
    passage(2, "首单满249元减20元。", Role.POLICY),
    passage(3, "Songfeng membership: $20 a year, cancel any time. Gift cards of $25 do not expire.", Role.POLICY),
)


def prices(check: Check, text: str) -> list[tuple[str, str]]:
    findings = check(text, evidence=EVIDENCE)
    return [(f.rule, f.quote) for f in findings if f.kind == "price" and f.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("年费128", "128"),
        ("年费199，按会员价买", "199"),
        ("会员费149一年", "149"),
        ("松风卡一年128", "128"),
        ("松风卡年费129元", "129元"),
        ("The membership is $25 a year.", "$25"),
        ("Annual fee: $28", "$28"),
    ],
)
def test_a_fee_is_held_against_fees_and_not_against_prices(check: Check, text: str, quote: str) -> None:
    assert [q for _, q in prices(check, text)] == [quote]


@pytest.mark.parametrize(
    "text", ["年费99", "松风卡99一年", "会员费99元一年", "用一年才要149，荞麦枕不贵", "The membership is $20 a year."]
)
def test_the_right_fee_is_left_alone(check: Check, text: str) -> None:
    assert prices(check, text) == []


@pytest.mark.parametrize(
    ("text", "quote"), [("荞麦枕99", "99"), ("荞麦枕一支249", "249"), ("荞麦枕现在二百四十九", "二百四十九")]
)
def test_a_fee_or_a_threshold_is_no_price_of_a_product(check: Check, text: str, quote: str) -> None:
    assert [q for _, q in prices(check, text)] == [quote]


@pytest.mark.parametrize(
    "text", ["这只枕头三百八十八。", "这只枕头388。", "这款枕头，三百八十八", "一只荞麦枕头要三百八十八，不贵"]
)
def test_a_sum_said_of_goods_that_are_pointed_at_is_a_price(check: Check, text: str) -> None:
    assert [q for _, q in prices(check, text)] in (["388"], ["三百八十八"])


@pytest.mark.parametrize(
    "text",
    ["这只枕头一百九十九。", "这只枕头399元", "这只枕头编号三百八十八", "这个店开了三百八十八天", "这条路三百八十八"],
)
def test_the_price_of_some_product_and_other_numbers_are_left_alone(check: Check, text: str) -> None:
    assert prices(check, text) == []
