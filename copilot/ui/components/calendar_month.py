"""What a view of the calendar shows: only the items of its days, with the occasions and days of rest among them."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item
from copilot.domain.occasion import Occasion
from copilot.ui.components.calendar_filters import Names
from copilot.ui.components.calendar_range import View, first_day, shown_days
from copilot.ui.state import the_copilot

SECONDS_FRESH = 300
CHECKED_AT_ONCE = 20
SEEN = "calendar.refreshed"


@dataclass(frozen=True, slots=True)
class Month:
    """The days of a view, around `day`."""

    day: date
    items: tuple[Item, ...]
    occasions: tuple[Occasion, ...]
    rest: tuple[date, ...]
    names: Names
    any_at_all: bool
    """Whether the brand has items on whatever day."""


def month_of(brand: Brand, view: View, day: date) -> Month:
    """Read what the view shows."""
    copilot, (start, end) = the_copilot(), shown_days(view, day)
    items = copilot.store.calendar.of(brand.id, start, end)
    calendar = copilot.calendar
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return Month(
        first_day(view, day),
        items,
        calendar.days.occasions(brand, start, end),
        tuple(d for d in days if calendar.days.rest(brand, d)),
        names_of(brand),
        bool(items) or copilot.store.calendar.any_of(brand.id),
    )


def refresh(brand: Brand) -> None:
    """Reopen what changed facts void and expire what is past: at the first look, whenever the knowledge changed since,
    and every few minutes. Most of the texts that would have to be checked anew wait for review or an export."""
    copilot = the_copilot()
    minutes = int(copilot.calendar.exporting.clock().timestamp() // SECONDS_FRESH)
    seen = (brand.id, copilot.store.states.of(brand.id), minutes)
    if st.session_state.get(SEEN) != seen:
        copilot.calendar.review.standing.refresh(brand, most=CHECKED_AT_ONCE)
        st.session_state[SEEN] = seen


def names_of(brand: Brand) -> Names:
    """The names of audiences and personas by their ids."""
    copilot = the_copilot()
    return Names(
        {a.id: a.name for a in copilot.calendar.audiences.all(brand)},
        {p.id: p.name for p in copilot.store.brands.personas(brand.id, retired=True)},
    )
