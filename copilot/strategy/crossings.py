"""From place to place of the butterfly: rates with their denominators, and how far to trust them."""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import Annotated

from pydantic import Field

from copilot.domain.wings import LEFT, Crossing, Place, Wing
from copilot.strategy.data_files import Strict, Words, checked, read_file

FILE = "leaks.yaml"
Z_95 = 1.959964
"""Of the normal distribution: 95 % lie within so many standard deviations."""


class Benchmark(Strict):
    """A published figure for a crossing; a rule of thumb, and never what a brand is measured against."""

    to: Place
    says: Words
    source: str
    confidence: Annotated[str, Field(pattern="^[BSK]$")]


class LeakRules(Strict):
    """The file `leaks.yaml`."""

    small: Annotated[int, Field(ge=1)]
    baseline_periods: Annotated[int, Field(ge=1)]
    benchmarks: tuple[Benchmark, ...]

    def benchmark(self, to: Place) -> tuple[Benchmark, ...]:
        """What is published about going on to a place."""
        return tuple(one for one in self.benchmarks if one.to is to)


@cache
def load_leak_rules() -> LeakRules:
    """Read the packaged file. Raises `RulesInvalid`."""
    return checked(FILE, lambda: LeakRules.model_validate(read_file(FILE)))


def crossings_of(wing: Wing, rules: LeakRules | None = None) -> tuple[Crossing, ...]:
    """The crossings of a wing in its order. Places of the left wing that nobody counted are stepped over; on the right
    wing all is held against first purchases, and those brought against those who bring."""
    rules = rules or load_leak_rules()
    left = [place for place in LEFT if place in wing.counts]
    pairs = list(pairwise(left))
    bought = Place.BOUGHT in wing.counts
    pairs += [(Place.BOUGHT, to) for to in (Place.REPEATED, Place.MEMBERS, Place.STORED, Place.REFERRERS) if bought]
    pairs.append((Place.REFERRERS, Place.REFERRED))
    return tuple(
        _crossing(wing.counts, start, to, rules.small) for start, to in pairs if {start, to} <= wing.counts.keys()
    )


def _crossing(counts: Mapping[Place, int], start: Place, to: Place, small: int) -> Crossing:
    base, went = counts[start], counts[to]
    if base <= 0:
        return Crossing(start, to, base, went, small=True)
    low, high = interval(went, base) if went <= base else (None, None)
    return Crossing(start, to, base, went, went / base, low, high, base < small)


def interval(went: int, base: int) -> tuple[float, float]:
    """The Wilson score interval at 95 % of `went` out of `base`, for 0 <= went <= base and base > 0 (E. B. Wilson 1927)."""
    rate, z2 = went / base, Z_95 * Z_95
    middle = (rate + z2 / (2 * base)) / (1 + z2 / base)
    half = Z_95 / (1 + z2 / base) * sqrt(rate * (1 - rate) / base + z2 / (4 * base * base))
    return max(0.0, middle - half), min(1.0, middle + half)
