"""Products that a question names."""

import pytest

from copilot.domain.brand import Product
from copilot.knowledge.search.naming import products_named

PRODUCTS = (
    Product("云杉枕", aliases=("小杉",)),
    Product("云杉枕 Pro", aliases=("杉Pro",)),
    Product("Ridge Kettle", aliases=("ridge",)),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云杉枕多少钱", ("云杉枕",)),
        ("云杉枕pro多少钱", ("云杉枕 Pro",)),
        ("云杉枕 Ｐｒｏ 和小杉哪个高", ("云杉枕 Pro", "云杉枕")),
        ("Is the RIDGE KETTLE heavy?", ("Ridge Kettle",)),
        ("is it in the fridge?", ()),
        ("枕头多少钱", ()),
    ],
)
def test_names_and_aliases_are_seen_the_longest_first(text: str, expected: tuple[str, ...]) -> None:
    assert products_named(text, PRODUCTS) == expected


def test_an_alias_of_two_products_names_both() -> None:
    products = (Product("A 枕", aliases=("助眠枕",)), Product("B 枕", aliases=("助眠枕",)))
    assert products_named("助眠枕哪款好", products) == ("A 枕", "B 枕")
