"""Where a brand loses more people than it is used to: crossings against its own earlier periods."""

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.domain.wings import LEFT, Crossing, Leak, Period, Place, Wing
from copilot.strategy.crossings import LeakRules, crossings_of, load_leak_rules

ABOUT_AS_LONG = 0.25
"""By so much of its length a period may differ from another that it is held against: months are 28 to 31 days."""
PAID_AT = {Place.REPEATED: Place.REPEATED}
"""Whose payments a lost customer would have brought; everybody else would have bought for the first time."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The rate of going on from one place to another, over several periods together."""

    rate: float
    base: int
    periods: tuple[Period, ...]


def earlier_periods(now: Period, wings: Sequence[Wing], most: int) -> tuple[Wing, ...]:
    """Those among `wings` that ended before `now` began and are about as long, the newest `most`, the newest first."""
    fitting = [
        wing for wing in wings
        if wing.period.end < now.start and abs(wing.period.days - now.days) <= ABOUT_AS_LONG * now.days
    ]  # fmt: skip
    return tuple(sorted(fitting, key=lambda wing: wing.period.start, reverse=True)[:most])


def baselines(earlier: Sequence[Wing], rules: LeakRules) -> dict[tuple[Place, Place], Baseline]:
    """The usual rate of each crossing, of all that stood at its place in `earlier`."""
    found: dict[tuple[Place, Place], list[tuple[Period, Crossing]]] = {}
    for wing in earlier:
        for crossing in crossings_of(wing, rules):
            if crossing.base:
                found.setdefault((crossing.from_place, crossing.to_place), []).append((wing.period, crossing))
    told = {}
    for pair, seen in found.items():
        base, went = sum(c.base or 0 for _, c in seen), sum(c.went or 0 for _, c in seen)
        told[pair] = Baseline(went / base, base, tuple(period for period, _ in seen))
    return told


def find_leaks(now: Wing, earlier: Sequence[Wing], rules: LeakRules | None = None) -> tuple[Leak, ...]:
    """The crossings of `now` whose baseline lies above all that chance explains (the interval at 95 %), the largest first.
    Where too few stand at a place, or stood there before, nothing is said."""
    told = [leak for leak in _held_against(now, earlier, rules) if _below(leak)]
    return tuple(sorted(told, key=lambda leak: (leak.lost_money or 0.0, leak.lost_customers), reverse=True))


def find_strengths(now: Wing, earlier: Sequence[Wing], rules: LeakRules | None = None) -> tuple[Leak, ...]:
    """The same for what is better than usual; what was won is told as a loss below 0."""
    told = [leak for leak in _held_against(now, earlier, rules) if _above(leak)]
    return tuple(sorted(told, key=lambda leak: (leak.lost_money or 0.0, leak.lost_customers)))


def _held_against(now: Wing, earlier: Sequence[Wing], rules: LeakRules | None) -> list[Leak]:
    rules = rules or load_leak_rules()
    usual = baselines(earlier, rules)
    told = []
    for crossing in crossings_of(now, rules):
        baseline = usual.get((crossing.from_place, crossing.to_place))
        if baseline is None or baseline.base < rules.small or crossing.small or crossing.rate is None:
            continue
        people = (baseline.rate - crossing.rate) * (crossing.base or 0) * _share_that_buys(crossing.to_place, usual)
        told.append(Leak(crossing, baseline.rate, people, _money(now, crossing.to_place, people), baseline.periods))
    return told


def _below(leak: Leak) -> bool:
    return leak.crossing.high is not None and leak.crossing.high < leak.baseline


def _above(leak: Leak) -> bool:
    return leak.crossing.low is not None and leak.crossing.low > leak.baseline


def _share_that_buys(place: Place, usual: dict[tuple[Place, Place], Baseline]) -> float:
    """Of those at a place, how many usually go on to buy; 1 from the purchase on."""
    share, here = 1.0, place
    while here in LEFT and here is not Place.BOUGHT:
        onward = next(((to, b.rate) for (start, to), b in usual.items() if start is here and to in LEFT), None)
        if onward is None:
            break
        here, share = onward[0], share * onward[1]
    return share


def _money(wing: Wing, place: Place, people: float) -> float | None:
    """What so many people would have paid, as those who did pay."""
    payers = PAID_AT.get(place, Place.BOUGHT if place in LEFT else place)
    paid, count = wing.money.get(payers), wing.counts.get(payers)
    return people * paid / count if paid is not None and count else None
