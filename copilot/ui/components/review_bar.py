"""The row of buttons above what is read: approve, send back, next and previous, each by one key too."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import Draft
from copilot.ui.components import review_deeds
from copilot.ui.components.review_queue import open_item
from copilot.ui.components.review_words import Seen
from copilot.ui.state import remember, say

APPROVE = "Mod+Enter"
BEFORE = (ItemState.DRAFT, ItemState.CHANGES_REQUESTED)


def show(item: Item, draft: Draft, seen: Seen, page: str) -> None:
    """What can be done in the state it is in."""
    asking = item.state is ItemState.SUBMITTED and st.session_state.get(f"{page}.sending_back") == item.id
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{page}.bar"):
        if item.state is ItemState.SUBMITTED:
            # Where a reason is typed, the same key sends back.
            st.button(
                say("review.approve"), key=f"{page}.approve", type="primary", icon=":material/check:",
                shortcut=None if asking else APPROVE, on_click=review_deeds.approve, args=(page, seen, item, draft),
            )  # fmt: skip
            _press("r", "send_back", partial(review_deeds.turn_back, page, item.id), page)
        if item.state in BEFORE:
            _button("submit", "send", partial(review_deeds.submit, page, seen, item), page, primary=True)
        if item.approvals:
            _button("withdraw", "undo", partial(review_deeds.withdraw, page, seen, item), page)
        _steps(item, seen, page)
    if asking:
        _why(item, seen, page)


def _steps(item: Item, seen: Seen, page: str) -> None:
    """The way to what stands before it in the queue and behind it."""
    ids = [one.item.id for one in seen.queue]
    at = ids.index(item.id) if item.id in ids else None
    before = ids[at - 1] if at else None
    _press("k", "previous", partial(open_item, page, before), page, off=before is None)
    after = seen.behind(item.id)
    _press("j", "next", partial(open_item, page, after), page, off=after is None)


def _why(item: Item, seen: Seen, page: str) -> None:
    """What is to be changed, in a word."""
    with st.container(key=f"{page}.takes-focus"):
        st.text_area(
            say("review.why"), height=80, max_chars=500, placeholder=say("review.why_example"),
            **remember(page, f"{review_deeds.WHY}{item.id}", ""),
        )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("review.send_back_now"), key=f"{page}.send_back_now", type="primary", icon=":material/reply:",
            shortcut=APPROVE, on_click=review_deeds.send_back, args=(page, seen, item),
        )  # fmt: skip
        st.button(
            say("review.cancel"), key=f"{page}.cancel", type="tertiary", on_click=review_deeds.turn_back,
            args=(page, None),
        )  # fmt: skip


def _button(word: str, icon: str, act: Callable[[], None], page: str, *, primary: bool = False) -> None:
    st.button(
        say(f"review.{word}"), key=f"{page}.{word}", icon=f":material/{icon}:", on_click=act,
        type="primary" if primary else "secondary",
    )  # fmt: skip


def _press(key: str, word: str, act: Callable[[], None], page: str, *, off: bool = False) -> None:
    """A button that its key presses, too (see `page.js`)."""
    st.button(
        f"{say(f'review.{word}')} `{key.upper()}`", key=f"{page}.press-{key}", on_click=act,
        disabled=off,
    )  # fmt: skip
