"""The chats that are open, side by side: one press or key brings one to the front; closing can be taken back."""

import streamlit as st

from copilot.domain.conversation import Speaker
from copilot.domain.override import place_of
from copilot.ui.components.findings import plain
from copilot.ui.desk import MOST, Slot, Slots, digest
from copilot.ui.order import Order
from copilot.ui.state import keep, kept, say
from copilot.workflows.reply import Understood

NAMED_CHARACTERS = 10


def show(slots: Slots, current: Slot) -> None:
    """The row of chats, with what opens another, closes the one in front and takes a closing back."""
    open_now = slots.all()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="desk-chats"):
        if len(open_now) > 1:
            _row(slots, open_now, current)
        if len(open_now) < MOST:
            st.button(
                say("desk.open"), key=f"{slots.name}.press-o", icon=":material/add:", type="tertiary",
                on_click=_open, args=(slots,), help=say("desk.open_help"),
            )  # fmt: skip
        if len(open_now) > 1 or current.title:
            st.button(
                say("desk.close"), key=f"{slots.name}.press-x", icon=":material/close:", type="tertiary",
                on_click=slots.close, args=(current.id,),
            )  # fmt: skip
        if closed := slots.closed:
            st.button(
                say("desk.reopen", name=plain(_name(closed))), key=f"{slots.name}.reopen", icon=":material/undo:",
                type="tertiary", on_click=slots.reopen,
            )  # fmt: skip


def _open(slots: Slots) -> None:
    slots.add()


def _row(slots: Slots, open_now: tuple[Slot, ...], current: Slot) -> None:
    key = f"{slots.name}.chats"
    labels = {slot.id: _label(number, slot) for number, slot in enumerate(open_now, 1)}
    st.session_state[key] = current.id
    st.segmented_control(
        say("desk.chats"), list(labels), key=key, required=True, label_visibility="collapsed",
        format_func=lambda slot: labels.get(slot, ""), on_change=_go, args=(slots, key),
    )  # fmt: skip


def _go(slots: Slots, key: str) -> None:
    slots.go_to(str(st.session_state[key]))


def _label(number: int, slot: Slot) -> str:
    """Number, name, place, and a mark where the customer waits."""
    parts = [f"{number} {plain(_name(slot))}" if slot.title else say("desk.nameless", number=number)]
    if slot.place:
        parts.append(say(f"desk.places.{slot.place}"))
    mark = " :orange[:material/mark_chat_unread:]" if slot.waiting else ""
    return " · ".join(parts) + mark


def _name(slot: Slot) -> str:
    name = slot.title or say("desk.nameless", number=slot.id)
    return name if len(name) <= NAMED_CHARACTERS else f"{name[: NAMED_CHARACTERS - 1]}…"


def note(slots: Slots, slot: Slot, order: Order) -> None:
    """Keep for the row what is known of the chat in front."""
    understood = order.understood
    turns = understood.masked.conversation.turns if understood else ()
    if understood is None or not turns:
        return
    copied = kept(slots.page(slot.id)).get("copied") == digest(order.chat)
    shown = Slot(
        slot.id,
        title=order.customer.called if order.customer else nickname(understood),
        place=place_of(order.override.on(understood.reading)).value,
        customer=order.customer.id if order.customer else "",
        waiting=turns[-1].speaker is Speaker.CUSTOMER and not copied,
    )
    slots.note(shown)


def nickname(understood: Understood | None) -> str:
    """What the customer who spoke last calls themselves in the chat; "" where that is not told."""
    if understood is None:
        return ""
    chat = understood.chat
    return chat.answering or next(iter(reversed([t.name for t in chat.turns if t.name in chat.customers])), "")


def answered(slots: Slots, slot: Slot, chat: str) -> None:
    """A reply was copied, in a callback: the customer waits no more."""
    keep(slots.page(slot.id), "copied", digest(chat))
    slots.answered(slot.id)
