"""Facts along the days."""

from datetime import date

from copilot.domain.evidence import Fact, Source
from copilot.knowledge.timeline import make_timeline


def fact(value: str, begin: date | None = None, end: date | None = None) -> Fact:
    return Fact("竹炭枕", "promotion_price", value, "元", Source("d", "d", 1, "L1"), begin, end)


ALWAYS = fact("399")
OVER = fact("199", date(2026, 11, 1), date(2026, 11, 11))
SOON_OVER = fact("209", date(2026, 11, 20), date(2026, 11, 30))
NEXT = fact("189", date(2026, 12, 10), date(2026, 12, 12))
FACTS = (ALWAYS, OVER, SOON_OVER, NEXT)


def test_a_day_parts_what_holds_from_what_is_over_and_what_comes() -> None:
    found = make_timeline(FACTS, date(2026, 11, 23))
    assert found.in_force == (SOON_OVER, ALWAYS)
    assert (found.ending, found.starting, found.ended) == ((), (NEXT,), (OVER,))


def test_the_week_begins_with_the_day_and_both_ends_count() -> None:
    assert make_timeline(FACTS, date(2026, 11, 24)).ending == (SOON_OVER,)
    assert make_timeline(FACTS, date(2026, 11, 30)).ending == (SOON_OVER,)
    assert make_timeline(FACTS, date(2026, 12, 1)).ending == ()


def test_any_day_can_be_asked_for() -> None:
    assert OVER in make_timeline(FACTS, date(2026, 11, 11)).in_force
    assert make_timeline(FACTS, date(2027, 1, 1)).ended == (NEXT, SOON_OVER, OVER)
