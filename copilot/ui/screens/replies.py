"""Replies: paste a chat, see where the customer stands, pick one of three replies, copy."""

import streamlit as st

from copilot.domain.brand import Brand
from copilot.errors import ButterflyError, InvalidInput
from copilot.ui.components import chat_reading, draft_view, empty, live_writing
from copilot.ui.state import choose, current_brand, keep, kept, locale, remember, say, the_copilot
from copilot.workflows.ask import Ask


def show() -> None:
    st.title(say("app.pages.replies"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    page = f"replies.{brand.id}"
    left, right = st.columns([5, 8], gap="large")
    with left:
        chat = st.text_area(
            say("reply.paste"), height=320, placeholder=say("reply.example"), **remember(page, "chat", "")
        )
        ask = form(brand, page)
        pressed = st.button(
            say("reply.write"), type="primary", key=f"{page}.write", icon=":material/forum:", shortcut="Mod+Enter"
        )
    with right:
        answer(page, chat or "", ask, pressed)


def form(brand: Brand, page: str) -> Ask:
    """In whose voice and to whom."""
    store = the_copilot().store
    personas = {"": say("reply.any_persona")} | {p.id: p.name for p in store.brands.personas(brand.id)}
    segments = {"": say("draft.any_segment")} | {s.id: s.name for s in store.brands.segments(brand.id)}
    first, second = st.columns(2)
    persona = first.selectbox(
        say("draft.persona"), format_func=lambda p: personas.get(p, ""), **choose(page, "persona", list(personas), "")
    )
    segment = second.selectbox(
        say("draft.segment"), format_func=lambda s: segments.get(s, ""), **choose(page, "segment", list(segments), "")
    )
    return Ask(brand=brand.id, persona=persona or None, segment=segment or None)


def answer(page: str, chat: str, ask: Ask, pressed: bool) -> None:
    """Where the customer stands, at once; replies when asked for. Earlier replies stay until there are newer ones."""
    if chat.strip():
        read_and_write(page, chat, ask, pressed)
    elif pressed:
        st.warning(locale().explain(InvalidInput("empty", code="chat_empty")), icon=":material/forum:")
    draft_id = kept(page).get("draft")
    if draft_id and kept(page).get("answered") != chat:
        st.info(say("reply.of_earlier"), icon=":material/history:")
    if draft_view.show_kept(draft_id, shortcuts=True) is None and not chat.strip():
        st.caption(say("reply.empty"))


def read_and_write(page: str, chat: str, ask: Ask, pressed: bool) -> None:
    """Show the reading of the chat and, when asked, write."""
    try:
        understood = the_copilot().understand(chat, ask)
    except ButterflyError as error:
        st.error(locale().explain(error), icon=":material/error:")
        return
    chat_reading.show(understood, f"{page}.turns")
    if pressed:
        draft = live_writing.run(the_copilot().reply_events(chat, ask))
        if draft:
            keep(page, "draft", draft.id)
            keep(page, "answered", chat)


show()
