from datetime import date

import pytest

from copilot.domain.evidence import Fact
from tests.checking.conftest import AT, SOURCE, Check, passage

OVER = Fact("山谷荞麦枕", "promotion_price", "129", "元", SOURCE, date(2026, 10, 1), date(2026, 10, 7), "国庆特惠")
RUNS = Fact("山谷荞麦枕", "promotion_price", "149", "元", SOURCE, date(2026, 11, 20), date(2026, 11, 30), "暖冬周")


def expired(check: Check, text: str) -> list[str]:
    return [f.quote for f in check(text, facts=(OVER, RUNS)) if f.kind == "expired_offer"]


def test_an_offer_that_is_over_may_not_be_said_to_run(check: Check) -> None:
    assert date(2026, 10, 7) < AT
    assert expired(check, "国庆特惠还在，荞麦枕喜欢的来。") == ["国庆特惠还在"]
    assert expired(check, "国庆的价还能下单。") == ["国庆的价还能"]


def test_an_offer_that_runs_or_is_told_as_past_is_left_alone(check: Check) -> None:
    assert expired(check, "暖冬周还在，荞麦枕149。") == []
    assert expired(check, "国庆特惠已经结束了，还有暖冬周。") == []


NAMED = Fact("山谷荞麦枕", "活动", "晒秋小集", "", SOURCE, date(2026, 10, 1), date(2026, 10, 7))


def test_an_offer_named_in_its_own_column_is_over_whatever_it_is_called(check: Check) -> None:
    def over(text: str) -> list[str]:
        return [f.rule for f in check(text, facts=(NAMED, RUNS)) if f.kind == "expired_offer"]

    assert over("晒秋小集荞麦枕149元") == ["offer_expired"]
    assert over("晒秋小集过了，荞麦枕149元") == []


GIVEN = (
    passage(1, "2026年10月1日至10月7日，买荞麦枕送亚麻枕套1只，限100份。"),
    passage(2, "October 1 to October 7, 2026: a free 10 g lavender bag with every pillow."),
    passage(3, "会员生日月送香皂1块。"),
)


def given(check: Check, text: str) -> list[str]:
    return [f.quote for f in check(text, facts=(), evidence=GIVEN) if f.kind == "expired_offer"]


def test_a_gift_whose_days_are_over_may_not_be_promised(check: Check) -> None:
    assert given(check, "买荞麦枕送亚麻枕套1只") == ["送亚麻枕套"]
    assert given(check, "every pillow comes with a free 10 g lavender bag") == ["comes with a free 10 g lavender bag"]


def test_a_gift_without_an_end_or_told_as_past_is_left_alone(check: Check) -> None:
    assert given(check, "生日月送香皂1块") == []
    assert given(check, "之前买荞麦枕送亚麻枕套，已经结束了") == []
    assert given(check, "亚麻枕套送洗了") == []


LINES = (
    passage(1, "- 以旧换新：10月8日至11月15日，交回旧枕头抵30元。"),
    passage(2, "- 暖冬囤货：11月1日至11月30日，任意两件立减20元。"),
    passage(3, "- Code PINE15 gives 15% off pillows until November 20, 2026."),
    passage(4, "- Code SNOW10 gives 10% off from November 22 until December 2, 2026."),
    passage(5, "From November 1 to November 7, 2026, every pillow comes with 1 linen tea towel, while 200 last."),
    passage(6, "优惠码SONG30减30元，11月10日截止。"),
    passage(7, "活动：秋日上新；内容：荞麦枕立减40元；开始：2026-10-10；结束：2026-10-31"),
    passage(8, "活动：冬日返场；内容：荞麦枕立减20元；开始：2026-11-10；结束：2026-12-31"),
)


def over(check: Check, text: str) -> list[str]:
    return [f.quote for f in check(text, facts=(), evidence=LINES) if f.kind == "expired_offer"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("以旧换新还在做，快来", "以旧换新"),
        ("以旧换新活动正在进行中", "以旧换新"),
        ("以旧换新这周依然有", "以旧换新"),
        ("下单填SONG30", "SONG30"),
        ("荞麦枕秋日上新的优惠还有", "秋日上新"),
        ("优惠码SONG30别忘了填", "SONG30"),
        ("Use PINE15 at checkout", "PINE15"),
        ("pine15 takes something off your pillow", "pine15"),
        ("Order a pillow today and we'll add a linen tea towel", "add a linen tea towel"),
        ("Every pillow includes a linen tea towel", "includes a linen tea towel"),
        ("Buy one and we're throwing in the linen tea towel", "throwing in the linen tea towel"),
    ],
)
def test_codes_gifts_and_offers_of_a_line_end_with_its_days(check: Check, text: str, quote: str) -> None:
    assert quote in over(check, text)


@pytest.mark.parametrize(
    "text",
    [
        "以旧换新已经结束了",
        "以旧换新是上次的活动，错过了等通知",
        "旧枕头怎么处理？以旧换新的流程我问问",
        "暖冬囤货还在进行",
        "冬日返场的优惠还有",
        "Use SNOW10 at checkout",
        "PINE15 ended last week",
        "Did you mean PINE15?",
        "The linen tea towel is washed separately",
        "linen tea towels were a gift earlier this month, that offer has ended",
        "型号是SONG300",
    ],
)
def test_what_runs_or_is_told_as_past_is_no_ended_offer(check: Check, text: str) -> None:
    assert over(check, text) == []
