"""Which occasions fall into some weeks, and on which days people are at rest."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from copilot.domain.language import Language
from copilot.domain.occasion import Occasion, OccasionKind, Region, RestDay
from copilot.planning.lunar_days import lunar_days, solar_terms
from copilot.planning.occasion_rules import (
    CountedDay,
    DayOfYear,
    WeekdayDay,
    Window,
    occasion_rules,
    rest_rules,
    windows,
)

__all__ = ["Occasion", "OccasionKind", "Region", "RestDay", "occasions", "region_of", "rest_day"]

_SATURDAY = 5


def region_of(language: Language) -> Region:
    """Where the customers of a brand of that language are taken to be."""
    return Region.CN if language is Language.ZH else Region.WORLD


def occasions(start: date, end: date, region: Region = Region.CN) -> tuple[Occasion, ...]:
    """What falls on the days from `start` to `end`, both inclusive, by day; a window also where only a part of it does."""
    years = range(start.year - 1, end.year + 2)  # a window may begin in one year and end in the next
    found = {one for year in years for one in _of_year(year, region) if one.day <= end and one.last >= start}
    return tuple(sorted(found, key=lambda one: (one.day, one.last, one.id)))


def rest_day(day: date, region: Region = Region.CN) -> RestDay:
    """Whether people are off work that day; in China with the days moved for holidays, as far as they are announced."""
    announced = _announced(day) if region is Region.CN else None
    if announced is not None:
        return RestDay(announced, sure=True)
    return RestDay(day.weekday() >= _SATURDAY or day in _statutory(day.year, region), sure=False)


def _announced(day: date) -> bool | None:
    from chinese_calendar import is_holiday  # slow to import

    try:
        return bool(is_holiday(day))
    except NotImplementedError:
        # What chinese_calendar raises for a year it does not know: the State Council's notice is not out, or came after
        # the installed release.
        return None


@cache
def _statutory(year: int, region: Region) -> frozenset[date]:
    first = {one.id: one.day for one in _of_year(year, region)}
    return frozenset(
        first[festival.start] + timedelta(days=n)
        for festival in rest_rules()[region].festivals
        for n in range(festival.days)
    )


@cache
def _of_year(year: int, region: Region) -> tuple[Occasion, ...]:
    single = [one for one, regions in _single_days(year) if region in regions]
    lasting = [_window(window, year) for window in windows() if region in window.regions]
    return tuple(single + lasting)


@cache
def _single_days(year: int) -> tuple[tuple[Occasion, frozenset[Region]], ...]:
    """Every occasion of one day in that year, with the regions it matters in."""
    rules = occasion_rules()
    fixed = [(Occasion(d.id, OccasionKind.FIXED, date(year, d.month, d.day)), d.regions) for d in rules.fixed.days]
    weekday = [(Occasion(d.id, OccasionKind.WEEKDAY, _nth(d, year)), d.regions) for d in rules.weekday.days]
    lunar = [
        (Occasion(d.id, OccasionKind.LUNAR, day), d.regions)
        for d in rules.lunar.days
        for day in lunar_days(year, d.month, d.day)
    ]
    terms = [
        (Occasion(name, OccasionKind.SOLAR_TERM, day), rules.solar_terms.regions)
        for name, day in zip(rules.solar_terms.ids, solar_terms(year), strict=True)
    ]
    found = [*fixed, *weekday, *lunar, *terms]
    counted = (*rules.weekday.after, *rules.lunar.after)
    return tuple(found + [(one, rule.regions) for rule in counted for one in _counted(rule, [o for o, _ in found])])


def _counted(rule: CountedDay, among: list[Occasion]) -> Iterator[Occasion]:
    for one in among:
        if one.id == rule.start:
            yield Occasion(rule.id, one.kind, one.day + timedelta(days=rule.days))


def _nth(rule: WeekdayDay, year: int) -> date:
    first = date(year, rule.month, 1)
    return first + timedelta(days=(rule.weekday - first.weekday()) % 7 + 7 * (rule.nth - 1))


def _window(rule: Window, year: int) -> Occasion:
    first = {one.id: one.day for one, _ in _single_days(year)}
    days = [
        date(year, end.month, end.day) if isinstance(end, DayOfYear) else first[end.start] + timedelta(days=end.days)
        for end in (rule.first, rule.last)
    ]
    return Occasion(rule.id, OccasionKind.WINDOW, days[0], days[1])
