"""How much somebody wants to spend, understood from their words."""

from decimal import Decimal

import pytest

from copilot.domain.brand import Product
from copilot.knowledge.ranges import Order, read_range, value_of

PRODUCTS = (Product("竹炭枕", ("小竹",)), Product("竹炭枕 Pro", ("小竹Pro",)), Product("Pine Stool", ("Pine",)))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("200以内送长辈", None, 200),
        ("不超过三百的被子", None, 300),
        ("预算500", None, 500),
        ("预算五百到八百", 500, 800),
        ("价位三百到四百的", 300, 400),
        ("不要超过两百块的", None, 200),
        ("别超300块钱的", None, 300),
        ("一千二以内的床垫", None, 1200),
        ("300-400之间", 300, 400),
        ("1000到1500的床垫", 1000, 1500),
        ("一两百的", 100, 200),
        ("两三百块的被子", 200, 300),
        ("三百多的有吗", 300, 400),
        ("150以上的", 150, None),
        ("under $50", None, 50),
        ("my budget is 60", None, 60),
        ("between 30 and 60 dollars", 30, 60),
        ("$30-$60", 30, 60),
        ("over $100", 100, None),
    ],
)
def test_a_limit_or_a_span_is_read(text: str, low: int | None, high: int | None) -> None:
    found = read_range(text)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("text", ["三百左右的枕头", "大概300块", "around 300", "300块的", "300元档的", "about $300"])
def test_a_sum_that_is_roughly_meant_has_room_on_both_sides(text: str) -> None:
    found = read_range(text)
    assert found is not None
    assert found.wish == 300
    assert found.holds(Decimal(259))
    assert found.holds(Decimal(349))
    assert not found.holds(Decimal(199))
    assert not found.holds(Decimal(399))


@pytest.mark.parametrize(
    "text",
    [
        "25cm以内的床垫能用吗",
        "3-6岁用哪个",
        "18岁以下能用吗",
        "睡了300多天",
        "身高175体重150斤",
        "满300减50",
        "7天以内能退吗",
        "便宜点呗",
        "这个多少钱",
        "about 12 oz",
        "within 30 days",
        "ships in 3 to 5 days",
    ],
)
def test_sizes_ages_days_and_discounts_are_no_range(text: str) -> None:
    assert read_range(text) is None


def test_the_cheapest_and_the_dearest_are_asked_for_by_words() -> None:
    cheapest, dearest = read_range("最便宜的枕头"), read_range("which is the most expensive")
    assert cheapest is not None
    assert dearest is not None
    assert (cheapest.order, dearest.order) == (Order.CHEAPEST, Order.DEAREST)


def test_a_product_is_undercut_by_its_name_its_alias_or_its_mark() -> None:
    for text, product in (
        ("比小竹便宜的", "竹炭枕"),
        ("比Pro便宜的有吗", "竹炭枕 Pro"),
        ("cheaper than the Pine", "Pine Stool"),
    ):
        found = read_range(text, PRODUCTS)
        assert found is not None
        assert found.below == product


def test_a_size_is_asked_for_only_where_a_choice_is() -> None:
    found = read_range("1.5米的床用哪个")
    assert found is not None
    assert found.size
    assert read_range("我的床是1.5米的") is None


@pytest.mark.parametrize(
    ("written", "value"),
    [("1,299", 1299), ("三百五", 350), ("一千二百", 1200), ("两千零五", 2005), ("十五", 15), ("一万", 10000)],
)
def test_numbers_in_characters_are_read(written: str, value: int) -> None:
    assert value_of(written) == value
