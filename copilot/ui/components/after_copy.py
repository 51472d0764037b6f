"""After a reply was copied: it went out, what came of it, and whether others may use it; one press each."""

import streamlit as st

from copilot.domain.draft import Draft
from copilot.domain.sending import Sending
from copilot.errors import ButterflyError
from copilot.ui.components import sent_list
from copilot.ui.state import TROUBLE_KEY, keep, kept, say, the_copilot


def copied(page: str, draft_id: str, number: int) -> None:
    """Remember which reply was copied last, in a callback."""
    keep(page, "picked", {"draft": draft_id, "number": number})


def show(page: str, draft: Draft, customer_id: str | None) -> None:
    """A line about the reply that was copied last; nothing before any was."""
    picked = kept(page).get("picked") or {}
    number = picked.get("number", 0)
    if picked.get("draft") != draft.id or not 1 <= number <= len(draft.variants):
        return
    sending = the_copilot().people.sending.of_draft(draft).get(number)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{page}.after"):
        if sending is None:
            st.caption(say("desk.copied", number=number), width="content")
            st.button(
                f"{say('desk.sent')} `D`", key=f"{page}.press-d", icon=":material/send:", on_click=_sent,
                args=(draft, number, customer_id),
            )  # fmt: skip
        else:
            _went_out(page, sending, number)
        _proposing(page, draft, number)


def _went_out(page: str, sending: Sending, number: int) -> None:
    st.caption(f":material/done_all: {say('desk.went_out', number=number)}", width="content")
    sent_list.outcome(sending, f"{page}.outcome.{sending.id}")
    st.button(
        say("desk.not_sent"), key=f"{page}.not_sent", type="tertiary", icon=":material/undo:", on_click=_undo,
        args=(sending.id,),
    )  # fmt: skip


def _proposing(page: str, draft: Draft, number: int) -> None:
    name = f"{draft.id}.{number}"
    if kept(page).get("proposed") == name:
        st.caption(f":material/check: {say('desk.proposed')}", width="content")
        return
    st.button(
        say("desk.propose"), key=f"{page}.propose", type="tertiary", icon=":material/library_add:", on_click=_propose,
        args=(page, draft, number, name),
    )  # fmt: skip


def _sent(draft: Draft, number: int, customer_id: str | None) -> None:
    try:
        the_copilot().people.sending.sent(draft, number, draft.variants[number - 1].plain, customer_id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _undo(sending_id: int) -> None:
    try:
        the_copilot().people.sending.undo(sending_id)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error


def _propose(page: str, draft: Draft, number: int, name: str) -> None:
    try:
        the_copilot().people.scripts.propose(draft, number)
        keep(page, "proposed", name)
    except ButterflyError as error:
        st.session_state[TROUBLE_KEY] = error
