"""The frame around every page: look, sidebar with brand and language, navigation."""

from pathlib import Path

import streamlit as st

from copilot.domain.language import Language
from copilot.errors import ButterflyError
from copilot.ui import state
from copilot.ui.components import commit_while_typing
from copilot.ui.state import say

HERE = Path(__file__).resolve().parent
SCREENS = (
    ("home", ":material/home:"),
    ("replies", ":material/forum:"),
    ("selling_points", ":material/lightbulb:"),
    ("posts", ":material/edit_note:"),
    ("knowledge", ":material/library_books:"),
    ("settings", ":material/settings:"),
)


def main() -> None:
    """Draw the frame, then the page that was asked for."""
    st.set_page_config(page_title=say("app.name"), page_icon=str(HERE / "butterfly.svg"), layout="wide")
    st.logo(HERE / "butterfly.svg", size="large")
    st.html(HERE / "style.css")
    if state.language() is Language.ZH:
        st.html(HERE / "style_zh.css")
    commit_while_typing.show()
    pages = [
        st.Page(HERE / "screens" / f"{name}.py", title=say(f"app.pages.{name}"), icon=icon, default=name == "home")
        for name, icon in SCREENS
    ]
    page = st.navigation(pages)
    with st.sidebar:
        sidebar()
    try:
        page.run()
    except ButterflyError as error:
        st.error(state.locale().explain(error), icon=":material/error:")


def sidebar() -> None:
    """Which brand, which language."""
    brands = {b.id: b.name for b in state.the_copilot().store.brands.all()}
    current = state.current_brand()
    if current is not None:
        st.session_state.setdefault(state.BRAND_KEY, current.id)
        st.selectbox(
            say("app.brand"), list(brands), format_func=lambda b: brands[b], key=state.BRAND_KEY,
            on_change=_keep_choice, args=("brand", state.BRAND_KEY), persist_state="session",
        )  # fmt: skip
    languages = [language.value for language in Language]
    st.session_state.setdefault(state.LANGUAGE_KEY, state.language().value)
    st.segmented_control(
        say("app.language"), languages, format_func=lambda code: {"zh": "中文", "en": "English"}[code],
        key=state.LANGUAGE_KEY, on_change=_keep_choice, args=("language", state.LANGUAGE_KEY), required=True,
        persist_state="session",
    )  # fmt: skip
    st.caption(say("app.promise"))


def _keep_choice(field: str, key: str) -> None:
    state.keep("frame", field, st.session_state[key])


main()
