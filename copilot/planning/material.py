"""What the planner and its checker have to know beside the request: stock, offers, lives, days of the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from copilot.domain.calendar import Offer
from copilot.domain.occasion import Occasion
from copilot.domain.plan import PlanRequest


@dataclass(frozen=True, slots=True)
class PlanMaterial:
    """The world a plan is made in. All days are those of the brand's clocks."""

    out_of_stock: frozenset[str] = frozenset()
    """Names of products."""
    offers: tuple[Offer, ...] | None = None
    """The offers that the knowledge tells now, in force or to come; None where nobody looked."""
    lives: frozenset[date] = frozenset()
    """Days of lives that are planned outside of these slots."""
    occasions: tuple[Occasion, ...] = ()
    occasion_names: Mapping[str, str] = field(default_factory=dict)
    """By id, in the language of the plan; what has no name is not spoken of."""
    rest_days: frozenset[date] = frozenset()
    """Days off work, from a week before the plan to a week after it."""
    today: date | None = None
    """No slot may lie before it."""
    senders: Mapping[str, str] = field(default_factory=dict)
    """Who sends, by audience, for audiences that are not asked for but have slots."""
    personas: frozenset[str] | None = None
    """Every persona there is; None where nobody looked."""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The part of a plan that is made again. Days are inclusive; None is no bound."""

    start: date | None = None
    end: date | None = None
    audience_id: str | None = None

    def holds(self, day: date) -> bool:
        """Whether that day is in it."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def monday_of(day: date) -> date:
    """The first day of its calendar week."""
    return day - timedelta(days=day.weekday())


def holidays_among(rest_days: frozenset[date], run: int) -> frozenset[date]:
    """The days off that lie in a row of at least `run`: a holiday, not a weekend."""
    found: set[date] = set()
    row: list[date] = []
    for day in sorted(rest_days):
        row = [*row, day] if row and day - row[-1] == timedelta(days=1) else [day]
        if len(row) >= run:
            found.update(row)
    return frozenset(found)


def planned_lives(request: PlanRequest, holidays: frozenset[date] = frozenset()) -> tuple[date, ...]:
    """The days of the weekly live that a request asks for; none on a holiday."""
    if request.live_weekday is None:
        return ()
    days = (request.start + timedelta(days=n) for n in range(7 * request.weeks))
    return tuple(d for d in days if d.weekday() == request.live_weekday and d not in holidays)
