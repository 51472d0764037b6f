"""The content calendar: seen, moved, given out, sent, and what came of it."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.ui.actor import current_actor
from copilot.ui.components import (
    calendar_after,
    calendar_board,
    calendar_colours,
    calendar_events,
    calendar_export,
    calendar_filters,
    calendar_import,
    calendar_item,
    calendar_moves,
    calendar_note,
    calendar_steps,
    calendar_today,
    calendar_view,
    empty,
    writing_run,
)
from copilot.ui.components.calendar_month import Month, month_of, refresh
from copilot.ui.components.calendar_range import View
from copilot.ui.palette import value_of
from copilot.ui.state import choose, current_brand, locale, say

PARTS = ("see", "today", "after", "import")


def show() -> None:
    st.title(say("app.pages.calendar"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    page = f"calendar.{brand.id}"
    part = st.segmented_control(
        say("app.pages.calendar"), required=True, label_visibility="collapsed",
        format_func=lambda name: say(f"calendar.parts.{name}"), **choose(page, "part", list(PARTS), PARTS[0]),
    )  # fmt: skip
    parts = {"today": calendar_today.show, "after": calendar_after.show, "import": calendar_import.show, "see": see}
    parts[str(part)](brand, page)


def see(brand: Brand, page: str) -> None:
    """The calendar itself."""
    view, day = calendar_steps.show(page)
    calendar_note.show(page)
    refresh(brand)
    month = month_of(brand, view, day)
    if not month.items and not month.any_at_all:
        nothing()
        return
    writing_run.show(brand, current_actor())
    with st.container(horizontal=True, gap="small"):
        items = calendar_filters.show(month.items, month.names, page)
        by = calendar_colours.show(page)
    look = calendar_events.Look(by, calendar_colours.own(page), month.names.audiences, locale())
    calendar_colours.legend({value_of(item, by) for item in items}, by, page)
    if view is View.BOARD:
        calendar_board.show(items, look, page, partial(calendar_item.open_item, page))
    else:
        drawn(month, calendar_events.events(items, look, month.occasions, month.rest), view, page)
    calendar_item.show(brand, month.names, page)
    calendar_export.show(brand, day, page)


def drawn(month: Month, events: list[calendar_events.Event], view: View, page: str) -> None:
    """The month, week or list, and what somebody does in it."""
    happened = calendar_view.show(events, view, month.day, page)
    if isinstance(happened, calendar_view.Picked):
        calendar_item.open_item(page, happened.item_id)
    elif happened is not None:
        calendar_moves.dropped(page, happened)
    if happened is not None:
        st.rerun()


def nothing() -> None:
    """Why there is nothing to see, and the way on."""
    with st.container(border=True, key="card-calendar.empty"):
        st.markdown(f"**{say('calendar.empty')}**")
        st.markdown(say("calendar.empty_how"))
        st.page_link("screens/plan.py", label=say("app.pages.plan"), icon=":material/arrow_forward:")


show()
