"""Facts along the days: what is in force, what ends this week, what starts next, what has ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from copilot.domain.evidence import Fact

WEEK = timedelta(days=6)
"""A day and the six after it."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The facts of a brand on the day `at`. What ends this week is in force, too; what has no dates is always."""

    at: date
    in_force: tuple[Fact, ...] = ()
    ending: tuple[Fact, ...] = ()
    starting: tuple[Fact, ...] = ()
    ended: tuple[Fact, ...] = ()


def make_timeline(facts: Iterable[Fact], at: date) -> Timeline:
    """Sorted by what matters on the day: dated facts first, the nearest end or beginning first."""
    known = list(facts)
    in_force = [f for f in known if f.in_force(at)]
    starting = [f for f in known if f.valid_from and f.valid_from > at]
    ended = [f for f in known if f.valid_to and f.valid_to < at]
    return Timeline(
        at=at,
        in_force=tuple(sorted(in_force, key=lambda f: f.valid_to or date.max)),
        ending=tuple(
            sorted((f for f in in_force if f.valid_to and f.valid_to <= at + WEEK), key=lambda f: f.valid_to or at)
        ),
        starting=tuple(sorted(starting, key=lambda f: f.valid_from or at)),
        ended=tuple(sorted(ended, key=lambda f: f.valid_to or at, reverse=True)),
    )
