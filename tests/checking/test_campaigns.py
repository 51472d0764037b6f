"""Offers that documents tell with their days, and texts that tell one on another day."""

import pytest

from copilot.domain.evidence import Role
from tests.checking.conftest import Check, fact, passage

FACTS = (
    fact("听松记忆枕", "list_price", "240", "元"),
    fact("山谷荞麦枕", "list_price", "96", "元"),
)
OFFERS = (
    passage(
        1,
        "1. 双十一满减 11月1日—11月15日。整单满2000元减200元，按吊牌价算。\n"
        "2. 暖冬换芯 11月20日—12月20日。换荞麦芯第二只半价。\n"
        "3. 双旦开箱 12月12日—12月13日。听松记忆枕按吊牌价打9折，到手216元。",
        Role.OFFER,
    ),
    passage(
        2,
        "offer: Lead & Chalk; details: a free lavender bag with every refill; starts: 2026-11-02; ends: 2026-11-20",
        Role.OFFER,
    ),
    passage(
        3, "offer: Night Shift; details: sleeves half price for shift workers; starts: 2027-01-04; ends: 2027-01-18"
    ),
)


def out_of_season(check: Check, text: str) -> list[tuple[str, str]]:
    found = check(text, facts=FACTS, evidence=OFFERS)
    return [(f.rule, f.quote) for f in found if f.kind == "expired_offer"]


@pytest.mark.parametrize(
    ("text", "rule", "quote"),
    [
        ("现在整单满2000减200，喜欢的来。", "offer_expired", "满2000减200"),
        ("双十一满减还在做，要的抓紧。", "offer_expired", "双十一满减还在"),
        ("听松记忆枕这周末打9折，216就带走。", "offer_not_yet", "9折"),
        ("双旦开箱，听松记忆枕只要216，来吧。", "offer_not_yet", "216"),
        ("Take a refill today and there's a free lavender bag in it for you.", "offer_expired", "free lavender bag"),
        ("Working nights? Sleeves are half price for shift workers right now.", "offer_not_yet", "half price"),
    ],
)
def test_an_offer_told_on_a_day_on_which_it_does_not_run_is_found(
    check: Check, text: str, rule: str, quote: str
) -> None:
    found = out_of_season(check, text)
    assert any(r == rule and (q in quote or quote in q) for r, q in found), found


@pytest.mark.parametrize(
    "text",
    [
        "荞麦芯第二只半价，做到12月20日。",
        "双十一满减已经结束了，换芯第二只半价还在。",
        "12月12日起听松记忆枕打9折，到手216。",
        "The free lavender bag ended last week, sorry.",
        "From January 4 sleeves are half price for shift workers.",
        "Is the free lavender bag with the refill still on?",
        "听松记忆枕240，荞麦枕96。",
    ],
)
def test_what_runs_or_is_told_with_its_time_is_left_alone(check: Check, text: str) -> None:
    assert out_of_season(check, text) == []


def test_offers_in_the_text_are_no_offers_where_nothing_is_dated(check: Check) -> None:
    dateless = (passage(1, "老带新双方各送一只荞麦枕套。"),)
    found = check("老带新双方各送一只荞麦枕套。", facts=FACTS, evidence=dateless)
    assert not [f for f in found if f.kind == "expired_offer"]
