"""Many at once: handing in what is written, and approving what has nothing against it, with the list before and after."""

from collections.abc import Sequence

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import without_marks
from copilot.domain.review import Waiting
from copilot.ui.actor import current_actor
from copilot.ui.components.calendar_filters import Names
from copilot.ui.components.calendar_note import Note
from copilot.ui.components.findings import plain
from copilot.ui.components.paging import page as page_of
from copilot.ui.components.people_names import with_names
from copilot.ui.components.review_deeds import attempt
from copilot.ui.components.review_queue import open_item, opened
from copilot.ui.components.review_words import Seen, place, when
from copilot.ui.state import locale, say, the_copilot
from copilot.workflows.review_bulk import BulkResult

ROWS = 10
SHOWN = 70
REFUSED_SHOWN = 20


def hand_in(drafts: Sequence[Item], names: Names, page: str) -> None:
    """The button for the drafts that nobody handed in yet; nothing where there are none."""
    if picked := st.session_state.get(f"{page}.handing_in"):
        with st.spinner(say("review.handing_in")):
            bulk = the_copilot().calendar.bulk
            attempt(page, lambda: _told("handed_in", bulk.submit(picked, current_actor()), names))
            # Not before: a run that is cut off while it draws leaves it to the next.
            del st.session_state[f"{page}.handing_in"]
        st.rerun()
    if not drafts:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{page}.hand_in.row"):
        st.button(
            say("review.hand_in", count=len(drafts)), key=f"{page}.hand_in", icon=":material/send:", type="primary",
            on_click=_pick, args=(f"{page}.handing_in", drafts),
        )  # fmt: skip
        st.caption(say("review.hand_in_help"), width="content")


def approve(brand: Brand, seen: Seen, page: str) -> None:
    """Those of the queue in which nothing was found, listed, and one button for them all, as they were seen."""
    if picked := st.session_state.get(f"{page}.approving"):
        with st.spinner(say("review.approving")):
            bulk = the_copilot().calendar.bulk
            attempt(page, lambda: _told("approved_many", bulk.approve(brand, picked, current_actor()), seen.names))
            del st.session_state[f"{page}.approving"]
        if opened(page) in dict(picked):
            open_item(page, None)
        st.rerun()
    clear = [one for one in seen.queue if one.clear and one.item.state is ItemState.SUBMITTED]
    if not clear:
        return
    with st.expander(say("review.bulk", count=len(clear)), icon=":material/done_all:", key=f"{page}.bulk"):
        _listed(clear, seen.names, page)
        st.button(
            say("review.bulk_now", count=len(clear)), key=f"{page}.bulk_now", type="primary",
            on_click=_pick, args=(f"{page}.approving", [one.item for one in clear]),
        )  # fmt: skip


def _pick(key: str, items: Sequence[Item]) -> None:
    """Note which are meant, in the version that was seen: what somebody changed meanwhile is refused."""
    st.session_state[key] = [(item.id, item.version) for item in items]


def _listed(clear: Sequence[Waiting], names: Names, page: str) -> None:
    for one in clear[page_of(len(clear), ROWS, f"{page}.bulk.rows")]:
        text = " ".join(without_marks(one.draft.text).split())
        short = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
        st.markdown(f"**{plain(when(one.item))}** {plain(place(one.item, names))}  \n:gray[{plain(short)}]")


def _told(word: str, result: BulkResult, names: Names) -> Note:
    """How many were done, and each that was not with its reason."""
    items = the_copilot().store.calendar
    lines = []
    for refused in result.refused[:REFUSED_SHOWN]:
        item, why = items.get(refused.item_id), locale().explain(with_names(refused.error))
        lines.append(f"{plain(when(item))} {plain(place(item, names))}：{plain(why)}")
    if len(result.refused) > REFUSED_SHOWN:
        lines.append(say("review.refused_more", count=len(result.refused) - REFUSED_SHOWN))
    if result.refused:
        lines.insert(0, say("review.refused", count=len(result.refused)))
    return Note(say(f"review.{word}", count=len(result.done)), tuple(lines), refused=bool(result.refused))
