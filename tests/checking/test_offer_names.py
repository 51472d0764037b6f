from datetime import date

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


GIVEN = (
    passage(1, "2026年10月1日至10月7日，买荞麦枕送亚麻枕套1只，限100份。"),
    passage(2, "October 1 to October 7, 2026: a free 10 g lavender bag with every pillow."),
    passage(3, "会员生日月送香皂1块。"),
)


def given(check: Check, text: str) -> list[str]:
    return [f.quote for f in check(text, facts=(), evidence=GIVEN) if f.kind == "expired_offer"]


def test_a_gift_whose_days_are_over_may_not_be_promised(check: Check) -> None:
    assert given(check, "买荞麦枕送亚麻枕套1只") == ["送亚麻枕套"]
    assert given(check, "every pillow comes with a free 10 g lavender bag") == ["free 10 g lavender bag"]


def test_a_gift_without_an_end_or_told_as_past_is_left_alone(check: Check) -> None:
    assert given(check, "生日月送香皂1块") == []
    assert given(check, "之前买荞麦枕送亚麻枕套，已经结束了") == []
    assert given(check, "亚麻枕套送洗了") == []
