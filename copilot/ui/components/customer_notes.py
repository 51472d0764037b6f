"""Notes about a customer, which only colleagues see: add one, delete one, take deleting back."""

from functools import partial

import streamlit as st

from copilot.domain.customer import CustomerEvent, EventKind
from copilot.errors import ButterflyError
from copilot.ui.components.findings import plain
from copilot.ui.components.rule_words import who
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, say, the_copilot
from copilot.workflows.customer_card import CustomerCard


def show(card: CustomerCard, key: str) -> None:
    """The notes, the newest first, and a place to write one."""
    st.subheader(say("card.notes"))
    _way_back(card, key)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}.new_note"):
        st.text_input(
            say("card.notes"), key=f"{key}.note", placeholder=say("card.note_example"), max_chars=300,
            label_visibility="collapsed", width="stretch",
        )  # fmt: skip
        st.button(say("card.add_note"), key=f"{key}.note.add", icon=":material/add:", on_click=partial(_add, card, key))
    for note in reversed([e for e in card.events if e.kind is EventKind.NOTE]):
        with st.container(horizontal=True, vertical_alignment="center", key=f"{key}.note.{note.id}"):
            by = f" · {plain(note.by)}" if note.by else ""
            st.markdown(f"{plain(note.text)}  \n:gray[:small[{moment(note.at)}{by}]]", width="stretch")
            st.button(
                say("card.delete_note"), key=f"{key}.note.{note.id}.delete", icon=":material/delete:", type="tertiary",
                on_click=partial(_delete, card, note, key),
            )  # fmt: skip
    if card.customer.remark:
        st.caption(plain(say("card.remark", text=card.customer.remark)))


def _way_back(card: CustomerCard, key: str) -> None:
    gone: CustomerEvent | None = st.session_state.get(f"{key}.note.gone")
    if gone is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{key}.note.gone"):
        st.markdown(plain(say("card.note_deleted", text=gone.text)), width="stretch")
        st.button(say("card.undo"), key=f"{key}.note.undo", icon=":material/undo:", on_click=partial(_undo, card, key))


def _add(card: CustomerCard, key: str) -> None:
    try:
        the_copilot().people.customers.note(card.customer.id, str(st.session_state[f"{key}.note"] or ""), who())
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    st.session_state[f"{key}.note"] = ""


def _delete(card: CustomerCard, note: CustomerEvent, key: str) -> None:
    try:
        st.session_state[f"{key}.note.gone"] = the_copilot().people.customers.take_back(card.customer.id, note.id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _undo(card: CustomerCard, key: str) -> None:
    try:
        the_copilot().people.customers.happened(card.customer.id, st.session_state.pop(f"{key}.note.gone"))
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
