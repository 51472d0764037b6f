"""The script that every page carries: see `page.js` beside the frame for what it does."""

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from copilot.domain.language import Language
from copilot.ui.state import language

NAME = "butterfly_page"
PAUSE_MILLISECONDS = 600
LIVE_PAUSE_MILLISECONDS = 300
SCRIPT = Path(__file__).resolve().parents[1] / "page.js"


def show() -> None:
    """Put it on the page once; it draws nothing."""
    lang = "zh-CN" if language() is Language.ZH else "en"
    pauses = {"pause": PAUSE_MILLISECONDS, "livePause": LIVE_PAUSE_MILLISECONDS}
    _component()(key="frame.script", data={**pauses, "lang": lang})


@st.cache_resource(show_spinner=False)
def _component() -> ComponentRenderer:
    return st.components.v2.component(NAME, js=SCRIPT.read_text("utf-8"))
