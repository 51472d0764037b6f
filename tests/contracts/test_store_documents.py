"""What the store promises about documents: versions, deletion, and what is live."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from copilot.domain.brand import Brand
from copilot.domain.document import LiveCounts, ReadFile
from copilot.domain.evidence import Fact, Role
from copilot.errors import UnknownName
from copilot.store import Store

FileMaker = Callable[..., ReadFile]
PriceMaker = Callable[..., Fact]


def test_a_kept_file_can_be_read_back_whole(store: Store, brand: Brand, file: FileMaker, price: PriceMaker) -> None:
    read = file("指南/枕头.md", "侧睡 🙂", "한국어 후기", facts=(price("云朵枕", "399", date(2026, 11, 1)),))
    kept = store.documents.keep(brand.id, read)
    document = kept.document
    assert (document.name, document.version, document.size_bytes) == ("指南/枕头.md", 1, len(read.content))
    assert document.learned_at == datetime(2026, 11, 23, 4, 1, tzinfo=UTC)
    assert (kept.unchanged, kept.passages_added, kept.passages_gone, kept.facts_added) == (False, 2, 0, 1)
    assert store.documents.get(brand.id, document.id) == document
    assert store.documents.content(brand.id, document.id) == read.content
    passage, _ = store.documents.passages_of(brand.id, document.id)
    source = replace(read.passages[0].source, document_id=document.id, version=1)
    assert passage == replace(read.passages[0], source=source)
    (fact,) = store.documents.facts_of(brand.id, document.id)
    assert fact == replace(read.facts[0], source=replace(source, locator="L1"))


def test_the_same_bytes_change_nothing(store: Store, brand: Brand, file: FileMaker) -> None:
    first = store.documents.keep(brand.id, file("a.md", "one"))
    again = store.documents.keep(brand.id, file("a.md", "one"))
    assert again.unchanged
    assert again.document == first.document
    assert (again.passages_added, store.index.head(brand.id)) == (0, 1)


def test_a_file_known_by_its_hash_need_not_be_read(store: Store, brand: Brand, file: FileMaker) -> None:
    read = file("a.md", "one")
    kept = store.documents.keep(brand.id, read)
    assert store.documents.unchanged(brand.id, "a.md", read.sha256) == kept.document
    assert store.documents.unchanged(brand.id, "a.md", "another hash") is None
    store.documents.delete(brand.id, kept.document.id)
    assert store.documents.unchanged(brand.id, "a.md", read.sha256) is None


def test_other_bytes_are_the_next_version_and_the_old_one_stays(
    store: Store, brand: Brand, file: FileMaker, price: PriceMaker
) -> None:
    old = file("a.md", "one", "two", facts=(price("云朵枕", "399"), price("云朵枕", "499")))
    new = file("a.md", "two", "three", facts=(price("云朵枕", "499"), price("云朵枕", "599")))
    store.documents.keep(brand.id, old)
    kept = store.documents.keep(brand.id, new)
    document_id = kept.document.id
    assert (kept.document.version, kept.passages_added, kept.passages_gone, kept.facts_added) == (2, 1, 1, 1)
    assert [p.text for p in store.documents.passages_of(brand.id, document_id)] == ["two", "three"]
    assert [p.text for p in store.documents.passages_of(brand.id, document_id, version=1)] == ["one", "two"]
    assert [f.value for f in store.documents.facts_of(brand.id, document_id, version=1)] == ["399", "499"]
    assert store.documents.content(brand.id, document_id, 1) == old.content
    assert [d.version for d in store.documents.versions(brand.id, document_id)] == [1, 2]


def test_only_the_current_version_is_live(store: Store, brand: Brand, file: FileMaker) -> None:
    store.documents.keep(brand.id, file("a.md", "one", "two"))
    store.documents.keep(brand.id, file("a.md", "two", "three"))
    live = store.documents.passages(brand.id, ["id-one", "id-two", "id-three", "id-never"])
    assert {i: p.source.version for i, p in live.items()} == {"id-two": 2, "id-three": 2}


def test_a_deleted_document_is_neither_listed_nor_live_but_kept(
    store: Store, brand: Brand, file: FileMaker, price: PriceMaker
) -> None:
    kept = store.documents.keep(brand.id, file("a.md", "one", facts=(price("云朵枕", "399"),)))
    deleted = store.documents.delete(brand.id, kept.document.id)
    assert deleted.deleted_at == datetime(2026, 11, 23, 4, 2, tzinfo=UTC)
    assert store.documents.all(brand.id) == ()
    assert store.documents.all(brand.id, include_deleted=True) == (deleted,)
    assert store.documents.passages(brand.id, ["id-one"]) == {}
    assert store.documents.facts(brand.id) == ()
    assert store.documents.counts(brand.id) == LiveCounts(0, 0, 0)
    assert [p.text for p in store.documents.passages_of(brand.id, kept.document.id)] == ["one"]


def test_deleting_twice_changes_nothing_more(store: Store, brand: Brand, file: FileMaker) -> None:
    kept = store.documents.keep(brand.id, file("a.md", "one"))
    first = store.documents.delete(brand.id, kept.document.id)
    assert store.documents.delete(brand.id, kept.document.id) == first
    assert store.index.head(brand.id) == 2


def test_a_restored_document_is_live_again(store: Store, brand: Brand, file: FileMaker) -> None:
    kept = store.documents.keep(brand.id, file("a.md", "one"))
    store.documents.delete(brand.id, kept.document.id)
    assert store.documents.restore(brand.id, kept.document.id) == kept.document
    assert list(store.documents.passages(brand.id, ["id-one"])) == ["id-one"]


def test_learning_a_deleted_file_again_brings_back_its_version(store: Store, brand: Brand, file: FileMaker) -> None:
    kept = store.documents.keep(brand.id, file("a.md", "one"))
    store.documents.delete(brand.id, kept.document.id)
    again = store.documents.keep(brand.id, file("a.md", "one"))
    assert again.document == kept.document
    assert (again.unchanged, again.passages_added) == (False, 1)


def test_learning_a_deleted_file_changed_makes_a_new_version(store: Store, brand: Brand, file: FileMaker) -> None:
    kept = store.documents.keep(brand.id, file("a.md", "one", "two"))
    store.documents.delete(brand.id, kept.document.id)
    again = store.documents.keep(brand.id, file("a.md", "two", "three"))
    assert (again.document.version, again.document.deleted_at) == (2, None)
    assert (again.passages_added, again.passages_gone) == (2, 0)


def test_a_passage_in_two_documents_lives_until_both_are_gone(store: Store, brand: Brand, file: FileMaker) -> None:
    a = store.documents.keep(brand.id, file("a.md", "one", "shared")).document
    b = store.documents.keep(brand.id, file("b.md", "shared", "two")).document
    assert store.documents.counts(brand.id) == LiveCounts(2, 3, 0)
    assert store.documents.passages(brand.id, ["id-shared"])["id-shared"].source.document == "a.md"
    store.documents.delete(brand.id, a.id)
    assert store.documents.passages(brand.id, ["id-shared"])["id-shared"].source.document == "b.md"
    store.documents.delete(brand.id, b.id)
    assert store.documents.passages(brand.id, ["id-shared"]) == {}


def test_the_same_name_in_two_brands_is_two_documents(store: Store, brand: Brand, file: FileMaker) -> None:
    store.brands.save(Brand("other", "别家"))
    ours = store.documents.keep(brand.id, file("a.md", "one")).document
    theirs = store.documents.keep("other", file("a.md", "one")).document
    assert ours.id != theirs.id
    assert store.documents.get("other", ours.id) is None
    with pytest.raises(UnknownName):
        store.documents.passages_of("other", ours.id)
    store.documents.delete("other", theirs.id)
    assert list(store.documents.passages(brand.id, ["id-one"])) == ["id-one"]


def test_batches_give_every_live_passage_once(store: Store, brand: Brand, file: FileMaker) -> None:
    gone = store.documents.keep(brand.id, file("gone.md", "gone")).document
    store.documents.keep(brand.id, file("a.md", *[f"a{n:02}" for n in range(25)], "shared"))
    store.documents.keep(brand.id, file("b.md", "shared", *[f"b{n:02}" for n in range(25)]))
    store.documents.delete(brand.id, gone.id)
    batches = list(store.documents.batches(brand.id, size=7))
    ids = [p.id for batch in batches for p in batch]
    assert len(ids) == len(set(ids)) == 51
    assert all(len(batch) <= 7 for batch in batches)


def test_passages_are_found_by_role_and_product(store: Store, brand: Brand, file: FileMaker) -> None:
    store.documents.keep(brand.id, file("a.md", "p1", "p2", role=Role.PROOF, product="云朵枕"))
    store.documents.keep(brand.id, file("b.md", "p3", role=Role.PROOF))
    store.documents.keep(brand.id, file("c.md", "s1", role=Role.STORY, product="云朵枕"))
    find = store.documents.passages_for
    assert [p.text for p in find(brand.id, [Role.PROOF])] == ["p1", "p2", "p3"]
    assert [p.text for p in find(brand.id, product="云朵枕")] == ["p1", "p2", "s1"]
    assert [p.text for p in find(brand.id, [Role.PROOF, Role.STORY], product="云朵枕", limit=1)] == ["p1"]


def test_facts_come_with_all_their_dates(store: Store, brand: Brand, file: FileMaker, price: PriceMaker) -> None:
    expired = price("云朵枕", "299", date(2026, 11, 1), date(2026, 11, 11))
    brand_wide = price("", "30")
    store.documents.keep(brand.id, file("a.md", facts=(price("云朵枕", "399"), expired, brand_wide)))
    assert [f.value for f in store.documents.facts(brand.id)] == ["399", "299", "30"]
    found = store.documents.facts(brand.id, "云朵枕")
    assert [(f.value, f.valid_from, f.valid_to) for f in found] == [
        ("399", None, None),
        ("299", date(2026, 11, 1), date(2026, 11, 11)),
    ]
    assert [f.value for f in store.documents.facts(brand.id, "")] == ["30"]


def test_a_documents_passages_come_in_pages(store: Store, brand: Brand, file: FileMaker) -> None:
    document = store.documents.keep(brand.id, file("a.md", *[f"p{n}" for n in range(10)])).document
    page = store.documents.passages_of(brand.id, document.id, limit=3, offset=4)
    assert [p.text for p in page] == ["p4", "p5", "p6"]


def test_documents_are_listed_by_name(store: Store, brand: Brand, file: FileMaker) -> None:
    for name in ("b.md", "c.md", "a.md"):
        store.documents.keep(brand.id, file(name, name))
    assert [d.name for d in store.documents.all(brand.id)] == ["a.md", "b.md", "c.md"]


def test_many_ids_at_once_are_no_trouble(store: Store, brand: Brand, file: FileMaker) -> None:
    texts = [f"p{n}" for n in range(2500)]
    store.documents.keep(brand.id, file("a.md", *texts))
    assert len(store.documents.passages(brand.id, [f"id-{t}" for t in texts])) == 2500


def test_text_no_database_can_hold_is_mended_not_refused(store: Store, brand: Brand, file: FileMaker) -> None:
    document = store.documents.keep(brand.id, file("a.md", "nul\x00 half\ud83d whole\ud83d\ude42")).document
    (passage,) = store.documents.passages_of(brand.id, document.id)
    assert passage.text == "nul\ufffd half\ufffd whole🙂"


def test_a_file_for_an_unknown_brand_is_refused(store: Store, file: FileMaker) -> None:
    with pytest.raises(UnknownName) as caught:
        store.documents.keep("nobody", file("a.md", "one"))
    assert caught.value.code == "unknown_brand"


def test_what_an_unknown_document_holds_cannot_be_asked(store: Store, brand: Brand, file: FileMaker) -> None:
    document = store.documents.keep(brand.id, file("a.md", "one")).document
    assert store.documents.get(brand.id, "nothing") is None
    with pytest.raises(UnknownName):
        store.documents.delete(brand.id, "nothing")
    with pytest.raises(UnknownName):
        store.documents.content(brand.id, document.id, version=9)


def test_facts_come_a_page_at_a_time(store: Store, brand: Brand, file: FileMaker, price: Callable[..., Fact]) -> None:
    facts = tuple(price("云朵枕", str(value)) for value in range(10))
    document = store.documents.keep(brand.id, file("a.md", "one", facts=facts)).document
    page = store.documents.facts_of(brand.id, document.id, limit=3, offset=4)
    assert [f.value for f in page] == ["4", "5", "6"]


def test_facts_and_passages_are_looked_up_by_what_they_are_about_and_only_live_ones(
    store: Store, brand: Brand, file: FileMaker, price: Callable[..., Fact]
) -> None:
    facts = (price("云朵枕", "399"), price("荞麦枕", "199"))
    document = store.documents.keep(brand.id, file("a.md", "one", "two", facts=facts)).document
    found = store.documents.facts_about(brand.id, {"云朵枕"}, {"list_price"}, ())
    assert [f.value for f in found] == ["399"]
    assert [f.value for f in store.documents.facts_about(brand.id, {"荞麦枕"}, (), {"L1"})] == ["199"]
    near = store.documents.passages_near(brand.id, {document.id}, (), {"L2"})
    assert [p.text for p in near] == ["two"]
    store.documents.delete(brand.id, document.id)
    assert store.documents.facts_about(brand.id, {"云朵枕"}, {"list_price"}, ()) == ()
    assert store.documents.passages_near(brand.id, {document.id}, {"head"}, ()) == ()
