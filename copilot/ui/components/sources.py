"""The quotes a draft stands on, opened from its `[n]` marks, and the knowledge it missed."""

from collections.abc import Sequence

import streamlit as st

from copilot.domain.draft import Citation
from copilot.domain.evidence import EvidenceItem, Gap
from copilot.ui.components.findings import plain
from copilot.ui.places import whereabouts
from copilot.ui.state import say


def show(citations: Sequence[Citation], key: str) -> None:
    """A button with the numbers that are cited; it opens the quotes with document and place."""
    if not citations:
        st.caption(say("draft.no_sources"), width="content")
        return
    numbers = " ".join(str(c.n) for c in citations)
    with st.popover(say("draft.sources", numbers=numbers), icon=":material/menu_book:", key=key):
        for citation in citations:
            st.markdown(f"**{citation.n}** {plain(citation.quote)}")
            st.caption(plain(whereabouts(citation)))


def show_evidence(evidence: Sequence[EvidenceItem]) -> None:
    """Everything the writer was given, numbered."""
    for item in evidence:
        st.markdown(f"**{item.n}** :gray-badge[{say(f'roles.{item.role}')}] {plain(item.text)}")
        st.caption(plain(whereabouts(item.source)))


def show_gaps(gaps: Sequence[Gap]) -> None:
    """What was looked for and not found."""
    for gap in gaps:
        if gap.disputed:
            told = say("facts.gap_disputed", about=plain(gap.about), sources=plain(gap.disputed))
            st.caption(f":material/call_split: {told}")
            continue
        key = "draft.gap_role" if gap.role else "draft.gap_question"
        role = say(f"roles.{gap.role}") if gap.role else ""
        st.caption(f":material/search_off: {say(key, role=role, about=plain(gap.about))}")
