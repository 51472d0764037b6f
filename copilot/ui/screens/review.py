"""Review: the riskiest first, read with all that is known, approved, sent back or edited; and what review asks for."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import ItemState
from copilot.ui.actor import current_actor
from copilot.ui.components import (
    alone,
    calendar_note,
    empty,
    review_asked,
    review_bulk,
    review_filters,
    review_item,
    review_queue,
)
from copilot.ui.components.calendar_month import names_of
from copilot.ui.components.narrow import narrow
from copilot.ui.components.review_words import Seen
from copilot.ui.state import choose, current_brand, say, the_copilot

PARTS = ("read", "ask")
REVIEWED = (ItemState.CHANGES_REQUESTED, ItemState.APPROVED, ItemState.EXPORTED)


def show() -> None:
    st.title(say("app.pages.review"))
    alone.show(current_actor())
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    page = f"review.{brand.id}"
    part = st.segmented_control(
        say("app.pages.review"), required=True, label_visibility="collapsed",
        format_func=lambda name: say(f"review.parts.{name}"), **choose(page, "part", list(PARTS), PARTS[0]),
    )  # fmt: skip
    calendar_note.show(page)
    if part == "ask":
        review_asked.show(brand, page)
    else:
        read(brand, page)


def read(brand: Brand, page: str) -> None:
    """The queue and the item that is open."""
    copilot, above = the_copilot(), st.container()
    queue = copilot.calendar.review.queue(brand, review_filters.chosen(page))
    items = copilot.store.calendar.of(brand.id)
    names = names_of(brand)
    counts = Counter(item.state for item in items)
    drafts = [item for item in items if item.state is ItemState.DRAFT and item.draft_id]
    with above:
        review_bulk.hand_in(drafts, names, page)
        if not any(counts[state] for state in (ItemState.SUBMITTED, *REVIEWED)) and not review_queue.opened(page):
            nothing(drafts=bool(drafts))
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            review_filters.state(page, counts)
            seen = review_filters.show(Seen(queue, names), page)
            progress(counts)
    review_bulk.approve(brand, seen, page)
    both(brand, seen, page, counts)


def both(brand: Brand, seen: Seen, page: str, counts: Mapping[ItemState, int]) -> None:
    """The queue to the left, or folded above on a phone, and the item beside it."""
    reading = review_item.read(brand, None if review_filters.turned(page) else review_queue.opened(page), seen)
    review_queue.reads(page, reading.item.id if reading else None)
    if reading is None:
        all_done(page, counts)
        return
    if narrow():
        folded = f"{page}.queue.{reading.item.id}"  # folded again where another is opened
        with st.expander(say("review.queue", count=len(seen.queue)), icon=":material/list:", key=folded):
            review_queue.show(seen, page, reading.item.id)
        review_item.show(brand, reading, seen, page)
        return
    queue, item = st.columns([4, 9], gap="medium")
    with queue:
        review_queue.show(seen, page, reading.item.id)
    with item:
        review_item.show(brand, reading, seen, page)


def progress(counts: Mapping[ItemState, int]) -> None:
    """How many of those handed in were decided."""
    done = sum(counts[state] for state in REVIEWED)
    st.caption(say("review.progress", done=done, total=done + counts[ItemState.SUBMITTED]), width="content")


def all_done(page: str, counts: Mapping[ItemState, int]) -> None:
    """That nothing is left, or that the filters leave nothing."""
    done = sum(counts[state] for state in REVIEWED)
    waits = review_filters.chosen(page) is ItemState.SUBMITTED
    if waits and not done and not counts[ItemState.SUBMITTED]:
        nothing(drafts=bool(counts[ItemState.DRAFT]))
    elif waits and not counts[ItemState.SUBMITTED]:
        st.success(say("review.all_done", done=done, total=done), icon=":material/task_alt:")
        st.page_link("screens/calendar.py", label=say("app.pages.calendar"), icon=":material/arrow_forward:")
    else:
        st.info(say("review.none_here"), icon=":material/filter_list:")


def nothing(*, drafts: bool) -> None:
    """Why there is nothing to review, and the way on."""
    with st.container(border=True, key="card-review.empty"):
        st.markdown(f"**{say('review.empty')}**")
        st.markdown(say("review.empty_drafts" if drafts else "review.empty_how"))
        st.page_link("screens/calendar.py", label=say("app.pages.calendar"), icon=":material/arrow_forward:")
        st.page_link("screens/plan.py", label=say("app.pages.plan"), icon=":material/arrow_forward:")


show()
