"""Sends what is being typed to the server at every pause, so that a refresh or a page change loses nothing.

Streamlit commits a text area when it loses focus or on Ctrl+Enter; this presses Ctrl+Enter for the person, but never
in the middle of composing a Chinese character.
"""

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

NAME = "butterfly_commit"
PAUSE_MILLISECONDS = 700
JS = """
export default function (component) {
  const { data } = component;
  if (window.butterflyCommit) return;
  window.butterflyCommit = true;
  let timer = 0;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement) || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      field.dispatchEvent(new KeyboardEvent("keydown", {
        key: "Enter", code: "Enter", keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true }));
    }, data.pause);
  }, true);
}
"""


def show() -> None:
    """Put it on the page once; it draws nothing."""
    _component()(key="frame.commit", data={"pause": PAUSE_MILLISECONDS})


@st.cache_resource(show_spinner=False)
def _component() -> ComponentRenderer:
    return st.components.v2.component(NAME, js=JS)
