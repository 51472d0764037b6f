"""What the store promises about decisions on sources that disagree."""

from datetime import UTC, datetime

import pytest

from copilot.domain.brand import Brand
from copilot.domain.conflict import Settlement, Verdict
from copilot.errors import UnknownName
from copilot.store import Store

LIST_IS_RIGHT = Settlement("c1", "云朵枕", "list_price", Verdict.RIGHT, "doc-a", "手册是去年的", "林姐")


def test_a_decision_comes_back_with_who_when_and_why(store: Store, brand: Brand) -> None:
    made = store.settlements.add(brand.id, LIST_IS_RIGHT)
    assert made.at == datetime(2026, 11, 23, 4, 1, tzinfo=UTC)
    assert store.settlements.active(brand.id) == (made,)
    assert (made.by, made.why, made.right) == ("林姐", "手册是去年的", "doc-a")


def test_the_later_decision_about_a_conflict_applies_and_the_earlier_stays_in_the_history(
    store: Store, brand: Brand
) -> None:
    store.settlements.add(brand.id, LIST_IS_RIGHT)
    store.settlements.add(brand.id, Settlement("c1", "云朵枕", "list_price", Verdict.NEITHER))
    assert [s.verdict for s in store.settlements.active(brand.id)] == [Verdict.NEITHER]
    assert [s.verdict for s in store.settlements.history(brand.id)] == [Verdict.NEITHER, Verdict.RIGHT]


def test_an_undone_decision_applies_no_more_and_says_who_undid_it(store: Store, brand: Brand) -> None:
    store.settlements.add(brand.id, LIST_IS_RIGHT)
    store.settlements.undo(brand.id, "c1", by="小满")
    assert store.settlements.active(brand.id) == ()
    undone = store.settlements.history(brand.id)[0]
    assert (undone.undone_by, undone.undone_at is None, undone.why) == ("小满", False, "手册是去年的")


def test_undoing_takes_back_earlier_decisions_too(store: Store, brand: Brand) -> None:
    store.settlements.add(brand.id, LIST_IS_RIGHT)
    store.settlements.add(brand.id, Settlement("c1", "云朵枕", "list_price", Verdict.BOTH))
    store.settlements.undo(brand.id, "c1")
    assert store.settlements.active(brand.id) == ()


def test_what_was_not_decided_cannot_be_undone(store: Store, brand: Brand) -> None:
    with pytest.raises(UnknownName) as raised:
        store.settlements.undo(brand.id, "c1")
    assert raised.value.code == "unknown_conflict"


def test_decisions_belong_to_their_brand(store: Store, brand: Brand) -> None:
    store.brands.save(Brand("other", "别家"))
    store.settlements.add(brand.id, LIST_IS_RIGHT)
    assert store.settlements.active("other") == ()
    with pytest.raises(UnknownName):
        store.settlements.add("nobody", LIST_IS_RIGHT)
