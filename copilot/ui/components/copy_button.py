"""A button that puts a text on the clipboard, also where the browser's clipboard interface is closed (plain HTTP)."""

from collections.abc import Callable

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from copilot.ui.state import say

NAME = "butterfly_copy"
HTML = '<button type="button" class="bf-copy" aria-live="polite"></button>'
JS = """
export default function (component) {
  const { data, parentElement } = component;
  const button = parentElement.querySelector(".bf-copy");
  const rest = () => {
    button.resting = 0;
    button.textContent = data.label;
    button.classList.remove("done");
    if (data.pick) {
      const key = document.createElement("kbd");
      key.textContent = data.pick;
      button.append(key);
    }
  };
  if (!button.resting) rest(); // a redraw must not cut the thanks short
  button.dataset.pick = data.pick;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.text);
    } catch {
      const area = document.createElement("textarea");
      area.value = data.text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = data.done;
    button.classList.add("done");
    if (data.tell) component.setTriggerValue("copied", true);
    clearTimeout(button.resting);
    button.resting = setTimeout(rest, 1800);
  };
}
"""


def show(text: str, key: str, pick: str = "", *, on_copy: Callable[[], None] | None = None) -> None:
    """Draw the button. `pick` is the key on the keyboard that presses it ("" for none); `on_copy` is called after."""
    labels = {"label": say("draft.copy"), "done": say("draft.copied")}
    data = {"text": text, **labels, "pick": pick, "tell": on_copy is not None}
    _component()(key=key, data=data, width="content", on_copied_change=on_copy or _nothing)


def _nothing() -> None:
    """Nobody wants to know."""


@st.cache_resource(show_spinner=False)
def _component() -> ComponentRenderer:
    # Not isolated: the page's own style and keyboard script reach the button.
    return st.components.v2.component(NAME, html=HTML, js=JS, isolate_styles=False)
