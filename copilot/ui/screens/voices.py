"""Voices: the cards of personas, and the same topic in several of them."""

import streamlit as st

from copilot.domain.card import CardKind
from copilot.ui.components import card_list, empty, voices_tried
from copilot.ui.state import choose, current_brand, say, the_copilot

VIEWS = ("cards", "try")


def show() -> None:
    st.title(say("app.pages.voices"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    names = {name: say(f"voices.views.{name}") for name in VIEWS}
    view = st.segmented_control(
        say("app.pages.voices"), required=True, label_visibility="collapsed", format_func=lambda name: names[name],
        **choose(f"voices.{brand.id}", "view", list(VIEWS), VIEWS[0]),
    )  # fmt: skip
    if view == "try":
        voices_tried.show(brand, the_copilot().store.brands.personas(brand.id))
    else:
        card_list.show(brand, CardKind.PERSONA)


show()
