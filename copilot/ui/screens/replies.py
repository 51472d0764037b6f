"""Replies: paste a chat, see where the customer stands, pick one of three replies, copy."""

from html import escape

import streamlit as st

from copilot.domain.brand import Brand
from copilot.domain.conversation import Speaker
from copilot.errors import ButterflyError, InvalidInput
from copilot.ui.components import draft_view, empty, live_writing
from copilot.ui.components.findings import plain
from copilot.ui.state import choose, current_brand, keep, kept, locale, remember, say, the_copilot
from copilot.workflows.ask import Ask
from copilot.workflows.reply import Understood


def show() -> None:
    st.title(say("app.pages.replies"))
    brand = current_brand()
    if brand is None:
        empty.show(brand)
        return
    page = f"replies.{brand.id}"
    left, right = st.columns([2, 3], gap="large")
    with left:
        chat = st.text_area(
            say("reply.paste"), height=260, placeholder=say("reply.example"), **remember(page, "chat", "")
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
        say("draft.persona"), format_func=lambda p: personas[p], **choose(page, "persona", list(personas), "")
    )
    segment = second.selectbox(
        say("draft.segment"), format_func=lambda s: segments[s], **choose(page, "segment", list(segments), "")
    )
    return Ask(brand=brand.id, persona=persona or None, segment=segment or None)


def answer(page: str, chat: str, ask: Ask, pressed: bool) -> None:
    """Where the customer stands, at once; replies when asked for."""
    if not chat.strip():
        if pressed:
            st.warning(locale().explain(InvalidInput("empty", code="chat_empty")))
        st.caption(say("reply.empty"))
        return
    try:
        understood = the_copilot().understand(chat, ask)
    except ButterflyError as error:
        st.error(locale().explain(error))
        return
    reading(understood)
    if pressed:
        draft = live_writing.run(the_copilot().reply_events(chat, ask))
        if draft:
            keep(page, "draft", draft.id)
            keep(page, "answered", chat)
    if kept(page).get("answered") == chat:
        draft_view.show_kept(kept(page).get("draft"), shortcuts=True)


def reading(understood: Understood) -> None:
    """One line on where the customer stands, and what was masked."""
    read = understood.reading
    parts = [say(f"stands.{read.stand}")]
    parts += [say(f"steps.{read.step}")] if read.step else []
    parts += [say(f"objections.{read.objection}")] if read.objection else []
    why = f"<q>{escape(read.why)}</q>" if read.why else ""
    st.html(f'<div class="bf-reading"><strong>{escape(" · ".join(parts))}</strong> {why}</div>')
    if read.escalation:
        st.warning(say(f"escalations.{read.escalation}"), icon=":material/support_agent:")
    if read.says_stop:
        st.warning(say("reply.stop"), icon=":material/do_not_disturb_on:")
    turns = understood.masked.conversation.turns
    with st.expander(say("reply.turns", count=len(turns)), icon=":material/chat:"):
        for turn in turns:
            who = say("reply.customer" if turn.speaker is Speaker.CUSTOMER else "reply.rep")
            st.markdown(f"**{who}**　{plain(turn.text)}")
        if understood.masked.mask.items:
            st.caption(say("reply.masked", count=len(understood.masked.mask.items)))


show()
