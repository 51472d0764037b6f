"""Shows a draft while it is being written: text as it comes, then what had to be told about it."""

from collections.abc import Iterator

import streamlit as st

from copilot.domain.draft import Draft, Notice
from copilot.errors import ButterflyError
from copilot.ports import TextDelta
from copilot.ui.components.findings import plain
from copilot.ui.state import locale, say
from copilot.workflows.draft import DraftEvent
from copilot.workflows.reply import ReplyEvent, Understood
from copilot.writing.events import Restarted


def run(events: Iterator[DraftEvent] | Iterator[ReplyEvent]) -> Draft | None:
    """Draw text as it comes and return the draft; an error becomes a sentence, and None."""
    place, text = st.empty(), ""
    place.skeleton(height=120)
    try:
        for event in events:
            if isinstance(event, Draft):
                place.empty()
                return event
            if isinstance(event, Restarted):
                text = ""
            elif isinstance(event, TextDelta):
                text += event.text
                place.container(border=True).text(text)
            elif isinstance(event, Understood):
                place.caption(say("reply.writing"))
    except ButterflyError as error:
        place.error(locale().explain(error), icon=":material/error:")
    return None


def show_notices(notices: tuple[Notice, ...]) -> None:
    """The notices of a draft, as sentences."""
    for notice in notices:
        reason = locale().say(f"errors.{notice.reason}") if notice.reason else ""
        sentence = say(f"notices.{notice.code}", reason=plain(reason), count=notice.count)
        st.info(sentence, icon=":material/info:")
