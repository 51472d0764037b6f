"""What the store promises about kept calculations, schemes, typed weeks and quiet weeks."""

from datetime import date

import pytest

from copilot.domain.brand import Brand
from copilot.domain.calculators import Calculation
from copilot.domain.fatigue import QuietWeek, WeekNote
from copilot.domain.referral import EarnedBy, KeptScheme, ReferralScheme, Reward, RewardKind, Thanked
from copilot.errors import UnknownName
from copilot.store import Store

MONDAY = date(2026, 11, 23)


def kept(calculation_id: str = "c1", name: str = "双十一") -> Calculation:
    return Calculation(
        calculation_id, "yun", "promotion", name, {"price": "200"}, {"profit": "45.6", "x": None}, "p1", "小美"
    )


def test_a_calculation_comes_back_with_who_and_when_the_newest_first(store: Store, brand: Brand) -> None:
    first = store.calculations.keep(kept())
    second = store.calculations.keep(kept("c2", "长" * 300))
    assert store.calculations.of(brand.id) == (second, first)
    assert (first.by, first.at is not None, first.results["x"]) == ("小美", True, None)


def test_a_deleted_one_is_listed_apart_and_comes_back(store: Store, brand: Brand) -> None:
    store.calculations.keep(kept())
    assert store.calculations.delete(brand.id, "c1").deleted
    assert store.calculations.of(brand.id) == ()
    assert [one.id for one in store.calculations.of(brand.id, deleted=True)] == ["c1"]
    store.calculations.delete(brand.id, "c1", undo=True)
    assert [one.id for one in store.calculations.of(brand.id)] == ["c1"]


def test_of_another_brand_or_of_none_nothing_is_kept_or_deleted(store: Store, brand: Brand) -> None:
    store.calculations.keep(kept())
    with pytest.raises(UnknownName):
        store.calculations.delete("other", "c1")
    with pytest.raises(UnknownName):
        store.calculations.keep(Calculation("c9", "nobody", "promotion", "x"))
    assert len(store.calculations.of(brand.id)) == 1


def test_schemes_are_kept_beside_calculations(store: Store, brand: Brand) -> None:
    reward = Reward(Thanked.REFERRER, "20 元券", RewardKind.COUPON, EarnedBy.PURCHASE, 1)
    scheme = KeptScheme(
        "s1", brand.id, ReferralScheme("老带新", (reward,), "谢谢介绍", "下次可用"), "warn", "小美", warned=("x",)
    )
    made = store.calculations.keep_scheme(scheme)
    store.calculations.keep(kept())
    assert store.calculations.schemes(brand.id) == (made,)
    assert [one.id for one in store.calculations.of(brand.id)] == ["c1"]
    store.calculations.delete_scheme(brand.id, "s1")
    assert store.calculations.schemes(brand.id) == ()
    assert store.calculations.schemes(brand.id, deleted=True)[0].scheme == scheme.scheme


def test_a_week_s_figures_are_the_last_typed_and_tell_none_from_zero(store: Store, brand: Brand) -> None:
    assert store.fatigue.note(brand.id, WeekNote("g1", MONDAY, 3, None, 0, "小美")) is None
    before = store.fatigue.note(brand.id, WeekNote("g1", MONDAY, 4, None, None, "林姐"))
    assert before is not None
    assert (before.left, before.deleted, before.complaints) == (3, None, 0)
    found = store.fatigue.notes(brand.id, MONDAY, MONDAY)
    assert [(one.left, one.complaints, one.by) for one in found] == [(4, None, "林姐")]
    store.fatigue.note(brand.id, WeekNote("g1", MONDAY))
    assert store.fatigue.notes(brand.id, MONDAY, MONDAY) == ()


def test_a_quiet_week_remembers_what_it_took_out(store: Store, brand: Brand) -> None:
    made = store.fatigue.keep_quiet(QuietWeek("q1", brand.id, "g1", MONDAY, "p1", {"i1": 2}, "小美"))
    assert store.fatigue.quiet(brand.id, "q1") == made
    taken = store.fatigue.keep_quiet(QuietWeek("q1", brand.id, "g1", MONDAY, "p1", {"i1": 3}, "小美", taken=True))
    assert store.fatigue.quiet_weeks(brand.id) == (taken,)
    with pytest.raises(UnknownName):
        store.fatigue.quiet("other", "q1")
