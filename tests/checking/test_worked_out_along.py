"""Sums worked out step by step in a text, deals for the whole shop, offers that are over, and whose number a number is."""

import pytest

from copilot.domain.brand import Category
from copilot.domain.evidence import Role
from tests.checking.conftest import Check, fact, passage

FACTS = (
    fact("山谷荞麦枕", "list_price", "96", "元"),
    fact("山谷荞麦枕", "会员价", "88", "元"),
    fact("听松记忆枕", "list_price", "240", "元"),
)
OFFERS = (
    passage(
        1,
        "时间：2026-11-20 至 2026-11-30\n- 荞麦枕第二只半价（按96元算，第二只48元）\n- 全场满200减25",
        Role.OFFER,
        product="山谷荞麦枕",
    ),
    passage(2, "From 2026-10-01 to 2026-10-31\n- ¥8 off a 荞麦枕 when you bring an old pillow", Role.OFFER),
    passage(3, "客服电话400-311-8802，满20元券每月2张。"),
)


def wrong(check: Check, text: str) -> list[str]:
    kinds = {"price", "number", "price_fraud", "expired_offer"}
    return [
        f.quote for f in check(text, facts=FACTS, evidence=OFFERS) if f.kind in kinds and f.severity.value != "note"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "荞麦枕两只怎么算？第一只96，第二只半价48，一共144。",
        "荞麦枕96，记忆枕240，一共336，减25就是311。",
        "您要两只荞麦枕，96×2=192，再加一只记忆枕432，减25是407。",
        "荞麦枕两只192，满200才减25，差8块。",
    ],
)
def test_a_sum_that_follows_from_those_before_it_passes(check: Check, text: str) -> None:
    assert wrong(check, text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("荞麦枕两只，第一只96，第二只半价48，一共154。", "154"),
        ("荞麦枕96，记忆枕240，一共336，减25就是301。", "301"),
        ("荞麦枕两只192，满200才减25，差18块。", "18块"),
    ],
)
def test_a_sum_worked_out_wrongly_is_found(check: Check, text: str, quote: str) -> None:
    assert any(quote in q or q in quote for q in wrong(check, text))


def test_an_offer_that_is_over_is_not_excused_by_prices_that_differ_as_much(check: Check) -> None:
    assert any("¥8" in q for q in wrong(check, "Bring an old pillow and get ¥8 off a 荞麦枕 this week"))


def test_a_number_of_the_shops_own_papers_is_nobodys_secret(check: Check) -> None:
    private = [f.quote for f in check("急的话打400-311-8802", evidence=OFFERS) if f.kind == "privacy"]
    assert private == []
    other = [f.quote for f in check("急的话打400-311-8820", evidence=OFFERS) if f.kind == "privacy"]
    assert other == ["400-311-8820"]


def test_a_customers_number_in_a_review_stays_private(check: Check) -> None:
    review = (passage(1, "我的电话是13812345678，枕头不错", Role.PROOF),)
    assert "privacy" in {f.kind for f in check("联系她：13812345678", evidence=review)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我们家的米是全国最新鲜的米", "absolute"),
        ("苏州第一糕点名店，等你来", "absolute"),
        ("绝对不会掉色，出了问题我负责", "guarantee"),
        ("百分百不会过敏", "guarantee"),
        ("11月30日前下单都送神秘小礼品一份", "missing_gift_terms"),
    ],
)
def test_wording_that_was_let_pass_is_found(check: Check, text: str, kind: str) -> None:
    assert kind in {f.kind for f in check(text, category=Category.FOOD)}


@pytest.mark.parametrize(
    "text",
    [
        "“全国最低价”这种话我们不写，证明不了",
        "您在这里见不到“根治失眠”这样的字",
        "You'll never read \"the world's best\" on our labels",
        "群里不许拉人头，不许发展下级返佣",
        "雪大，等不及的我退给您",
        "Rule number one: nobody gets left out, nobody gets rushed",
    ],
)
def test_words_that_are_refused_or_quoted_pass(check: Check, text: str) -> None:
    found = [(f.rule, f.quote) for f in check(text) if f.severity.value != "note"]
    assert [r for r in found if r[0] != "claim_unsupported"] == []
