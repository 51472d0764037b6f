"""What is out of stock is read from the facts' own words."""

from datetime import date

import pytest

from copilot.domain.evidence import Fact, Source
from copilot.planning.stock import out_of_stock

DAY = date(2026, 12, 1)
SHEET = Source("d1", "库存.xlsx", 1, "A1")


def stock(value: str, product: str = "高山白茶", field: str = "stock", until: date | None = None) -> Fact:
    return Fact(product, field, value, "", SHEET, valid_to=until)


@pytest.mark.parametrize("said", ["0", "缺货", " 已售罄 ", "Sold out", "out of stock"])
def test_nothing_left_is_told_in_figures_and_words(said: str) -> None:
    assert out_of_stock([stock(said)], DAY) == {"高山白茶"}


@pytest.mark.parametrize("said", ["12", "充足", "少量", "in stock"])
def test_something_left_is_enough(said: str) -> None:
    assert out_of_stock([stock(said)], DAY) == frozenset()


def test_a_product_is_out_only_when_every_variant_is() -> None:
    assert out_of_stock([stock("0"), stock("3")], DAY) == frozenset()
    assert out_of_stock([stock("0"), stock("缺货", field="库存状态")], DAY) == {"高山白茶"}


def test_another_field_and_another_day_tell_nothing_of_stock() -> None:
    assert out_of_stock([stock("0", field="糖"), stock("0", until=date(2026, 11, 30))], DAY) == frozenset()
