"""Domain values as JSON, read again by later versions."""

from copilot.domain.brand import Brand, Category, Product
from copilot.domain.persona import Persona
from copilot.store.packing import pack, unpack


def test_a_packed_value_is_plain_json() -> None:
    assert pack(Brand("yun", "云上", Category.FOOD, products=(Product("枕", ("云枕",)),))) == {
        "id": "yun",
        "name": "云上",
        "category": "food",
        "language": "zh",
        "products": [{"name": "枕", "aliases": ["云枕"]}],
        "contacts": [],
    }


def test_fields_added_later_take_their_defaults_and_dropped_ones_are_ignored() -> None:
    assert unpack(Persona, {"id": "lin", "name": "林姐", "given_up": 1}) == Persona("lin", "林姐")
