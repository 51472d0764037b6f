"""The last day a text gives an offer: it has to be the one that the documents give."""

import pytest

from copilot.domain.evidence import Role
from tests.checking.conftest import Check, fact, passage

FACTS = (fact("山谷荞麦枕", "list_price", "96", "元"), fact("听松记忆枕", "list_price", "240", "元"))
OFFERS = (
    passage(
        1,
        "1. 暖冬换芯 11月20日—12月20日。山谷荞麦枕换芯第二只半价。\n2. 开箱礼 11月15日—12月6日。听松记忆枕送枕套1只。",
        Role.OFFER,
    ),
    passage(
        2,
        "offer: Lead & Chalk; details: a free lavender bag with every refill; starts: 2026-11-02; ends: 2026-12-13",
        Role.OFFER,
    ),
    passage(3, "下单截止：圣诞前送达请在12月16日前下单。"),
)


def wrong_days(check: Check, text: str) -> list[str]:
    found = check(text, facts=FACTS, evidence=OFFERS)
    return [f.quote for f in found if f.rule == "date_conflict"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("荞麦枕换芯第二只半价，做到12月6日。", "12月6日"),
        ("暖冬换芯还在做，换芯第二只半价，12月26日截止", "12月26日"),
        ("A free lavender bag with every refill. It's on until December 20.", "December 20"),
    ],
)
def test_another_day_is_found(check: Check, text: str, day: str) -> None:
    assert any(day.lower() in quote.lower() for quote in wrong_days(check, text))


@pytest.mark.parametrize(
    "text",
    [
        "荞麦枕换芯第二只半价，做到12月20日。",
        "暖冬换芯从11月20日做到12月20日，换芯第二只半价",
        "A free lavender bag with every refill until December 13.",
        "想圣诞前收到的，12月16日前下单。",
        "我12月26日前都在店里。",
    ],
)
def test_its_own_days_and_those_of_other_things_pass(check: Check, text: str) -> None:
    assert wrong_days(check, text) == []
