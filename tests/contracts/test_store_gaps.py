"""What the store promises about questions without an answer."""

import pytest

from copilot.domain.brand import Brand
from copilot.domain.evidence import Role
from copilot.domain.gap import GapState, KnowledgeGap, Unanswered
from copilot.errors import UnknownName
from copilot.store import Store

ASKED = (Unanswered("能带狗进店吗", "reply", "云朵枕"), Unanswered("可以带宠物吗", "search"))


def grouped(store: Store, brand: Brand, gap_id: int | None = None) -> KnowledgeGap:
    newest = max((gap.id for gap in store.gaps.all(brand.id)), default=0)
    assert store.gaps.group(brand.id, [(gap_id, store.gaps.waiting(brand.id))], newest)
    return store.gaps.all(brand.id)[0]


def test_questions_wait_until_they_are_put_into_a_gap(store: Store, brand: Brand) -> None:
    store.gaps.note(brand.id, ASKED)
    assert tuple(w.asked for w in store.gaps.waiting(brand.id)) == ASKED
    gap = grouped(store, brand)
    assert store.gaps.waiting(brand.id) == ()
    assert (gap.question, gap.product, gap.times, gap.state) == ("能带狗进店吗", "云朵枕", 2, GapState.OPEN)
    assert (dict(gap.tasks), gap.wordings) == ({"reply": 1, "search": 1}, ("可以带宠物吗",))


def test_a_missing_role_is_kept(store: Store, brand: Brand) -> None:
    store.gaps.note(brand.id, [Unanswered("云朵枕", "post", "云朵枕", Role.PROOF)])
    assert grouped(store, brand).role is Role.PROOF


def test_who_grouped_on_an_old_sight_changes_nothing(store: Store, brand: Brand) -> None:
    store.gaps.note(brand.id, ASKED)
    waiting = store.gaps.waiting(brand.id)
    assert store.gaps.group(brand.id, [(None, waiting)], 0)
    assert not store.gaps.group(brand.id, [(None, waiting)], 0)
    assert [gap.times for gap in store.gaps.all(brand.id)] == [2]


def test_an_answered_gap_that_is_asked_again_opens_again(store: Store, brand: Brand) -> None:
    store.gaps.note(brand.id, ASKED)
    gap = grouped(store, brand)
    store.gaps.settle(brand.id, gap.id, GapState.ANSWERED, "d1")
    assert (store.gaps.get(brand.id, gap.id).state, store.gaps.get(brand.id, gap.id).document_id) == ("answered", "d1")
    store.gaps.note(brand.id, ASKED[:1])
    again = grouped(store, brand, gap.id)
    assert (again.state, again.times) == (GapState.OPEN, 3)


def test_a_gap_that_is_not_needed_stays_closed_and_can_be_taken_back(store: Store, brand: Brand) -> None:
    store.gaps.note(brand.id, ASKED)
    gap = grouped(store, brand)
    store.gaps.settle(brand.id, gap.id, GapState.NOT_NEEDED)
    store.gaps.note(brand.id, ASKED[:1])
    assert grouped(store, brand, gap.id).state is GapState.NOT_NEEDED
    store.gaps.settle(brand.id, gap.id, GapState.OPEN)
    assert store.gaps.get(brand.id, gap.id).state is GapState.OPEN


def test_a_gap_of_another_brand_is_unknown(store: Store, brand: Brand) -> None:
    store.gaps.note(brand.id, ASKED)
    gap = grouped(store, brand)
    store.brands.save(Brand("other", "别家"))
    assert store.gaps.all("other") == ()
    with pytest.raises(UnknownName):
        store.gaps.settle("other", gap.id, GapState.NOT_NEEDED)
