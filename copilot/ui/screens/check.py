"""Checking any text: paste it, see what is wrong with it, take a rewording or let it pass with a reason."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.ui.components import checked_text, empty, report_download, second_opinion
from copilot.ui.components.findings import Sheet
from copilot.ui.live_ask import FOLLOWED_CHARACTERS, Asked
from copilot.ui.state import choose, current_brand, keep, language, remember, say, the_copilot
from copilot.workflows.ask import Ask

MOST_CHARACTERS = 100_000


def show() -> None:
    st.title(say("app.pages.check"))
    brand = current_brand()
    if brand is None:
        empty.show(None)
        return
    st.markdown(say("check.lead"))
    work(brand)


@st.fragment
def work(brand: Brand) -> None:
    """The text and what was found in it; only this part is drawn again while someone types."""
    page = f"check.{brand.id}"
    left, right = st.columns([5, 6], gap="large")
    with left:
        ask = form(brand, page)
        with st.container(key=f"live-{page}"):
            text = st.text_area(
                say("check.text"), height=320, max_chars=MOST_CHARACTERS, placeholder=say("check.example"),
                **{**remember(page, "text", ""), "on_change": partial(_typed, page), "args": ()},
            )  # fmt: skip
    with right:
        result(brand, page, text or "", ask)


def form(brand: Brand, page: str) -> Ask:
    """Where it is to be said, about what, and on which day."""
    products = {"": say("check.any_product")} | {p.name: p.name for p in brand.products}
    first, second = st.columns(2)
    channel = first.selectbox(
        say("draft.channel"), format_func=lambda c: say(f"channels.{c}"),
        **choose(page, "channel", [c.value for c in Channel], Channel.MOMENTS.value),
    )  # fmt: skip
    product = second.selectbox(
        say("draft.product"), format_func=lambda p: products.get(p, ""), **choose(page, "product", list(products), "")
    )
    day = first.date_input(
        say("check.day"), value=the_copilot().today(), key=f"{page}.day", format="YYYY-MM-DD", persist_state="session"
    )
    return Ask(brand=brand.id, product=product or None, channel=Channel(channel), at=day or None, language=language())


def result(brand: Brand, page: str, text: str, ask: Ask) -> None:
    """What was found, or why nothing was looked for."""
    asked = Asked(language=language(), ask=ask)
    if not text.strip():
        checked_text.found(page, asked, "", ())
        return
    if len(text) > FOLLOWED_CHARACTERS and not st.session_state.get(f"{page}.asked"):
        st.caption(say("check.long", count=len(text)))
        st.button(
            say("check.now"), key=f"{page}.now", type="primary", icon=":material/fact_check:", on_click=_asked,
            args=(page,),
        )  # fmt: skip
        return
    checked = second_opinion.heed(text, the_copilot().check(text, ask), page)
    checked_text.show(checked, Sheet(page, brand.id, text, partial(_put, page)), asked)
    second_opinion.show(text, checked.judged, ask, page)
    report_download.show(text, checked, f"{page}.report")


def _typed(page: str) -> None:
    keep(page, "text", st.session_state[f"{page}.text"])
    st.session_state.pop(f"{page}.asked", None)


def _asked(page: str) -> None:
    st.session_state[f"{page}.asked"] = True


def _put(page: str, text: str) -> None:
    st.session_state[f"{page}.text"] = text
    keep(page, "text", text)


show()
