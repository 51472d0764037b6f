"""Selling points: the same product, told from the user's side, beside the brand's own words."""

from html import escape

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.draft import Task
from copilot.domain.ladder import Step
from copilot.ui import lead_on
from copilot.ui.components import draft_view, empty, live_writing, translated
from copilot.ui.components.findings import plain
from copilot.ui.places import whereabouts
from copilot.ui.state import choose, current_brand, keep, kept, say, the_copilot
from copilot.workflows.ask import Ask


def show() -> None:
    st.title(say("app.pages.selling_points"))
    brand = current_brand()
    if brand is None or not brand.products:
        empty.show(brand)
        return
    page = f"selling_points.{brand.id}"
    lead_on.told(page)
    with st.container(border=True, key=f"{page}.form"):
        ask = form(brand, page)
        pressed = st.button(
            say("draft.write"), type="primary", key=f"{page}.write", icon=":material/edit:", shortcut="Mod+Enter"
        )
    ours, theirs = st.columns([3, 2], gap="large")
    with ours:
        st.subheader(say("selling_points.our_words"))
        if pressed:
            written = live_writing.run(the_copilot().write(Task.SELLING_POINTS, ask))
            if written:
                keep(page, "draft", written.id)
        draft = draft_view.show_kept(kept(page).get("draft"))
        if draft is None:
            st.caption(say("selling_points.empty"))
    with theirs:
        if draft is not None:
            translated.show(brand, draft)
        brand_words(brand, ask)


def form(brand: Brand, page: str) -> Ask:
    """For which product, whom, where and on which step."""
    products = [p.name for p in brand.products]
    segments = {"": say("draft.any_segment")}
    segments |= {s.id: s.name for s in the_copilot().store.brands.segments(brand.id)}
    first, second, third = st.columns(3)
    product = first.selectbox(say("draft.product"), **choose(page, "product", products, products[0]))
    segment = second.selectbox(
        say("draft.segment"), format_func=lambda s: segments.get(s, ""), **choose(page, "segment", list(segments), "")
    )
    channel = third.selectbox(
        say("draft.channel"), format_func=lambda c: say(f"channels.{c}"),
        **choose(page, "channel", [c.value for c in Channel], Channel.PRIVATE_CHAT.value),
    )  # fmt: skip
    step = st.segmented_control(
        say("draft.step"), format_func=lambda s: say(f"steps.{s}"), required=True,
        help=say("draft.step_help"), **choose(page, "step", [s.value for s in Step], Step.INTEREST.value),
    )  # fmt: skip
    return Ask(brand=brand.id, product=product, segment=segment or None, channel=Channel(channel), step=Step(step))


def brand_words(brand: Brand, ask: Ask) -> None:
    """What the brand itself says of the product, for comparison."""
    st.subheader(say("selling_points.brand_words"))
    passages = the_copilot().brand_words(brand, ask.product or "")
    if not passages:
        st.caption(say("selling_points.no_brand_words"))
    for passage in passages:
        with st.container(border=True, gap="xsmall"):
            st.html(f'<div class="bf-brand">{lines(passage.text)}</div>')
            st.caption(plain(whereabouts(passage.source)))


def lines(text: str) -> str:
    """A quote as HTML: escaped, its line breaks kept."""
    return escape(text).replace("\n", "<br>")


show()
