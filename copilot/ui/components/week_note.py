"""Noting how many left, deleted or complained in a week, and taking that back."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.fatigue import WeekNote
from copilot.errors import ButterflyError
from copilot.ui.actor import current_actor
from copilot.ui.state import locale, say, the_copilot
from copilot.workflows.fatigue import MOST_PEOPLE

COUNTS = {"left": "left", "deleted": "deleted", "complaints": "complaint_count"}


def show(brand: Brand, page: str) -> None:
    """The form; what was noted last can be taken back."""
    key = f"{page}.note"
    if error := st.session_state.pop(f"{key}.error", None):
        st.error(locale().explain(error), icon=":material/error:")
    _way_back(brand, key)
    names = {one.id: one.name for one in the_copilot().calendar.audiences.all(brand)}
    with (
        st.expander(say("fatigue.note_title"), icon=":material/edit_note:", key=f"{key}.panel"),
        st.form(f"{key}.form", border=False, clear_on_submit=True),
    ):
        st.caption(say("fatigue.note_lead"))
        with st.container(horizontal=True, gap="small"):
            st.selectbox(say("fatigue.note_who"), list(names), format_func=lambda one: names[one], key=f"{key}.who")
            st.date_input(say("fatigue.note_week"), value=the_copilot().today(), key=f"{key}.week", width=170)
        with st.container(horizontal=True, gap="small"):
            for field, word in COUNTS.items():
                st.number_input(
                    say(f"fatigue.{word}"), min_value=0, max_value=MOST_PEOPLE, value=None, step=1, placeholder="–",
                    key=f"{key}.{field}", width=145,
                )  # fmt: skip
        st.form_submit_button(
            say("fatigue.note_keep"), icon=":material/save:", on_click=partial(_keep, brand, key)
        )  # fmt: skip


def _way_back(brand: Brand, key: str) -> None:
    before: WeekNote | None = st.session_state.get(f"{key}.before")
    if before is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{key}.before"):
        st.markdown(say("fatigue.note_kept", week=before.week), width="stretch")
        st.button(
            say("fatigue.note_undo"), key=f"{key}.undo", icon=":material/undo:", on_click=partial(_undo, brand, key)
        )


def _keep(brand: Brand, key: str) -> None:
    state = st.session_state
    note = WeekNote(state[f"{key}.who"], state[f"{key}.week"], *(state[f"{key}.{field}"] for field in COUNTS))
    _note(brand, key, note)


def _undo(brand: Brand, key: str) -> None:
    _note(brand, key, st.session_state.pop(f"{key}.before"))
    st.session_state.pop(f"{key}.before", None)


def _note(brand: Brand, key: str, note: WeekNote) -> None:
    try:
        before = the_copilot().butterfly.fatigue.note(brand, note, current_actor())
        st.session_state[f"{key}.before"] = before
    except ButterflyError as error:
        st.session_state[f"{key}.error"] = error
