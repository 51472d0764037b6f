"""How the calendar is looked at and where: the view, the day, and steps from there; kept over a refresh."""

from datetime import date

import streamlit as st

from copilot.ui.components.calendar_range import View, first_day, shown_days, step
from copilot.ui.components.narrow import narrow
from copilot.ui.state import keep, kept, say, the_copilot

DAY = "day"


def show(page: str) -> tuple[View, date]:
    """The controls, and what they say: the view and a day in it."""
    day = _day(page)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{page}.steps"):
        view = _view(page)
        start, end = shown_days(view, day)
        for name, to, icon in (
            ("before", step(view, day, -1), "chevron_left"), ("now", the_copilot().today(), "today"),
            ("after", step(view, day, 1), "chevron_right"),
        ):  # fmt: skip
            st.button(
                say(f"calendar.{name}"), key=f"{page}.{name}", icon=f":material/{icon}:", on_click=_go, args=(page, to)
            )
        st.markdown(f"**{_title(view, day, start, end)}**")
    return view, day


def _view(page: str) -> View:
    """What was chosen; on a phone the list until something is."""
    usual = View.LIST if narrow() else View.MONTH
    key = f"{page}.view"
    st.session_state[key] = kept(page).get("view") or usual.value
    chosen = st.segmented_control(
        say("calendar.view"), [v.value for v in View], key=key, required=True, label_visibility="collapsed",
        format_func=lambda v: say(f"calendar.views.{v}"), on_change=_keep_view, args=(page, key),
    )  # fmt: skip
    return View(str(chosen))


def _keep_view(page: str, key: str) -> None:
    keep(page, "view", st.session_state[key])


def _day(page: str) -> date:
    """The day that is looked at; today where none was chosen or today was."""
    try:
        return date.fromisoformat(str(kept(page).get(DAY)))
    except ValueError:
        return the_copilot().today()


def _go(page: str, day: date) -> None:
    keep(page, DAY, None if day == the_copilot().today() else day.isoformat())


def _title(view: View, day: date, start: date, end: date) -> str:
    if view in (View.MONTH, View.BOARD):
        first = first_day(view, day)
        return say("exports.month", year=first.year, month=say(f"exports.months.{first.month}"))
    return say("calendar.week_of", start=f"{start:%m-%d}", end=f"{end:%m-%d}", year=start.year)
