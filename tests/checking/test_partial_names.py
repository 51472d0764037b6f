"""A product is known by the end of its name where only one product, or the plain one of a family, ends so."""

import pytest

from copilot.checking.partial_names import partial_names
from tests.checking.conftest import Check

NAMES = {
    "桂花米酿": "桂花米酿",
    "云松面霜": "云松面霜",
    "云松面霜 轻盈版": "云松面霜 轻盈版",
    "oak bay lamp": "Oak Bay Lamp",
    "oak bay lamp mini": "Oak Bay Lamp Mini",
}


@pytest.mark.parametrize(
    ("piece", "product"),
    [
        ("米酿", "桂花米酿"),
        ("面霜", "云松面霜"),
        ("轻盈版", "云松面霜 轻盈版"),
        ("mini", "Oak Bay Lamp Mini"),
        ("oak bay", "Oak Bay Lamp"),
    ],
)
def test_a_piece_names_the_one_product_it_fits(piece: str, product: str) -> None:
    assert partial_names(NAMES, [])[piece] == product


def test_a_piece_of_two_strangers_names_neither() -> None:
    assert "米酿" not in partial_names({"桂花米酿": "桂花米酿", "玫瑰米酿": "玫瑰米酿"}, [])
    assert "轻盈版" not in partial_names(NAMES, ["轻盈版"])


def test_the_price_beside_a_piece_is_held_against_its_product(check: Check) -> None:
    assert [f.quote for f in check("麦枕现在卖269元") if f.kind == "price"] == ["269元"]
