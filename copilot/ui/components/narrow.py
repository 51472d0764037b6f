"""Whether the page is as narrow as a phone's. A wide browser says nothing, so that its page is drawn once."""

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

NAME = "butterfly_narrow"
WIDTH = 640
KEY = "frame.script.narrow"
"""Under this name the style hides it."""
KNOWN = "frame.narrow"
JS = """
export default function (component) {
  if (window.innerWidth <= component.data.width && !component.data.known) component.setStateValue("narrow", true);
}
"""


def narrow() -> bool:
    """Draws nothing. On a phone the first run does not know it yet, and another follows at once."""
    known = bool(st.session_state.get(KNOWN))
    told = _component()(key=KEY, data={"width": WIDTH, "known": known}, on_narrow_change=_nothing)
    if told.get("narrow"):
        st.session_state[KNOWN] = True
    return bool(st.session_state.get(KNOWN))


def _nothing() -> None:
    """The run that follows looks itself."""


@st.cache_resource(show_spinner=False)
def _component() -> ComponentRenderer:
    return st.components.v2.component(NAME, js=JS)
