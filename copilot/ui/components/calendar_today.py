"""A day's send sheet: what each person sends when and to whom, to copy, to mark as sent, and to say what came of it."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState
from copilot.domain.outgoing import Outgoing
from copilot.errors import ButterflyError
from copilot.reporting.calendar_files import SHEET, FileWanted
from copilot.ui.actor import current_actor
from copilot.ui.components import calendar_export, copy_button, item_result
from copilot.ui.components.calendar_filters import Names
from copilot.ui.components.calendar_month import names_of
from copilot.ui.components.findings import plain
from copilot.ui.state import TROUBLE_KEY, choose, say, the_copilot
from copilot.workflows.export import COPIED, Leaving

EVERYBODY = "*"


def show(brand: Brand, page: str) -> None:
    """The sheet of a day, today's at first."""
    day = _day(page)
    left = the_copilot().calendar.exporting.look(brand, day, day)
    _not_yet(brand, left, page)
    people = sorted({one.sender for one in left.outgoing}, key=lambda s: (not s, s))
    person = _person(people, page)
    mine = [one for one in left.outgoing if person in (EVERYBODY, one.sender)]
    if not mine:
        if not left.unlabelled:
            st.info(say("calendar.nothing_to_send"), icon=":material/event_available:")
        return
    sent = sum(1 for one in mine if one.item.sent)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{say('calendar.sheet_count', count=len(mine), sent=sent)}**")
        wanted = FileWanted(SHEET, day, day, None if person == EVERYBODY else person)
        calendar_export.file_button(brand, wanted, current_actor(), f"{page}.sheet", say("calendar.sheet_file"))
    for one in mine:
        with st.container(border=True, key=f"card-sheet.{one.item.id}", gap="small"):
            _entry(one, day, page)


def _day(page: str) -> date:
    """Whose day it is. Every visit begins with today."""
    today = the_copilot().today()
    key = f"{page}.sheet_day"
    if key not in st.session_state:
        st.session_state[key] = today
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.button(
            say("calendar.before"), key=f"{page}.sheet_before", icon=":material/chevron_left:",
            on_click=_step, args=(key, -1),
        )  # fmt: skip
        day = st.date_input(say("calendar.day"), key=key, label_visibility="collapsed", width=150)
        st.button(
            say("calendar.after"), key=f"{page}.sheet_after", icon=":material/chevron_right:",
            on_click=_step, args=(key, 1),
        )  # fmt: skip
    return day if isinstance(day, date) else today


def _step(key: str, days: int) -> None:
    st.session_state[key] += timedelta(days=days)


def _person(people: list[str], page: str) -> str:
    if len(people) < 2:
        return EVERYBODY
    names = {EVERYBODY: say("calendar.everybody"), **{p: p or say("exports.sheet.nobody") for p in people}}
    return str(
        st.segmented_control(
            say("calendar.sender"), format_func=lambda p: names.get(p, p), required=True,
            **choose(page, "sender", list(names), EVERYBODY),
        )
    )  # fmt: skip


def _not_yet(brand: Brand, left: Leaving, page: str) -> None:
    """What of the day does not go out yet: without its text."""
    if left.waiting:
        with st.container(border=True, key=f"card-{page}.waiting", gap="xsmall"):
            st.markdown(f":material/hourglass_empty: {say('calendar.not_yet', count=len(left.waiting))}")
            names = names_of(brand)
            st.caption("  \n".join(plain(_waiting(item, names)) for item in left.waiting))
            st.page_link("screens/review.py", label=say("app.pages.review"), icon=":material/arrow_forward:")
    if left.unlabelled:
        calendar_export.ask_label(brand, left.unlabelled, f"{page}.sheet")


def _waiting(item: Item, names: Names) -> str:
    told = (names.of("audience", item.slot.audience_id), say(f"channels.{item.slot.channel}"))
    return " · ".join((f"{item.slot.time:%H:%M}", *told, say(f"item_states.{item.state}")))


def _entry(one: Outgoing, day: date, page: str) -> None:
    item, key = one.item, f"{page}.sheet.{one.item.id}"
    told = {0: say("exports.sheet.today"), 1: say("exports.sheet.tomorrow")}
    when = told.get((day - the_copilot().today()).days, f"{day:%m-%d}")
    st.markdown(
        f"**{plain(say('exports.sheet.to', day=when, time=f'{item.slot.time:%H:%M}', audience=one.audience))}**"
    )
    about = (say(f"channels.{one.channel}"), one.persona, item.slot.idea, one.sender)
    st.caption(" · ".join(plain(part) for part in about if part))
    st.text(one.text)
    if item.slot.requests:
        st.caption(plain(say("calendar.bring", what=say("exports.between").join(item.slot.requests))))
    if one.declaration:
        st.caption(plain(one.declaration))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        copy_button.show(one.text, f"{key}.copy", on_copy=partial(_copied, one))
        item_result.sent_button(item, key)
    if item.sent is not None:
        item_result.show(item, key)


def _copied(one: Outgoing) -> None:
    """A copy is on its way out like a file, and the trail says so, the first time."""
    if one.item.state is not ItemState.APPROVED:
        return
    try:
        the_copilot().calendar.exporting.mark_exported([one], current_actor(), COPIED)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
