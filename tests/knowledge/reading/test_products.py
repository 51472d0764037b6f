"""Which product, and which variant of it, a cell of a product column names."""

import pytest

from copilot.domain.brand import Brand, Product
from copilot.knowledge.reading.products import ProductNames

NAMES = ProductNames.of(Brand("b", "B", products=(Product("Juniper Oil"), Product("泳课次卡"))))


@pytest.mark.parametrize(
    ("cell", "product", "variant"),
    [
        ("Juniper Oil 60 ml", "Juniper Oil", "60 ml"),
        ("Juniper Oil 60ml", "Juniper Oil", "60ml"),
        ("泳课次卡20次", "泳课次卡", "20次"),
        ("泳课次卡 8节", "泳课次卡", "8节"),
        ("Juniper Oil burner", "Juniper Oil burner", ""),
        ("泳课次卡 挂绳", "泳课次卡 挂绳", ""),
    ],
)
def test_a_size_or_a_count_beside_a_name_is_a_variant(cell: str, product: str, variant: str) -> None:
    assert NAMES.named_by(cell) == (product, variant)
