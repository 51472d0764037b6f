"""Saying that an item was sent and what came of it, and taking that back."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from copilot.domain.calendar import Item, Sent
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, say, the_copilot
from copilot.workflows.export import LONGEST_NOTE

FIELD = 145
"""Pixels: two fields beside each other on a phone."""
COUNTS = ("reached", "replies", "orders", "muted")


def sent_button(item: Item, key: str) -> None:
    """The button that says it was sent, or takes that back."""
    if item.sent is None:
        st.button(say("calendar.mark_sent"), key=f"{key}.sent", icon=":material/check:", on_click=partial(_mark, item))
        return
    st.markdown(f":green[:material/check_circle: {say('calendar.sent_at', at=moment(item.sent.at))}]")
    st.button(
        say("calendar.unmark"), key=f"{key}.unsent", type="tertiary", icon=":material/undo:",
        on_click=partial(_unmark, item),
    )  # fmt: skip


def show(item: Item, key: str) -> None:
    """What came of it: counts and a note, kept when the button is pressed."""
    sent = item.sent
    if sent is None:
        return
    with st.form(f"{key}.result.{item.version}", border=False):
        with st.container(horizontal=True, gap="small"):
            for name in COUNTS:
                st.number_input(
                    say(f"calendar.results.{name}"), min_value=0, step=1, value=getattr(sent, name),
                    key=f"{key}.{item.version}.{name}", placeholder="–", width=FIELD,
                )  # fmt: skip
        st.text_input(
            say("calendar.results.note"), value=sent.note, max_chars=LONGEST_NOTE, key=f"{key}.{item.version}.note"
        )
        if st.form_submit_button(say("calendar.keep_result"), icon=":material/save:"):
            _note(item, key)
            st.rerun()


def _mark(item: Item) -> None:
    # Who copies and presses at once sees the item as it was before the copy was noted.
    now = the_copilot().store.calendar.get(item.id)
    if replace(now, state=item.state, version=item.version) == item:
        item = now
    _tried(lambda: _exporting_mark(item, Sent(current_actor().id, the_copilot().calendar.exporting.clock())))


def _note(item: Item, key: str) -> None:
    typed = {name: st.session_state.get(f"{key}.{item.version}.{name}") for name in (*COUNTS, "note")}
    by, at = (item.sent.by, item.sent.at) if item.sent else ("", the_copilot().calendar.exporting.clock())
    counts = {name: int(value) if (value := typed[name]) is not None else None for name in COUNTS}
    _tried(lambda: _exporting_mark(item, Sent(by, at, **counts, note=str(typed["note"] or "").strip())))


def _exporting_mark(item: Item, sent: Sent) -> Item:
    return the_copilot().calendar.exporting.mark_sent(item.id, item.version, sent, current_actor())


def _unmark(item: Item) -> None:
    _tried(lambda: the_copilot().calendar.exporting.unmark(item.id, item.version, current_actor()))


def _tried(act: Callable[[], object]) -> None:
    try:
        act()
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
