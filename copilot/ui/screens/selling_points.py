"""Selling points: the same product, told from the user's side, beside the brand's own words."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.draft import Task
from copilot.domain.ladder import Step
from copilot.ui.components import draft_view, empty, live_writing
from copilot.ui.components.findings import plain
from copilot.ui.state import choose, current_brand, keep, kept, say, the_copilot
from copilot.workflows.ask import Ask


def show() -> None:
    st.title(say("app.pages.selling_points"))
    brand = current_brand()
    if brand is None or not brand.products:
        empty.show(brand)
        return
    page = f"selling_points.{brand.id}"
    ask = form(brand, page)
    brand_words(brand, ask)
    if st.button(say("draft.write"), type="primary", key=f"{page}.write", icon=":material/edit:"):
        draft = live_writing.run(the_copilot().write(Task.SELLING_POINTS, ask))
        if draft:
            keep(page, "draft", draft.id)
    draft_view.show_kept(kept(page).get("draft"))


def form(brand: Brand, page: str) -> Ask:
    """For which product, whom, where and on which step."""
    products = [p.name for p in brand.products]
    segments = {"": say("draft.any_segment")}
    segments |= {s.id: s.name for s in the_copilot().store.brands.segments(brand.id)}
    left, right = st.columns(2)
    with left:
        product = st.selectbox(say("draft.product"), **choose(page, "product", products, products[0]))
        channel = st.selectbox(
            say("draft.channel"), format_func=lambda c: say(f"channels.{c}"),
            **choose(page, "channel", [c.value for c in Channel], Channel.PRIVATE_CHAT.value),
        )  # fmt: skip
    with right:
        segment = st.selectbox(
            say("draft.segment"), format_func=lambda s: segments[s], **choose(page, "segment", list(segments), "")
        )
        step = st.segmented_control(
            say("draft.step"), format_func=lambda s: say(f"steps.{s}"), required=True,
            help=say("draft.step_help"), **choose(page, "step", [s.value for s in Step], Step.INTEREST.value),
        )  # fmt: skip
    return Ask(
        brand=brand.id,
        product=product,
        segment=segment or None,
        channel=Channel(channel),
        step=Step(step or "interest"),
    )


def brand_words(brand: Brand, ask: Ask) -> None:
    """What the brand itself says of the product, for comparison."""
    passages = the_copilot().brand_words(brand, ask.product or "")
    if not passages:
        return
    with st.expander(say("selling_points.brand_words"), icon=":material/format_quote:", expanded=False):
        for passage in passages:
            st.markdown(plain(passage.text))
            st.caption(f"{plain(passage.source.document)} · {plain(passage.source.locator)}")


show()
