"""The word index alone: what a filter lets through."""

from pathlib import Path

import numpy as np
import pytest

from copilot.knowledge.search.cutting import Terms
from copilot.knowledge.search.entries import Entry
from copilot.knowledge.search.words import FEW_VALUES, Filter, WordIndex, WordView

VECTOR = np.array([(1, 0)], dtype=np.float16)


def entry(passage_id: str, words: str, product: str | None, role: str = "faq") -> Entry:
    return Entry(passage_id, Terms(tuple(words.split()), ()), role, product, VECTOR)


@pytest.fixture
def view(tmp_path: Path) -> WordView:
    index = WordIndex(tmp_path / "words")
    entries = [
        entry("a", "soft pillow", "Pillow"),
        entry("b", "soft soft pillow for cats", "Kettle"),
        entry("c", "soft", None),
        entry("d", "hard pillow soft edge", "Pillow", "spec"),
        entry("e", "soft pillow and a cover", "Small Pillow"),
    ]
    index.write(entries, [], mark=1)
    return index.view()


def admitted(view: WordView, *products: str) -> list[str]:
    rows = view.all_within(Filter(products, ("faq",)), 100)
    return view.entries.pick(rows or ()).ids


def test_a_filter_lets_through_its_products_and_what_is_about_none_of_its_roles(view: WordView) -> None:
    assert admitted(view, "Pillow") == ["a", "c"]
    assert admitted(view, "Pillow", "Small Pillow") == ["a", "c", "e"]


def test_few_names_and_many_let_through_the_same_in_the_same_order(view: WordView) -> None:
    many = tuple(f"other {n}" for n in range(FEW_VALUES))
    assert admitted(view, "Small Pillow", "Pillow", *many) == admitted(view, "Small Pillow", "Pillow")


def test_a_filter_leaves_the_order_by_words_alone(view: WordView) -> None:
    asked = view.bm25("words", ("soft", "pillow"))
    bound = view.bound(Filter(("Pillow", "Small Pillow"), ("faq", "spec")))
    everywhere = view.entries.pick(view.search(asked, 10)).ids
    within = view.entries.pick(view.search(view.within(asked, bound), 10)).ids
    assert within == [i for i in everywhere if i != "b"]
