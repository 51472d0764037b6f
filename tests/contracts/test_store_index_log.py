"""What the store promises to the indexes that follow it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from copilot.domain.brand import Brand
from copilot.domain.document import IndexChange, ReadFile
from copilot.domain.evidence import Role
from copilot.errors import UnknownName
from copilot.store import Store

FileMaker = Callable[..., ReadFile]


def seen(changes: tuple[IndexChange, ...]) -> list[tuple[int, str, bool]]:
    return [(c.seq, c.passage_id, c.passage is not None) for c in changes]


def test_new_passages_are_logged_in_order_each_once(store: Store, brand: Brand, file: FileMaker) -> None:
    store.documents.keep(brand.id, file("a.md", "one", "two", "one"))
    changes = store.index.changes(brand.id, 0)
    assert seen(changes) == [(1, "id-one", True), (2, "id-two", True)]
    assert changes[0].passage is not None
    assert changes[0].passage.text == "one"


def test_the_log_is_read_from_a_mark_in_pages(store: Store, brand: Brand, file: FileMaker) -> None:
    store.documents.keep(brand.id, file("a.md", "one", "two", "three"))
    assert [c.seq for c in store.index.changes(brand.id, 1, limit=1)] == [2]
    assert store.index.changes(brand.id, 3) == ()
    assert store.index.head(brand.id) == 3


def test_a_new_version_logs_only_what_came_and_went(store: Store, brand: Brand, file: FileMaker) -> None:
    store.documents.keep(brand.id, file("a.md", "one", "two"))
    store.documents.keep(brand.id, file("a.md", "two", "three"))
    assert seen(store.index.changes(brand.id, 2)) == [(3, "id-one", False), (4, "id-three", True)]


def test_each_passage_is_met_once_however_late_the_reader(store: Store, brand: Brand, file: FileMaker) -> None:
    kept = store.documents.keep(brand.id, file("a.md", "one", "two"))
    store.documents.delete(brand.id, kept.document.id)
    store.documents.restore(brand.id, kept.document.id)
    assert seen(store.index.changes(brand.id, 0)) == [(5, "id-one", True), (6, "id-two", True)]


def test_what_another_document_still_holds_is_not_logged(store: Store, brand: Brand, file: FileMaker) -> None:
    store.documents.keep(brand.id, file("a.md", "shared"))
    b = store.documents.keep(brand.id, file("b.md", "shared", "two")).document
    assert store.index.head(brand.id) == 2
    store.documents.delete(brand.id, b.id)
    assert seen(store.index.changes(brand.id, 2)) == [(3, "id-two", False)]


def test_a_passage_that_only_looks_different_is_logged_too(store: Store, brand: Brand, file: FileMaker) -> None:
    store.documents.keep(brand.id, file("a.md", "one", role=Role.STORY))
    kept = store.documents.keep(brand.id, file("a.md", "one", role=Role.PROOF))
    (change,) = store.index.changes(brand.id, 1)
    assert change.passage is not None
    assert change.passage.role is Role.PROOF
    assert (kept.passages_added, kept.passages_gone) == (0, 0)


def test_when_the_copy_that_is_read_changes_its_look_the_indexes_are_told(
    store: Store, brand: Brand, file: FileMaker
) -> None:
    first = store.documents.keep(brand.id, file("a.md", "one", role=Role.STORY)).document
    store.documents.keep(brand.id, file("b.md", "one", role=Role.PROOF))
    assert store.index.head(brand.id) == 1
    store.documents.delete(brand.id, first.id)
    (change,) = store.index.changes(brand.id, 1)
    assert change.passage is not None
    assert (change.passage.role, change.passage.source.document) == (Role.PROOF, "b.md")
    store.documents.restore(brand.id, first.id)
    (change,) = store.index.changes(brand.id, change.seq)
    assert change.passage is not None
    assert change.passage.role is Role.STORY


def test_brands_have_logs_of_their_own(store: Store, brand: Brand, file: FileMaker) -> None:
    store.brands.save(replace(brand, id="other"))
    store.documents.keep(brand.id, file("a.md", "one"))
    store.documents.keep("other", file("a.md", "one", "two"))
    assert (store.index.head(brand.id), store.index.head("other"), store.index.head("nobody")) == (1, 2, 0)
    assert [c.passage_id for c in store.index.changes("other", 0)] == ["id-one", "id-two"]


def test_an_index_finds_its_mark_again(store: Store, brand: Brand) -> None:
    assert store.index.mark("vectors", brand.id) == 0
    store.index.set_mark("vectors", brand.id, 7)
    store.index.set_mark("words", brand.id, 3)
    store.index.set_mark("vectors", brand.id, 2)
    assert (store.index.mark("vectors", brand.id), store.index.mark("words", brand.id)) == (2, 3)


def test_a_mark_for_an_unknown_brand_is_refused(store: Store) -> None:
    with pytest.raises(UnknownName):
        store.index.set_mark("vectors", "nobody", 1)


def test_head_and_mark_are_read_at_once(store: Store, brand: Brand, file: FileMaker) -> None:
    assert store.index.standing("vectors", "nobody") == (0, 0)
    store.documents.keep(brand.id, file("faq.md", "水温九十度", "七天可退"))
    head = store.index.head(brand.id)
    assert store.index.standing("vectors", brand.id) == (head, 0)
    store.index.set_mark("vectors", brand.id, 1)
    assert store.index.standing("vectors", brand.id) == (head, 1)
    assert store.index.standing("other", brand.id) == (head, 0)
