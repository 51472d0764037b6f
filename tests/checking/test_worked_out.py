"""Discounts worked out wrongly from sums said beside them, and units and instruments whose numbers are read."""

import pytest

from tests.checking.conftest import Check, fact, passage

FACTS = (fact("山谷荞麦枕", "list_price", "48", "元"), fact("山谷荞麦枕", "会员价", "36", "元"))


@pytest.mark.parametrize(
    "text",
    [
        "荞麦枕48现在36，相当于打了五折",
        "荞麦枕36一只，等于6折",
        "荞麦枕48元降到36元，算下来才对折",
        "荞麦枕48元，现在36元，差不多四折",
    ],
)
def test_a_discount_worked_out_wrongly_misleads_about_the_price(check: Check, text: str) -> None:
    assert "price_fraud" in {f.kind for f in check(text, facts=FACTS)}


@pytest.mark.parametrize("text", ["荞麦枕48元，现在36元，相当于七五折", "荞麦枕48元现在36元，相当于打了7.5折"])
def test_a_discount_worked_out_rightly_passes(check: Check, text: str) -> None:
    assert [f.quote for f in check(text, facts=FACTS) if f.kind == "price_fraud"] == []


KNOWN = (passage(1, "采血量0.6微升，5秒出结果。雾化颗粒3.8微米。显示误差3毫米汞柱。血压计329元。"),)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("采血量只要0.3微升", ["0.3微升"]),
        ("雾化颗粒2.1微米", ["2.1微米"]),
        ("误差1毫米汞柱", ["1毫米汞柱"]),
        ("血压计卖299元", ["299元"]),
        ("采血量0.6微升，颗粒3.8微米，误差3毫米汞柱，血压计329元", []),
        ("我妈血压150，体温37度", []),
    ],
)
def test_small_units_and_instruments_keep_their_numbers(check: Check, text: str, wrong: list[str]) -> None:
    findings = check(text, facts=(), evidence=KNOWN)
    assert [f.quote for f in findings if f.kind in ("number", "price")] == wrong


@pytest.mark.parametrize(
    "text",
    [
        "This pillow sells for $300 in shops, just $199 here.",
        "Regular price $300, now $199",
        "Hurry, prices go up tomorrow!",
        "The price will double tonight, prices will rise tonight",
    ],
)
def test_prices_of_elsewhere_and_threats_of_a_rise_mislead(check: Check, text: str) -> None:
    assert "price_fraud" in {f.kind for f in check(text)}


@pytest.mark.parametrize(
    "text",
    ["满300减50还剩8天，到11月30日", "The bread sells out by nine", "Sold in shops since May"],
)
def test_an_end_said_with_its_day_is_no_false_urgency(check: Check, text: str) -> None:
    assert [f.quote for f in check(text) if f.kind == "price_fraud"] == []


def test_the_day_until_which_a_deal_runs_is_no_result_of_it(check: Check) -> None:
    assert [f.rule for f in check("满300减80做到12月20日。") if f.rule == "deal_misworked"] == []
