"""Shows a draft while it is being written: text as it comes, then what had to be told about it."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from copilot.domain.draft import Draft, Notice, NoticeCode
from copilot.errors import ButterflyError
from copilot.ports import TextDelta
from copilot.ui.components.findings import plain
from copilot.ui.components.listening import heard
from copilot.ui.state import locale, say
from copilot.workflows.draft import DraftEvent
from copilot.workflows.reply import ReplyEvent, Understood
from copilot.writing.events import Restarted

WEIGHTY = (NoticeCode.OFFLINE_FALLBACK, NoticeCode.OFFLINE_BUDGET, NoticeCode.CUT_OFF, NoticeCode.FEWER_VARIANTS)
REDRAW_CHARACTERS = 12


Seen = Callable[[Understood], None]
"""Is told what was understood of a chat, and once more where a model saw it otherwise."""


def run(events: Iterator[DraftEvent] | Iterator[ReplyEvent], seen: Seen | None = None) -> Draft | None:
    """Draw text as it comes and return the draft; an error becomes a sentence, and None."""
    place = st.empty()
    _draw(place, "")
    try:
        with closing(heard(events)) as listened:
            return _follow(listened, place, seen)
    except ButterflyError as error:
        place.error(locale().explain(error), icon=":material/error:")
    return None


def _follow(events: Generator[object], place: DeltaGenerator, seen: Seen | None) -> Draft | None:
    text, drawn = "", 0
    for event in events:
        if isinstance(event, Draft):
            place.empty()
            return event
        if isinstance(event, Understood) and seen:
            seen(event)
        elif isinstance(event, Restarted):
            text, drawn = "", 0
        elif isinstance(event, TextDelta):
            text += event.text
        # Each redraw carries the whole text; one per token would be quadratic. A tick draws, too: there a page can be
        # stopped whose chat has changed.
        if event is None or not drawn or len(text) - drawn >= REDRAW_CHARACTERS or "\n" in text[drawn:]:
            drawn = len(text)
            _draw(place, text)
    return None


def _draw(place: DeltaGenerator, text: str) -> None:
    box = place.container(border=True)
    if text:
        box.text(text)
    else:
        box.caption(f":material/edit: {say('draft.writing')}")


def show_notices(draft: Draft) -> None:
    """How the draft came to be, where a person should know: loud when the model failed."""
    for notice in draft.notices:
        sentence = _sentence(notice)
        if notice.code in WEIGHTY:
            st.warning(sentence, icon=":material/info:")
        else:
            st.caption(f":material/info: {sentence}")


def _sentence(notice: Notice) -> str:
    key = f"errors.{notice.reason}"
    reason = say(key if locale().has(key) else "errors.model_failed") if notice.reason else ""
    about = notice.about
    if notice.code is NoticeCode.ANGLES_AGAIN:
        about = " · ".join(say(f"ideas.{angle}") for angle in about.split())
    return say(f"notices.{notice.code}", reason=plain(reason), count=notice.count, about=plain(about))
