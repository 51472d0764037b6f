"""Products and what else they are called: names are added and taken away here."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.errors import ButterflyError
from copilot.ui.components import paging
from copilot.ui.components.findings import plain
from copilot.ui.state import TROUBLE_KEY, choose, say, the_copilot

NAMES_AT_ONCE = 30


def show(brand: Brand) -> None:
    """All products with their names; one of them can get another name or lose one."""
    if not brand.products:
        return
    page = f"facts.{brand.id}"
    with st.expander(say("facts.aliases", count=len(brand.products)), icon=":material/label:", key=f"{page}.aliases"):
        st.caption(say("facts.aliases_help"))
        for product in brand.products[paging.page(len(brand.products), NAMES_AT_ONCE, f"{page}.names.page")]:
            others = say("facts.comma").join(plain(a) for a in product.aliases) or say("facts.no_alias")
            st.markdown(f"**{plain(product.name)}**　:gray[{others}]")
        left, middle, right = st.columns([3, 3, 2], vertical_alignment="bottom")
        name = left.selectbox(
            say("draft.product"), **choose(page, "named", [p.name for p in brand.products], brand.products[0].name)
        )
        middle.text_input(say("facts.alias"), key=f"{page}.alias", max_chars=60)
        right.button(
            say("facts.add_alias"), key=f"{page}.add_alias", icon=":material/add:", on_click=partial(_add, brand, name)
        )
        chosen = brand.product(name)
        if chosen and chosen.aliases:
            st.caption(say("facts.remove_help"))
            with st.container(horizontal=True, gap="small"):
                for alias in chosen.aliases:
                    st.button(
                        alias, key=f"{page}.{name}.{alias}.remove", icon=":material/close:", type="tertiary",
                        on_click=partial(_remove, brand, name, alias),
                    )  # fmt: skip


def _add(brand: Brand, product: str) -> None:
    key = f"facts.{brand.id}.alias"
    try:
        the_copilot().add_alias(product, str(st.session_state.get(key) or ""), brand.id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    st.session_state[key] = ""


def _remove(brand: Brand, product: str, alias: str) -> None:
    try:
        the_copilot().remove_alias(product, alias, brand.id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
