"""Customers: the list and each one's card, segments as rules and as cards, and importing a list."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.card import CardKind
from copilot.errors import UnknownName
from copilot.ui.components import card_list, customer_card, customer_import, customer_list, empty, segment_list
from copilot.ui.components.opened_customer import LIST, VIEWS, opened, shut
from copilot.ui.state import choose, current_brand, say, the_copilot


def show() -> None:
    st.title(say("app.pages.customers"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    page = f"customers.{brand.id}"
    if (customer_id := opened(brand)) is not None:
        try:
            card = the_copilot().people.customers.card(customer_id)
        except UnknownName:
            shut(brand)
        else:
            customer_card.show(brand, card)
            return
    st.markdown(say("customers.lead"))
    names = {name: say(f"customers.views.{name}") for name in VIEWS}
    view = st.segmented_control(
        say("app.pages.customers"), required=True, label_visibility="collapsed",
        format_func=lambda name: names[name], **choose(page, "view", list(VIEWS), LIST),
    )  # fmt: skip
    shown: dict[str, Callable[[Brand], None]] = {
        "list": customer_list.show,
        "segments": segment_list.show,
        "cards": partial(card_list.show, kind=CardKind.SEGMENT),
        "import": customer_import.show,
    }
    shown[view or LIST](brand)


show()
