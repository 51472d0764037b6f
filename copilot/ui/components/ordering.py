"""Replies are ordered, written, and written anew where the chat changed meanwhile; earlier ones can be gone back to."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from copilot.domain.draft import Draft, Wish
from copilot.ui.components import after_copy, draft_view, live_writing, refining
from copilot.ui.desk import Slots, digest
from copilot.ui.order import Order
from copilot.ui.state import keep, kept, remember, say, the_copilot

AS_USUAL = "usual"
KEPT_DRAFTS = 6
KEYS: tuple[tuple[str, Wish | None, str], ...] = (
    ("n", None, "refresh"), ("s", Wish.SHORTER, "compress"), ("w", Wish.WARMER, "favorite"),
)  # fmt: skip


def place_order(page: str, wish: Wish | None = None) -> None:
    """Ask for replies to the chat kept under `page`, in a callback. An order lives until it was carried out: a run that
    is cut off by a change of the chat leaves it to the next."""
    st.session_state[_key(page)] = {"wish": wish.value if wish else AS_USUAL, "chat": ""}


def button(slots: Slots, slot: str) -> None:
    """The button that writes, and whether a paste presses it."""
    page = slots.page(slot)
    with st.container(horizontal=True, vertical_alignment="center", key="desk-write"):
        st.button(
            say("reply.write"), type="primary", key=f"{page}.write", icon=":material/forum:", shortcut="Mod+Enter",
            on_click=place_order, args=(page,),
        )  # fmt: skip
        offline = the_copilot().drafting.desk.model is None
        at_once = st.toggle(say("desk.auto"), help=say("desk.auto_help"), **remember(slots.name, "auto", offline))
    if at_once:
        st.html('<i class="bf-auto"></i>')


def is_placed(page: str) -> bool:
    """Whether replies are asked for and not written yet."""
    return _key(page) in st.session_state


def is_written(page: str, chat: str) -> bool:
    """Whether there are replies to the chat as it stands."""
    return kept(page).get("written") == digest(chat)


def drop(page: str) -> None:
    """Ask for nothing any more."""
    st.session_state.pop(_key(page), None)


def fulfil(page: str, order: Order) -> Draft | None:
    """Write what is ordered, with other words than all that was offered for this chat; None where nothing is ordered or
    it came to nothing."""
    placed = st.session_state.get(_key(page))
    if placed is None or order.talk is None:
        return None
    if placed["chat"] and placed["chat"] != digest(order.chat):
        st.info(say("desk.written_anew"), icon=":material/autorenew:")
    st.session_state[_key(page)] = {**placed, "chat": digest(order.chat)}
    wish = None if placed["wish"] == AS_USUAL else Wish(placed["wish"])
    asked = replace(order.ask, wish=wish, offered=offered(page))
    events = the_copilot().reply_events(order.talk, asked, order.reading if order.settled else None)
    draft = live_writing.run(events, partial(refining.remember, page, order.chat))
    if draft:
        drafts = [*(kept(page).get("drafts") or []), {"id": draft.id, "of": order.fingerprint}]
        keep(page, "drafts", drafts[-KEPT_DRAFTS:])
        keep(page, "shown", None)
        keep(page, "written", digest(order.chat))
    return draft


def offered(page: str) -> tuple[str, ...]:
    """The texts of every draft for this chat, the newest first."""
    found = [the_copilot().store.drafts.get(entry["id"]) for entry in reversed(kept(page).get("drafts") or [])]
    return tuple(v.plain for draft in found if draft for v in draft.variants)


def show(page: str, order: Order, *, copied: Callable[[], None]) -> Draft | None:
    """The replies in front, what they were written for, and the way to others; None where there are none. `copied` is
    called after a reply was copied."""
    drafts = kept(page).get("drafts") or []
    if not drafts:
        return None
    at = min(kept(page).get("shown") or len(drafts), len(drafts))
    bar(page, at, len(drafts))
    if drafts[at - 1]["of"] != order.fingerprint:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.info(say("reply.of_earlier"), icon=":material/history:", width="stretch")
            st.button(
                say("desk.write_now"), key=f"{page}.write_now", icon=":material/edit_note:", on_click=place_order,
                args=(page,),
            )  # fmt: skip
    draft = the_copilot().store.drafts.get(drafts[at - 1]["id"])
    if draft is None:
        return None
    after_copy.show(page, draft, order.customer.id if order.customer else None)
    draft_view.show(draft, shortcuts=True, copied=partial(_copied, page, draft.id, copied))
    return draft


def _copied(page: str, draft_id: str, told: Callable[[], None], number: int) -> None:
    after_copy.copied(page, draft_id, number)
    told()


def bar(page: str, at: int, count: int) -> None:
    """Others, shorter, warmer, and back to those before; each by one press or key."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{page}.bar"):
        for key, wish, icon in KEYS:
            st.button(
                f"{say(f'desk.again.{wish or AS_USUAL}')} `{key.upper()}`", key=f"{page}.press-{key}",
                icon=f":material/{icon}:", on_click=place_order, args=(page, wish),
            )  # fmt: skip
        if count > 1:
            back = at > 1
            st.button(
                say("desk.back" if back else "desk.forth", at=at, count=count), key=f"{page}.press-b", type="tertiary",
                icon=":material/undo:" if back else ":material/redo:", on_click=keep,
                args=(page, "shown", at - 1 if back else None),
            )  # fmt: skip


def _key(page: str) -> str:
    return f"{page}.order"
