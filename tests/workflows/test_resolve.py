"""From the names people type to the things they mean."""

import pytest

from copilot.domain.brand import Brand
from copilot.errors import UnknownName
from copilot.workflows.resolve import find, pick

BRANDS = (Brand("tea", "Coffee"), Brand("coffee", "Tea"))


@pytest.mark.parametrize(("name", "brand_id"), [("tea", "tea"), ("coffee", "coffee"), (" COFFEE ", "tea")])
def test_an_id_outranks_a_name_and_letter_case_does_not_matter(name: str, brand_id: str) -> None:
    found = find(name, BRANDS)
    assert found is not None
    assert found.id == brand_id


def test_a_name_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownName) as refused:
        pick("brand", "milk", BRANDS)
    assert (refused.value.code, refused.value.facts["known"]) == ("unknown_brand", "Coffee, Tea")
