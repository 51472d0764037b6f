"""Adding a brand of one's own: its name, what it sells, its language."""

import streamlit as st

from copilot.domain.brand import Category
from copilot.domain.language import Language
from copilot.errors import ButterflyError
from copilot.ui.state import BRAND_KEY, TROUBLE_KEY, choose, keep, language, remember, say, the_copilot

PAGE = "new_brand"


def show() -> None:
    """The form; what was typed stays until the brand is there."""
    st.text_input(say("brand.name"), max_chars=60, **remember(PAGE, "name", ""))
    left, right = st.columns(2)
    left.selectbox(
        say("brand.category"), format_func=lambda c: say(f"categories.{c}"),
        **choose(PAGE, "category", [c.value for c in Category], Category.GENERAL.value),
    )  # fmt: skip
    right.selectbox(
        say("brand.language"), format_func=lambda code: say(f"languages.{code}"),
        **choose(PAGE, "language", [code.value for code in Language], language().value),
    )  # fmt: skip
    st.button(say("brand.add"), key=f"{PAGE}.add", icon=":material/add:", on_click=_add)


def _add() -> None:
    name, category, code = (
        str(st.session_state[f"{PAGE}.{field}"] or "") for field in ("name", "category", "language")
    )
    try:
        brand = the_copilot().add_brand(name, Category(category), Language(code))
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    st.session_state[BRAND_KEY] = brand.id
    keep("frame", "brand", brand.id)
    st.session_state[f"{PAGE}.name"] = ""
    keep(PAGE, "name", None)
    st.toast(say("brand.added", name=brand.name), icon=":material/check:")
