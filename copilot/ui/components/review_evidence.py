"""What a text stands on: each sentence that cites something, and beside it what it cites, and whether that still holds."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from copilot.domain.draft import Citation, Draft, cited_numbers, without_marks
from copilot.domain.sentences import sentences
from copilot.domain.staleness import Stale
from copilot.ui.components import stale_view
from copilot.ui.places import whereabouts
from copilot.ui.state import say, the_copilot

LONGEST = 240


def show(draft: Draft, citations: Sequence[Citation]) -> None:
    """The sentences with their sources; what has changed since is told first."""
    numbers = set(cited_numbers(draft.text))
    stale = [s for s in the_copilot().calendar.review.queueing.freshness.of(draft) if s.n in numbers]
    stale_view.show(stale)
    if not numbers:
        st.caption(f":material/menu_book: {say('review.no_sources')}")
        return
    st.markdown(f"**{say('review.sources')}**")
    st.html(evidence_html(draft.text, {c.n: c for c in citations}, {s.n: s for s in stale}))


def evidence_html(text: str, cited: Mapping[int, Citation], stale: Mapping[int, Stale]) -> str:
    """Two columns: the sentence, and what it cites."""
    rows = []
    for _, sentence in sentences(text):
        if numbers := cited_numbers(sentence):
            quotes = "".join(_quote(n, cited.get(n), n in stale) for n in numbers)
            rows.append(f"<li><p>{escape(without_marks(sentence))}</p><div>{quotes}</div></li>")
    return f'<ul class="bf-evidence">{"".join(rows)}</ul>'


def _quote(n: int, citation: Citation | None, changed: bool) -> str:
    if citation is None:
        return f"<blockquote>[{n}] {escape(say('review.source_missing'))}</blockquote>"
    quote = citation.quote if len(citation.quote) <= LONGEST else f"{citation.quote[:LONGEST]}…"
    warned = f" <b>{escape(say('stale.badge'))}</b>" if changed else ""
    return f"<blockquote>[{n}] {escape(quote)}<small>{escape(whereabouts(citation))}{warned}</small></blockquote>"
