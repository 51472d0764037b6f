"""Where a chat is pasted. Another customer's chat in the same place begins anew, and what was there can be taken back."""

from typing import Any

import streamlit as st

from copilot.ui.desk import QUERY, Slots
from copilot.ui.state import keep, kept, remember, say, the_copilot

OF_ONE_CHAT = (
    "place",
    "objection",
    "goes_on",
    "drafts",
    "shown",
    "segment",
    "customer",
    "answering",
    "swapped",
    "refined",
    "noted",
    "picked",
    "proposed",
)
"""What is kept of a chat and means nothing for another."""
HEIGHT = 260


def show(slots: Slots, slot: str) -> str:
    """The field; returns what is in it."""
    page = slots.page(slot)
    arguments = {**remember(page, QUERY, ""), "on_change": _changed, "args": (slots, slot)}
    with st.container(key=f"{page}.desk-paste"):
        chat = st.text_area(say("reply.paste"), height=HEIGHT, placeholder=say("reply.example"), **arguments)
    if kept(page).get("before"):
        st.button(
            say("desk.take_back"), key=f"{page}.take_back", type="tertiary", icon=":material/undo:",
            on_click=_take_back, args=(page,),
        )  # fmt: skip
    return chat or ""


def _changed(slots: Slots, slot: str) -> None:
    page = slots.page(slot)
    now, was = str(st.session_state[f"{page}.{QUERY}"]), str(kept(page).get(QUERY) or "")
    if slots.changed_elsewhere(slot, now) and (fresh := slots.add()):
        # Another tab of this browser has put another chat here: each keeps its own.
        slots.look_again(slot)
        keep(slots.page(fresh), QUERY, now)
        st.toast(say("desk.forked"), icon=":material/tab_duplicate:")
        return
    if not the_copilot().replying.continues(was, now):
        before = {field: kept(page)[field] for field in (QUERY, *OF_ONE_CHAT) if field in kept(page)}
        _put(page, {"before": before})
    keep(page, QUERY, now)


def _take_back(page: str) -> None:
    before = kept(page).get("before") or {}
    _put(page, before)
    st.session_state[f"{page}.{QUERY}"] = before.get(QUERY, "")


def _put(page: str, fields: dict[str, Any]) -> None:
    """Let the page hold these fields of one chat, and no others."""
    for field in (QUERY, "before", *OF_ONE_CHAT):
        keep(page, field, fields.get(field))
        if field in ("segment",):
            st.session_state.pop(f"{page}.{field}", None)
