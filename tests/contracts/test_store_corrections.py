"""What the store promises about corrections: they are kept by name, with the version they made, and never fought over
in silence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from copilot.domain.brand import Brand
from copilot.domain.correction import (
    ColumnCorrection,
    CorrectionChange,
    PassageCorrection,
    RowCorrection,
    RowKind,
    Span,
)
from copilot.domain.document import ReadFile, document_id
from copilot.domain.evidence import Role
from copilot.errors import Conflict
from copilot.store import Store
from tests.contracts.conftest import FileMaker

MEMBER = ColumnCorrection("价格", "老友专享", "member_price")
PROMOTION = ColumnCorrection("价格", "老友专享", "promotion_price", Span(date(2026, 12, 1), None))
SKIPPED = RowCorrection("价格", "合计 | 288", RowKind.SKIPPED)
PROOF = PassageCorrection("id-one", "one", "head", "云朵枕", Role.PROOF, "")

Change = Callable[..., CorrectionChange]


def first(*said: ColumnCorrection | RowCorrection | PassageCorrection) -> CorrectionChange:
    return CorrectionChange(said)


def test_corrections_come_back_as_they_were_said(store: Store, brand: Brand) -> None:
    store.corrections.change(brand.id, "a.csv", first(PROMOTION, SKIPPED, PROOF))
    kept = store.corrections.of(brand.id, "a.csv")
    assert (set(kept.said), kept.serial) == ({PROMOTION, SKIPPED, PROOF}, 1)
    assert store.corrections.of(brand.id, "b.csv").said == ()


def test_a_new_word_about_a_place_replaces_the_old_and_undoing_leaves_nothing(store: Store, brand: Brand) -> None:
    store.corrections.change(brand.id, "a.csv", first(MEMBER))
    store.corrections.change(brand.id, "a.csv", CorrectionChange((PROMOTION,), seen=1, base=1))
    assert store.corrections.of(brand.id, "a.csv").said == (PROMOTION,)
    after = store.corrections.change(brand.id, "a.csv", CorrectionChange((), (PROMOTION.id,), seen=2, base=2))
    assert (after.said, after.serial) == ((), 3)


def test_the_second_of_two_who_say_otherwise_about_one_place_is_told(store: Store, brand: Brand) -> None:
    store.corrections.change(brand.id, "a.csv", first(MEMBER))
    with pytest.raises(Conflict) as told:
        store.corrections.change(brand.id, "a.csv", CorrectionChange((PROMOTION,), seen=0, base=1))
    assert told.value.facts["kind"] == "correction"
    assert store.corrections.of(brand.id, "a.csv").said == (MEMBER,)


def test_undoing_unseen_words_is_told_and_so_is_saying_again_what_was_undone(store: Store, brand: Brand) -> None:
    store.corrections.change(brand.id, "a.csv", first(MEMBER))
    with pytest.raises(Conflict):
        store.corrections.change(brand.id, "a.csv", CorrectionChange((), (MEMBER.id,), seen=0, base=1))
    store.corrections.change(brand.id, "a.csv", CorrectionChange((), (MEMBER.id,), seen=1, base=1))
    with pytest.raises(Conflict):
        store.corrections.change(brand.id, "a.csv", CorrectionChange((PROMOTION,), seen=1, base=2))


def test_two_who_say_the_same_or_speak_of_different_places_both_hold(store: Store, brand: Brand) -> None:
    store.corrections.change(brand.id, "a.csv", first(MEMBER))
    store.corrections.change(brand.id, "a.csv", CorrectionChange((MEMBER,), seen=0, base=1))
    both = store.corrections.change(brand.id, "a.csv", CorrectionChange((SKIPPED,), seen=0, base=2))
    assert set(both.said) == {MEMBER, SKIPPED}


def test_a_reading_made_without_the_newest_corrections_is_refused(store: Store, brand: Brand, file: FileMaker) -> None:
    store.corrections.change(brand.id, "a.md", first(PROOF))
    with pytest.raises(Conflict) as told:
        store.documents.keep(brand.id, file("a.md", "one"))
    assert told.value.facts["kind"] == "reading"
    assert store.documents.all(brand.id) == ()


def test_a_correction_and_the_version_it_makes_are_kept_together_or_not_at_all(
    store: Store, brand: Brand, file: FileMaker
) -> None:
    read = file("a.md", "one", role=Role.BENEFIT)
    store.documents.keep(brand.id, read)
    with pytest.raises(Conflict):
        store.documents.keep(brand.id, read, first(PROOF))  # the reading does not say that it was corrected
    assert store.corrections.of(brand.id, "a.md").said == ()
    kept = store.documents.keep(brand.id, corrected(read), first(PROOF))
    assert (kept.document.version, kept.document.corrected) == (2, 1)
    assert store.documents.passages_of(brand.id, kept.document.id)[0].role is Role.PROOF
    assert [c.passage and c.passage.role for c in store.index.changes(brand.id, 1)] == [Role.PROOF]


def test_versions_that_differ_in_corrections_alone_share_their_bytes(
    store: Store, brand: Brand, file: FileMaker
) -> None:
    read = file("a.md", "one")
    store.documents.keep(brand.id, read)
    store.documents.keep(brand.id, corrected(read), first(PROOF))
    document = document_id(brand.id, "a.md")
    assert [v.corrected for v in store.documents.versions(brand.id, document)] == [0, 1]
    assert store.documents.content(brand.id, document, 2) == read.content


def test_a_file_is_unchanged_only_while_nothing_new_is_said_about_it(
    store: Store, brand: Brand, file: FileMaker
) -> None:
    read = file("a.md", "one")
    store.documents.keep(brand.id, read)
    assert store.documents.unchanged(brand.id, "a.md", read.sha256) is not None
    store.documents.keep(brand.id, corrected(read), first(PROOF))
    assert store.documents.unchanged(brand.id, "a.md", read.sha256) is not None
    store.corrections.change(brand.id, "a.md", CorrectionChange((SKIPPED,), seen=1, base=1))
    assert store.documents.unchanged(brand.id, "a.md", read.sha256) is None


def test_a_deleted_document_that_was_corrected_meanwhile_comes_back_as_a_new_version(
    store: Store, brand: Brand, file: FileMaker
) -> None:
    read = file("a.md", "one")
    document = store.documents.keep(brand.id, read).document
    store.documents.delete(brand.id, document.id)
    store.corrections.change(brand.id, "a.md", first(PROOF))
    kept = store.documents.keep(brand.id, corrected(read))
    assert (kept.document.version, kept.document.deleted_at, kept.passages_added) == (2, None, 1)


def corrected(read: ReadFile) -> ReadFile:
    """The file as it is read once `PROOF` is said."""
    return replace(read, passages=tuple(replace(p, role=Role.PROOF) for p in read.passages), corrected=1)
