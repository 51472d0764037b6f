"""Crossings with their denominators, and leaks against a brand's own earlier periods; worked by hand."""

from datetime import date
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot.domain.wings import Crossing, Period, Place, Wing
from copilot.strategy.crossings import crossings_of, interval, load_leak_rules
from copilot.strategy.leaks import earlier_periods, find_leaks, find_strengths

RULES = load_leak_rules()
MONTHS = [Period(date(2026, 8, 1), date(2026, 8, 31)), Period(date(2026, 9, 1), date(2026, 9, 30)),
          Period(date(2026, 10, 1), date(2026, 10, 31))]  # fmt: skip
USUAL = {Place.ACQUIRED: 400, Place.NEED: 200, Place.TRUST: 100, Place.BOUGHT: 50}


def wing(period: Period, counts: dict[Place, int], **money: float) -> Wing:
    return Wing(period, counts, money={Place(name): paid for name, paid in money.items()})


def pairs(crossings: tuple[Crossing, ...]) -> list[tuple[str, str, int | None, int | None]]:
    return [(c.from_place.value, c.to_place.value, c.base, c.went) for c in crossings]


def test_places_nobody_counted_are_stepped_over_and_the_right_wing_is_held_against_purchases() -> None:
    counts = {
        Place.ACQUIRED: 400,
        Place.NEED: 98,
        Place.BOUGHT: 20,
        Place.REPEATED: 6,
        Place.REFERRERS: 4,
        Place.REFERRED: 8,
    }
    assert pairs(crossings_of(wing(MONTHS[0], counts))) == [
        ("acquired", "need", 400, 98), ("need", "bought", 98, 20), ("bought", "repeated", 20, 6),
        ("bought", "referrers", 20, 4), ("referrers", "referred", 4, 8),
    ]  # fmt: skip


def test_more_than_stood_there_is_told_as_such_and_has_no_interval() -> None:
    last = crossings_of(wing(MONTHS[0], {Place.REFERRERS: 4, Place.REFERRED: 8}))[-1]
    assert (last.over, last.rate, last.low, last.high) == (True, 2.0, None, None)


def test_nobody_at_a_place_gives_no_rate() -> None:
    (crossing,) = crossings_of(wing(MONTHS[0], {Place.ACQUIRED: 0, Place.ACTIVE: 0}))
    assert (crossing.rate, crossing.small) == (None, True)


@pytest.mark.parametrize(
    ("went", "base", "low", "high"), [(34, 98, 0.2601, 0.4453), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
)
def test_the_interval_is_wilson_s(went: int, base: int, low: float, high: float) -> None:
    """By the formula in E. B. Wilson (1927), worked out with a calculator."""
    assert interval(went, base) == pytest.approx((low, high), abs=1e-4)


@given(base=st.integers(1, 10**9), share=st.floats(0, 1))
def test_the_interval_holds_the_rate_and_stays_within_0_and_1(base: int, share: float) -> None:
    went = round(base * share)
    low, high = interval(went, base)
    assert 0 <= low <= went / base + 1e-9
    assert went / base - 1e-9 <= high <= 1


def test_a_step_that_is_clearly_worse_is_a_leak_with_its_size_in_buyers_and_money() -> None:
    """Usual: need → trust 100 of 200 twice = .5, trust → bought .5. Now 60 of 200 = .3: 40 lost, of whom half buy: 20; at 300
    each 6,000."""
    now = wing(MONTHS[2], {**USUAL, Place.TRUST: 60, Place.BOUGHT: 30}, bought=9000.0)
    earlier = [wing(month, USUAL) for month in MONTHS[:2]]
    (leak,) = find_leaks(now, earlier)
    assert (leak.crossing.from_place, leak.crossing.to_place, leak.baseline) == (Place.NEED, Place.TRUST, 0.5)
    assert isclose(leak.lost_customers, 20)
    assert leak.lost_money is not None
    assert isclose(leak.lost_money, 6000)
    assert set(leak.baseline_of) == set(MONTHS[:2])


def test_money_nobody_noted_is_not_invented() -> None:
    (leak,) = find_leaks(wing(MONTHS[2], {**USUAL, Place.TRUST: 60, Place.BOUGHT: 30}), [wing(MONTHS[1], USUAL)])
    assert leak.lost_money is None


def test_what_chance_explains_is_no_leak_and_few_people_show_nothing() -> None:
    earlier = [wing(MONTHS[1], USUAL)]
    assert find_leaks(wing(MONTHS[2], {**USUAL, Place.TRUST: 92, Place.BOUGHT: 46}), earlier) == ()
    few = {Place.NEED: RULES.small - 1, Place.TRUST: 0}
    assert find_leaks(wing(MONTHS[2], few), earlier) == ()
    assert find_leaks(wing(MONTHS[2], {Place.NEED: 200, Place.TRUST: 10}), [wing(MONTHS[1], few)]) == ()


def test_what_is_clearly_better_is_a_strength() -> None:
    now = wing(MONTHS[2], {**USUAL, Place.TRUST: 150, Place.BOUGHT: 75})
    (strength,) = find_strengths(now, [wing(MONTHS[1], USUAL)])
    assert (strength.crossing.to_place, strength.lost_customers) == (Place.TRUST, -25)
    assert find_leaks(now, [wing(MONTHS[1], USUAL)]) == ()


def test_periods_are_held_against_earlier_ones_of_about_the_same_length() -> None:
    week = wing(Period(date(2026, 9, 1), date(2026, 9, 7)), USUAL)
    later = wing(Period(date(2026, 11, 1), date(2026, 11, 30)), USUAL)
    months = [wing(month, USUAL) for month in MONTHS]
    found = earlier_periods(MONTHS[2], [week, later, *months], most=1)
    assert [one.period for one in found] == [MONTHS[1]]
