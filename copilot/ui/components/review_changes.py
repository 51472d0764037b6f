"""What became of a text: against the version before, and against what was written first."""

import streamlit as st

from copilot.domain.draft import Draft
from copilot.ui.changed_text import changed_html
from copilot.ui.state import say, the_copilot

BEFORE, FIRST = "before", "first"


def show(draft: Draft, page: str) -> None:
    """Closed at first; one of both at a time. The text that nobody changed has nothing to show."""
    if draft.version < 2:
        st.caption(f":material/difference: {say('review.unchanged')}")
        return
    with st.expander(say("review.changes", count=draft.version), icon=":material/difference:", key=f"{page}.changes"):
        versions = the_copilot().store.drafts.versions(draft.id)
        against = st.segmented_control(
            say("review.against"), [BEFORE, FIRST], key=f"{page}.against", default=BEFORE, required=True,
            label_visibility="collapsed", format_func=lambda which: _name(which, draft),
        )  # fmt: skip
        earlier = versions[0 if against == FIRST else -2].text if len(versions) > 1 else draft.text
        st.html(changed_html(earlier, draft.text))


def _name(which: str, draft: Draft) -> str:
    if which == BEFORE:
        return say("review.against_before")
    by = draft.model if draft.model in ("offline", "imported") else "model"
    return say(f"review.against_first.{by}")
