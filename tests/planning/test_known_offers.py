"""Offers come from what the knowledge says, in its words."""

from datetime import date

from copilot.domain.evidence import Fact, Field, Passage, Role, Source
from copilot.domain.language import Language
from copilot.planning.known_offers import known_offers

FIRST, LAST = date(2026, 11, 20), date(2026, 11, 30)


def price(value: str, note: str, product: str = "豆暖被", ends: date = LAST) -> Fact:
    return Fact(product, Field.PROMOTION_PRICE, value, "元", Source("d1", "价格.xlsx", 1, note), FIRST, ends, note)


def passage(text: str, *tags: str, product: str | None = None) -> Passage:
    return Passage(text, text, Role.OFFER, Source("d2", "活动.md", 1, "¶1"), product=product, tags=tags)


def test_variants_of_one_product_and_the_same_days_are_one_offer() -> None:
    (offer,) = known_offers([price("309", "200×230cm；感恩季"), price("355", "220×240cm；感恩季")], [])
    assert (offer.words, offer.product) == ("200×230cm 309 元；220×240cm 355 元；感恩季", "豆暖被")
    assert (offer.starts, offer.ends) == (FIRST, LAST)


def test_one_price_is_told_before_its_conditions() -> None:
    (offer,) = known_offers([price("299", "感恩季；一人限2只")], [], language=Language.EN)
    assert offer.words == "299 元; 感恩季; 一人限2只"


def test_a_price_that_sources_disagree_about_is_no_offer_and_neither_is_the_row_it_stands_in() -> None:
    disputed = price("309", "感恩季")
    row = passage("豆暖被 309 元", "valid_from:2026-11-20", "valid_to:2026-11-30", product="豆暖被")
    assert known_offers([disputed], [row], doubtful=[disputed]) == ()


def test_a_dated_passage_is_an_offer_and_one_without_dates_is_not() -> None:
    dated = passage("满两件送一只枕套", "valid_to:2026-12-12")
    (offer,) = known_offers([], [dated, passage("包邮")])
    assert (offer.words, offer.starts, offer.ends) == ("满两件送一只枕套", None, date(2026, 12, 12))


def test_the_first_to_end_comes_first() -> None:
    late = price("1", "", product="甲", ends=date(2026, 12, 12))
    assert [o.product for o in known_offers([late, price("2", "", product="乙")], [])] == ["乙", "甲"]


def test_words_that_do_not_fit_a_line_lose_whole_conditions_from_the_end() -> None:
    (offer,) = known_offers([price("299", "感恩季；前六十单送同尺寸床笠一条；" + "很长的条件" * 12)], [])
    assert offer.words == "299 元；感恩季；前六十单送同尺寸床笠一条…"


def test_a_single_long_sentence_is_cut() -> None:
    (offer,) = known_offers([], [passage("满两件送枕套" * 20, "valid_to:2026-12-12")])
    assert (len(offer.words), offer.words[-1]) == (60, "…")


def test_an_offer_that_says_something_else_is_another() -> None:
    before, after = known_offers([price("309", "")], []), known_offers([price("299", "")], [])
    assert before[0].id != after[0].id
