"""What people say about an item, in threads on one of its sentences; the model may revise the text to a thread."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from copilot.domain.calendar import Item
from copilot.domain.draft import Draft, without_marks
from copilot.domain.review import Comment
from copilot.domain.sentences import sentences
from copilot.ui.actor import current_actor
from copilot.ui.components.calendar_note import Note
from copilot.ui.components.findings import plain
from copilot.ui.components.people_names import names
from copilot.ui.components.review_deeds import COMMENT, REPLY, again, attempt
from copilot.ui.moments import moment
from copilot.ui.state import keep, kept, remember, say, the_copilot
from copilot.workflows.review_talk import About

LONGEST = 1000
SHOWN_OF_A_SENTENCE = 60
WHOLE = (0, "")


def show(item: Item, draft: Draft, page: str) -> None:
    """Open threads, the field for another, and what is settled."""
    said = the_copilot().calendar.review.talk.all(item.id)
    threads = [[c, *(a for a in said if a.answers == c.id)] for c in said if c.answers is None]
    waiting = [thread for thread in threads if not thread[0].resolved_by]
    if waiting:
        st.markdown(f"**{say('review.comments', count=len(waiting))}**")
    for thread in waiting:
        with st.container(border=True, key=f"card-{page}.thread.{thread[0].id}", gap="xsmall"):
            _said(thread, draft)
            _answer(item, thread[0], page)
    with st.expander(say("review.comment"), icon=":material/add_comment:", key=f"{page}.commenting.{item.id}"):
        _begin(item, draft, page)
    if settled := [thread for thread in threads if thread[0].resolved_by]:
        with st.expander(say("review.settled", count=len(settled)), key=f"{page}.settled.{item.id}"):
            for thread in settled:
                _said(thread, draft)


def _said(thread: Sequence[Comment], draft: Draft) -> None:
    first, people = thread[0], names()
    if first.quote:
        gone = "" if first.quote in draft.text else f" :orange[{say('review.quote_gone')}]"
        st.markdown(f":gray[“{plain(without_marks(first.quote))}”]{gone}")
    for one in thread:
        st.markdown(f"**{plain(people.get(one.by, one.by))}** {plain(one.text)} :gray[:small[{plain(moment(one.at))}]]")


def _answer(item: Item, first: Comment, page: str) -> None:
    """The field for an answer, and what can be done with the thread."""
    field = f"{REPLY}{first.id}"
    st.text_input(
        say("review.reply"), max_chars=LONGEST, label_visibility="collapsed", placeholder=say("review.reply"),
        **remember(page, field, ""),
    )  # fmt: skip
    revising = the_copilot().calendar.revising
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            say("review.answer"), key=f"{page}.answer.{first.id}",
            on_click=_add, args=(item, page, field, About(answers=first.id)),
        )  # fmt: skip
        st.button(
            say("review.resolve"), key=f"{page}.resolve.{first.id}", icon=":material/done_all:",
            on_click=_resolve, args=(item, first, page),
        )  # fmt: skip
        pressed = st.button(
            say("review.revise"), key=f"{page}.revise.{first.id}", icon=":material/auto_fix_high:",
            disabled=not revising.possible, help=None if revising.possible else say("review.no_model"),
        )  # fmt: skip
    if not revising.possible:
        st.caption(say("review.no_model"))
    if pressed:
        with st.spinner(say("review.revising")):
            attempt(page, partial(_revise, item, first))
        st.rerun()


def _begin(item: Item, draft: Draft, page: str) -> None:
    """A comment on a sentence, or on the whole."""
    spots = (WHOLE, *sentences(draft.text))
    field, on = f"{COMMENT}{item.id}", f"{page}.on.{item.id}.{item.version}"
    st.selectbox(
        say("review.on"), range(len(spots)), key=on,
        format_func=lambda n: _short(spots[n][1]) if n else say("review.whole"),
    )  # fmt: skip
    st.text_area(
        say("review.say"), height=80, max_chars=LONGEST, placeholder=say("review.say_example"),
        **remember(page, field, ""),
    )  # fmt: skip

    def add() -> None:
        # Read now: the choice may arrive in the same moment as the press.
        start, quote = spots[int(st.session_state.get(on) or 0)]
        _add(item, page, field, About(quote, start))

    st.button(say("review.comment_now"), key=f"{page}.comment_now", icon=":material/add_comment:", on_click=add)


def _add(item: Item, page: str, field: str, about: About) -> None:
    text = str(st.session_state.get(f"{page}.{field}") or kept(page).get(field) or "")

    def deed() -> None:
        the_copilot().calendar.review.talk.add(item.id, text, current_actor(), about)

    if attempt(page, deed):
        keep(page, field, None)
        st.session_state[f"{page}.{field}"] = ""


def _resolve(item: Item, first: Comment, page: str) -> None:
    def deed() -> None:
        the_copilot().calendar.review.talk.resolve(item.id, first.id, current_actor())

    attempt(page, deed)


def _revise(item: Item, first: Comment) -> Note:
    revised = the_copilot().calendar.revising.to_comment(item.id, item.version, first.id, current_actor())
    again(item, revised)
    return Note(say("review.revised"))


def _short(text: str) -> str:
    line = " ".join(without_marks(text).split())
    return line if len(line) <= SHOWN_OF_A_SENTENCE else f"{line[:SHOWN_OF_A_SENTENCE]}…"
