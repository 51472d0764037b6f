"""What was done last in the calendar, or refused and why, with the way back where there is one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from copilot.errors import ButterflyError
from copilot.ui.state import locale, say

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence and what is to be known besides. `back` takes it back."""

    text: str
    more: tuple[str, ...] = ()
    refused: bool = False
    back: Act | None = None


def put(page: str, note: Note | None) -> None:
    """Say it on the next run; None for nothing."""
    st.session_state[_key(page)] = note


def tried(page: str, act: Callable[[], Note | None], explain: Callable[[ButterflyError], str] | None = None) -> bool:
    """Do it and note what it says, or why it was refused; returns whether it was done."""
    try:
        put(page, act())
    except ButterflyError as error:
        put(page, Note((explain or locale().explain)(error), refused=True))
        return False
    return True


def show(page: str) -> None:
    """The note, until something else is done or it is put away."""
    note: Note | None = st.session_state.get(_key(page))
    if note is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{page}.note.row"):
        text = "  \n".join((note.text, *note.more))
        if note.refused:
            st.warning(text, icon=":material/block:", width="stretch")
        else:
            st.success(text, icon=":material/check:", width="stretch")
        if note.back is not None:
            st.button(
                say("calendar.undo"), key=f"{page}.undo", icon=":material/undo:",
                on_click=partial(_take_back, page, note.back),
            )  # fmt: skip
        st.button(say("calendar.put_away"), key=f"{page}.put_away", type="tertiary", on_click=put, args=(page, None))


def _take_back(page: str, back: Act) -> None:
    def undone() -> Note:
        back()
        return Note(say("calendar.undone"))

    tried(page, undone)


def _key(page: str) -> str:
    return f"{page}.note"
