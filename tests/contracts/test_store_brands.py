"""What the store promises about brands and the cards of their documents."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from copilot.domain.brand import Brand, Category, Product
from copilot.domain.document import Cards, ReadFile
from copilot.domain.language import Language
from copilot.errors import UnknownName
from copilot.store import Store

FileMaker = Callable[..., ReadFile]


def test_a_brand_comes_back_as_it_was_saved(store: Store) -> None:
    card = Brand(
        "kettle", "Trail Kettle", Category.FOOD, Language.EN, (Product("Pot", ("the pot",)),), ("shop.example",)
    )
    store.brands.save(card)
    assert store.brands.get("kettle") == card
    assert store.brands.get("other") is None


def test_brands_keep_the_order_in_which_they_were_added(store: Store) -> None:
    for brand_id in ("b", "a", "c"):
        store.brands.save(Brand(brand_id, brand_id))
    store.brands.save(Brand("b", "changed"))
    assert [b.name for b in store.brands.all()] == ["changed", "a", "c"]
    last = store.brands.last()
    assert last is not None
    assert last.id == "c"


def test_an_empty_store_has_no_last_brand(store: Store) -> None:
    assert store.brands.last() is None
    assert store.brands.all() == ()


def test_changing_a_brands_card_leaves_its_log_alone(store: Store, brand: Brand, file: FileMaker) -> None:
    store.documents.keep(brand.id, file("a.md", "one"))
    store.brands.save(replace(brand, name="新名字"))
    assert store.index.head(brand.id) == 1


def test_cards_of_a_file_belong_to_the_brand_at_once(store: Store, brand: Brand, file: FileMaker, cards: Cards) -> None:
    store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    assert store.brands.segments(brand.id) == cards.segments
    assert store.brands.personas(brand.id) == cards.personas
    assert store.brands.personas("another brand") == ()


def test_cards_replace_what_the_document_declared_before(
    store: Store, brand: Brand, file: FileMaker, cards: Cards
) -> None:
    kept = store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    store.brands.keep_cards(brand.id, kept.document.id, cards.segments[1:], ())
    assert store.brands.segments(brand.id) == cards.segments[1:]
    assert store.brands.personas(brand.id) == ()


def test_cards_go_and_come_back_with_their_document(store: Store, brand: Brand, file: FileMaker, cards: Cards) -> None:
    kept = store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    store.documents.delete(brand.id, kept.document.id)
    assert store.brands.segments(brand.id) == ()
    store.documents.restore(brand.id, kept.document.id)
    assert store.brands.segments(brand.id) == cards.segments


def test_of_two_cards_with_one_id_the_later_learned_counts(
    store: Store, brand: Brand, file: FileMaker, cards: Cards
) -> None:
    newer = replace(cards.segments[0], name="侧卧的人")
    store.documents.keep(brand.id, file("a.yaml", "one", cards=cards))
    store.documents.keep(brand.id, file("b.yaml", "two", cards=Cards(segments=(newer,))))
    assert [s.name for s in store.brands.segments(brand.id)] == ["侧卧的人", "送长辈"]


def test_cards_of_an_unknown_document_are_refused(store: Store, brand: Brand) -> None:
    with pytest.raises(UnknownName):
        store.brands.keep_cards(brand.id, "nothing", (), ())


def test_a_card_is_changed_from_what_it_is_now(store: Store, brand: Brand) -> None:
    store.brands.change(brand.id, lambda now: replace(now, contacts=(*now.contacts, "a")))
    changed = store.brands.change(brand.id, lambda now: replace(now, contacts=(*now.contacts, "b")))
    assert changed.contacts == (*brand.contacts, "a", "b")
    assert store.brands.get(brand.id) == changed


def test_a_card_that_is_not_there_cannot_be_changed(store: Store) -> None:
    with pytest.raises(UnknownName):
        store.brands.change("nobody", lambda now: now)
