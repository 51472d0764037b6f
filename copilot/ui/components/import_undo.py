"""The last import of customers, and the way back."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.customer_import import ImportTakenBack
from copilot.errors import ButterflyError
from copilot.ui.components.findings import plain
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, say, the_copilot

NAMED = 20


def show(brand: Brand) -> None:
    """What the last import did with a button that takes it back, or what came of taking it back."""
    key = f"customers.{brand.id}.undo"
    if done := st.session_state.pop(f"{key}.done", None):
        _told(done)
    last = the_copilot().people.customers.importing.last(brand)
    if last is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"card-{key}"):
        told = say("importing.last", file=last.file, when=moment(last.at), added=last.added, changed=last.changed)
        st.markdown(f":gray[{plain(told)}]", width="stretch")
        st.button(
            say("importing.take_back"), key=f"{key}.go", icon=":material/undo:", help=say("importing.take_back_help"),
            on_click=partial(_take_back, brand, f"{key}.done"),
        )  # fmt: skip


def _told(done: ImportTakenBack) -> None:
    st.success(say("importing.taken_back", removed=done.removed, restored=done.restored), icon=":material/undo:")
    if done.left:
        names = say("segments.words_joined").join(done.left[:NAMED])
        st.caption(plain(say("importing.left_as_is", count=len(done.left), names=names)))


def _take_back(brand: Brand, done_key: str) -> None:
    try:
        st.session_state[done_key] = the_copilot().people.customers.importing.take_back(brand)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
