"""A button that puts a text on the clipboard, also where the browser's clipboard interface is closed (plain HTTP)."""

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from copilot.ui.state import say

NAME = "butterfly_copy"
HTML = '<button type="button" class="bf-copy"></button>'
CSS = """
.bf-copy {
  font: inherit; font-size: .875rem; cursor: pointer; white-space: nowrap;
  min-height: 2.5rem; padding: .25rem .9rem; border-radius: var(--st-button-radius, 10px);
  border: 1px solid var(--st-primary-color); background: var(--st-primary-color); color: #fff;
}
.bf-copy:focus-visible { outline: 3px solid color-mix(in srgb, var(--st-primary-color) 40%, transparent); }
.bf-copy.done { background: transparent; color: var(--st-primary-color); }
"""
JS = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const button = parentElement.querySelector(".bf-copy");
  button.textContent = data.label;
  button.dataset.key = data.name;
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
    setTimeout(() => { button.textContent = data.label; button.classList.remove("done"); }, 1800);
    setTriggerValue("copied", true);
  };
}
"""


def show(text: str, key: str) -> bool:
    """Draw the button; True on the run right after it was pressed."""
    mount = _component()
    data = {"text": text, "label": say("draft.copy"), "done": say("draft.copied"), "name": key}
    result = mount(key=key, data=data, on_copied_change=lambda: None)
    return bool(result.copied)


@st.cache_resource(show_spinner=False)
def _component() -> ComponentRenderer:
    return st.components.v2.component(NAME, html=HTML, css=CSS, js=JS)
