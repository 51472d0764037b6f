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
  const outgoing = () => {
    const field = data.typed && button.closest("[class*='st-key-card-']:not([class*='-copy'])")?.querySelector("textarea");
    // What was typed just before the press has not reached the server.
    return field ? data.text.replace(data.typed, () => field.value.replace(/ ?\\[\\d+\\]/g, "")) : data.text;
  };
  button.onclick = async () => {
    const text = outgoing();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
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


def show(
    text: str, key: str, pick: str = "", *, on_copy: Callable[[], None] | None = None, typed: str = "", label: str = ""
) -> None:
    """Draw the button. `pick` is the key on the keyboard that presses it ("" for none); `on_copy` is called after.
    `typed` is the part of `text` that stands in the card's field: what the field holds by then is copied."""
    labels = {"label": label or say("draft.copy"), "done": say("draft.copied")}
    data = {"text": text, **labels, "pick": pick, "tell": on_copy is not None, "typed": typed}
    _component()(key=key, data=data, width="content", on_copied_change=on_copy or _nothing)


def _nothing() -> None:
    """Nobody wants to know."""


@st.cache_resource(show_spinner=False)
def _component() -> ComponentRenderer:
    # Not isolated: the page's own style and keyboard script reach the button.
    return st.components.v2.component(NAME, html=HTML, js=JS, isolate_styles=False)
