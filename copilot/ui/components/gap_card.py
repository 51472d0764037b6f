"""One gap: the question, how often it came, and a place to answer it; or what became of it, with the way back."""

from collections.abc import Callable

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.gap import KnowledgeGap
from copilot.errors import ButterflyError
from copilot.ui.components.findings import plain
from copilot.ui.moments import moment
from copilot.ui.state import TROUBLE_KEY, choose, keep, remember, say, the_copilot
from copilot.workflows.ask import Ask

SAVED_KEY = "gaps.saved"


def show(brand: Brand, gap: KnowledgeGap) -> None:
    """An open gap."""
    page = f"gaps.{brand.id}"
    with st.container(border=True, key=f"{page}.{gap.id}"):
        st.markdown(f"**{plain(_title(gap))}**")
        st.caption(_asked(gap))
        if gap.wordings:
            st.caption(plain(say("gaps.wordings", wordings=" / ".join(gap.wordings))))
        text = st.text_area(
            say("gaps.answer"),
            placeholder=say("gaps.answer_example"),
            height=90,
            **remember(page, f"text.{gap.id}", ""),
        )
        any_product = say("gaps.any_product")
        products = ["", *(p.name for p in brand.products)]
        st.selectbox(
            say("gaps.product"), format_func=lambda name: name or any_product,
            **choose(page, f"product.{gap.id}", products, gap.product or ""),
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button(
                say("gaps.save"), type="primary", key=f"{page}.save.{gap.id}", icon=":material/check:",
                disabled=not (text or "").strip(), on_click=_answer, args=(brand, gap),
            )  # fmt: skip
            st.button(
                say("gaps.not_needed"), key=f"{page}.skip.{gap.id}", icon=":material/block:",
                on_click=_told, args=(the_copilot().gapping.not_needed, brand, gap),
            )  # fmt: skip


def show_closed(brand: Brand, gap: KnowledgeGap) -> None:
    """A gap that was answered or is not needed."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":gray-badge[{say(f'gaps.states.{gap.state}')}] {plain(_title(gap))}", width="stretch")
        st.button(
            say("gaps.reopen"), key=f"gaps.{brand.id}.reopen.{gap.id}", icon=":material/undo:",
            on_click=_told, args=(the_copilot().gapping.reopen, brand, gap),
        )  # fmt: skip


def _answer(brand: Brand, gap: KnowledgeGap) -> None:
    page = f"gaps.{brand.id}"
    text = st.session_state[f"{page}.text.{gap.id}"]
    product = st.session_state[f"{page}.product.{gap.id}"] or None
    try:
        the_copilot().answer_gap(gap.id, text, Ask(brand=brand.id, product=product))
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
        return
    for field in (f"text.{gap.id}", f"product.{gap.id}"):
        keep(page, field, None)
    st.session_state[SAVED_KEY] = True


def _told(close: Callable[[Brand, int], None], brand: Brand, gap: KnowledgeGap) -> None:
    try:
        close(brand, gap.id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _title(gap: KnowledgeGap) -> str:
    return say("gaps.missing", role=say(f"roles.{gap.role}"), about=gap.question) if gap.role else gap.question


def _asked(gap: KnowledgeGap) -> str:
    tasks = "、".join(
        say("gaps.task", task=say("gaps.search" if task == "search" else f"tasks.{task}"), count=count)
        for task, count in gap.tasks
    )
    return say("gaps.asked", times=gap.times, when=moment(gap.last_asked), tasks=tasks)
