"""Which days a view of the calendar shows, and how one goes on from there."""

from datetime import date, timedelta
from enum import StrEnum


class View(StrEnum):
    """How the calendar is looked at."""

    MONTH = "month"
    WEEK = "week"
    LIST = "list"
    BOARD = "board"


WEEK = timedelta(days=7)


def first_day(view: View, day: date) -> date:
    """The day that a view around `day` stands for: the first of its month, or its Monday."""
    return day.replace(day=1) if view in (View.MONTH, View.BOARD) else day - timedelta(days=day.weekday())


def shown_days(view: View, day: date) -> tuple[date, date]:
    """The first and the last day that is drawn, both inclusive; a month is drawn in whole weeks."""
    first = first_day(view, day)
    if view in (View.WEEK, View.LIST):
        return first, first + timedelta(days=6)
    last = step(view, first, 1) - timedelta(days=1)
    if view is View.BOARD:
        return first, last
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def step(view: View, day: date, by: int) -> date:
    """The day that stands for the period after that of `day`, or before it where `by` is -1."""
    first = first_day(view, day)
    if view in (View.WEEK, View.LIST):
        return first + by * WEEK
    months = first.year * 12 + first.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)
