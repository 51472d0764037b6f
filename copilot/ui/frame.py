"""The frame around every page: look, sidebar with brand and language, navigation, and errors as sentences."""

import logging
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from copilot.domain.language import Language
from copilot.errors import ButterflyError
from copilot.ui import sign_in, state
from copilot.ui.actor import current_actor
from copilot.ui.components import model_usage, page_script
from copilot.ui.state import say

HERE = Path(__file__).resolve().parent
# The menu: sections of pages with their icons. (A string below it would be shown on every page.)
SECTIONS: dict[str, dict[str, str]] = {
    "": {"home": ":material/home:"},
    "talk": {"replies": ":material/forum:", "customers": ":material/group:", "sent": ":material/outgoing_mail:"},
    "write": {
        "selling_points": ":material/lightbulb:",
        "posts": ":material/edit_note:",
        "voices": ":material/record_voice_over:",
        "check": ":material/fact_check:",
        "rules": ":material/rule:",
    },
    "plan": {
        "butterfly": ":material/emoji_nature:",
        "plan": ":material/edit_calendar:",
        "calendar": ":material/calendar_month:",
        "review": ":material/rate_review:",
    },
    "know": {
        "knowledge": ":material/library_books:",
        "facts": ":material/sell:",
        "gaps": ":material/contact_support:",
        "bench": ":material/speed:",
        "settings": ":material/settings:",
    },
}
LANGUAGES = {Language.ZH.value: "中文", Language.EN.value: "English"}


def main() -> None:
    """Draw the frame, then the page that was asked for."""
    st.set_page_config(page_icon=str(HERE / "butterfly.svg"), layout="wide")
    st.html(HERE / "style.css")
    try:
        if not sign_in.let_in([name for screens in SECTIONS.values() for name in screens]):
            return
        state.settle_in()
        page = navigation()
        with st.sidebar:
            sidebar()
        model_usage.warn()
        trouble = st.empty()
        page.run()
        if error := st.session_state.pop(state.TROUBLE_KEY, None):
            trouble.warning(state.locale().explain(error), icon=":material/cloud_off:")
    except ButterflyError as error:
        st.error(state.locale().explain(error), icon=":material/error:")
    except Exception:
        # The last line before a person: they get a sentence, the log gets the rest.
        logging.getLogger(__name__).exception("a page failed")
        st.error(say("errors.error", code="page"), icon=":material/error:")


def navigation() -> StreamlitPage:
    """The menu, and what the browser has to know about the language."""
    page_script.show()
    st.logo(wordmark(), size="large", icon_image=HERE / "butterfly.svg")
    if state.language() is Language.ZH:
        st.html(HERE / "style_zh.css")
    pages = {
        say(f"app.sections.{section}") if section else "": [_page(name, icon) for name, icon in screens.items()]
        for section, screens in SECTIONS.items()
    }
    page = st.navigation(pages, expanded=True)
    st.set_page_config(page_title=f"{page.title} · {say('app.name')}")
    return page


def _page(name: str, icon: str) -> StreamlitPage:
    return st.Page(HERE / "screens" / f"{name}.py", title=say(f"app.pages.{name}"), icon=icon, default=name == "home")


def wordmark() -> str:
    """The butterfly with the product's name beside it, as SVG."""
    drawing = (HERE / "butterfly.svg").read_text("utf-8").removesuffix("</svg>\n")
    name = f'<text x="80" y="44" font-size="34" font-weight="600" fill="#1d2925">{say("app.name")}</text>'
    wide = drawing.replace('viewBox="0 0 64 64"', 'viewBox="0 0 400 64" font-family="sans-serif"')
    return f"{wide}{name}</svg>"


def sidebar() -> None:
    """Who is here, for which brand, in which language."""
    if not (actor := current_actor()).alone:
        sign_in.show_who(actor)
    brands = {b.id: b.name for b in state.the_copilot().store.brands.all()}
    current = state.current_brand()
    if current is not None:
        st.session_state[state.BRAND_KEY] = current.id
        st.selectbox(
            say("app.brand"), list(brands), format_func=lambda b: brands[b], key=state.BRAND_KEY,
            on_change=_keep_choice, args=("brand", state.BRAND_KEY), persist_state="session",
        )  # fmt: skip
    st.segmented_control(
        say("app.language"), list(LANGUAGES), format_func=lambda code: LANGUAGES[code], key=state.LANGUAGE_KEY,
        on_change=_keep_choice, args=("language", state.LANGUAGE_KEY), required=True, persist_state="session",
    )  # fmt: skip
    st.caption(say("app.promise"))


def _keep_choice(field: str, key: str) -> None:
    state.keep("frame", field, st.session_state[key])


main()
