"""The script that every page carries: see `page.js` and `live.js` beside the frame for what they do."""

from hashlib import sha256
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from copilot.domain.language import Language
from copilot.ui import live_check
from copilot.ui.state import PERSON_KEY, language

NAME = "butterfly_page"
PAUSE_MILLISECONDS = 600
LIVE_PAUSE_MILLISECONDS = 300
UI = Path(__file__).resolve().parents[1]
SCRIPTS = (UI / "page.js", UI / "live.js")


def show() -> None:
    """Put it on the page once; it draws nothing."""
    lang = "zh-CN" if language() is Language.ZH else "en"
    pauses = {"pause": PAUSE_MILLISECONDS, "livePause": LIVE_PAUSE_MILLISECONDS}
    person = str(st.session_state.get(PERSON_KEY) or "")
    owner = sha256(person.encode()).hexdigest()[:16] if person else ""
    _component()(key="frame.script", data={**pauses, "lang": lang, "live": live_check.address(), "owner": owner})


@st.cache_resource(show_spinner=False)
def _component() -> ComponentRenderer:
    return st.components.v2.component(NAME, js="\n".join(script.read_text("utf-8") for script in SCRIPTS))
