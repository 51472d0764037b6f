"""Replies: paste a chat, see where the customer stands, pick one of three replies, copy."""

from functools import partial

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.conversation import Conversation
from copilot.errors import ButterflyError, InvalidInput
from copilot.ui.components import (
    chat_field,
    chat_reading,
    chat_slots,
    empty,
    ordering,
    paste_choices,
    quick_replies,
    refining,
    standing,
    whom,
)
from copilot.ui.desk import Slot, Slots
from copilot.ui.order import Order
from copilot.ui.state import choose, current_brand, locale, say, the_copilot
from copilot.workflows.ask import Ask
from copilot.workflows.reply import Understood
from copilot.workflows.reply_to import heeded


def show() -> None:
    st.title(say("app.pages.replies"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    slots = Slots(brand)
    slot = slots.current()
    row = st.container()
    left, right = st.columns([5, 8], gap="large")
    page = slots.page(slot.id)
    with left:
        chat = chat_field.show(slots, slot.id)
        talk, read = understand(brand, page, chat)
        if talk:
            paste_choices.show(page, talk)
        customer = whom.choose(slots, slot.id, chat_slots.nickname(read))
        ask = form(slots, brand, slot.id)
        ordering.button(slots, slot.id)
        order = Order(chat, ask, standing.override_of(page), read and heeded(read, customer), talk, customer)
        if order.understood:
            with st.container(key=f"{page}.later"):
                standing.show_controls(order.understood.reading, order.override, page)
                chat_reading.show(order.understood, f"{page}.turns")
    chat_slots.note(slots, slot, order)
    with row:
        chat_slots.show(slots, slot)
    with right:
        answer(slots, slot, order)


def form(slots: Slots, brand: Brand, slot: str) -> Ask:
    """In whose voice, the same for all chats, and to whom."""
    store, page = the_copilot().store, slots.page(slot)
    personas = {"": say("reply.any_persona")} | {p.id: p.name for p in store.brands.personas(brand.id)}
    segments = {"": say("draft.any_segment")} | {s.id: s.name for s in store.brands.segments(brand.id)}
    first, second = st.columns(2)
    persona = first.selectbox(
        say("draft.persona"), format_func=lambda p: personas.get(p, ""),
        **choose(slots.name, "persona", list(personas), ""),
    )  # fmt: skip
    segment = second.selectbox(
        say("draft.segment"), format_func=lambda s: segments.get(s, ""), **choose(page, "segment", list(segments), "")
    )
    return Ask(brand=brand.id, persona=persona or None, segment=segment or None)


def answer(slots: Slots, slot: Slot, order: Order) -> None:
    """Where the customer stands, at once; replies when ordered. Earlier replies stay until there are newer ones."""
    page = slots.page(slot.id)
    if order.understood:
        standing.show(order.understood, order.override, page, partial(whom.resume, order.customer))
        whom.note(page, order)
        if ordering.fulfil(page, order) and refining.is_new(page, order):
            st.rerun()
    elif ordering.is_placed(page) and not order.chat.strip():
        st.warning(locale().explain(InvalidInput("empty", code="chat_empty")), icon=":material/forum:")
    ordering.drop(page)
    done = partial(chat_slots.answered, slots, slot, order.chat)
    if ordering.show(page, order, copied=done) is None and not order.chat.strip():
        st.caption(say("reply.empty"))
    whom.own_drafts(page, order.customer)
    if order.understood:
        with st.expander(say("desk.quick"), key=f"{page}.scripts", icon=":material/quickreply:"):
            quick_replies.show(slots.brand, slots.name, first_key=0)


def understand(brand: Brand, page: str, chat: str) -> tuple[Conversation | None, Understood | None]:
    """Who says what in the chat and where that shows the customer; nothing for none, and a sentence where it cannot be
    read."""
    if not chat.strip():
        return None, None
    try:
        talk = paste_choices.read(brand, page, chat)
        return talk, refining.remembered(the_copilot().understand(talk, Ask(brand=brand.id)), page, chat)
    except ButterflyError as error:
        st.error(locale().explain(error), icon=":material/error:")
        return None, None


show()
