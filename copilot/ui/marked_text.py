"""A text as HTML: findings underlined, `[n]` as small links to their quotes. Everything else is escaped."""

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from copilot.domain.draft import Citation, Finding, Severity
from copilot.ui.places import whereabouts

_MARK = re.compile(r"[ \u3000]?\[(\d{1,3})\]")
_WORST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.NOTE)


def marked_html(text: str, findings: Sequence[Finding] = (), citations: Sequence[Citation] = ()) -> str:
    """`text` with `<mark>` around findings (the worst wins where they overlap) and `<sup>` for citation marks."""
    quotes = {c.n: c for c in citations}
    pieces: list[str] = []
    for start, end, finding in _segments(text, findings):
        inner = _with_marks(text[start:end], quotes)
        if finding is None:
            pieces.append(inner)
        else:
            title = escape(finding.message, quote=True)
            pieces.append(f'<mark class="bf-{finding.severity}" title="{title}">{inner}</mark>')
    return f'<div class="bf-text">{"".join(pieces)}</div>'


def _segments(text: str, findings: Sequence[Finding]) -> list[tuple[int, int, Finding | None]]:
    """`text` cut at every border of a finding, each piece with the worst finding that covers it."""
    placed = [f for f in findings if 0 <= f.start < f.end <= len(text)]
    borders = sorted({0, len(text), *(f.start for f in placed), *(f.end for f in placed)})
    pieces: list[tuple[int, int, Finding | None]] = []
    for start, end in pairwise(borders):
        covering = [f for f in placed if f.start <= start and end <= f.end]
        worst = min(covering, key=lambda f: _WORST_FIRST.index(f.severity), default=None)
        if pieces and pieces[-1][2] is worst and worst is not None:
            pieces[-1] = (pieces[-1][0], end, worst)
        else:
            pieces.append((start, end, worst))
    return pieces


def _with_marks(piece: str, quotes: dict[int, Citation]) -> str:
    html, last = "", 0
    for mark in _MARK.finditer(piece):
        html += _lines(piece[last : mark.start()]) + _cited(mark[1], quotes.get(int(mark[1])))
        last = mark.end()
    return html + _lines(piece[last:])


def _cited(number: str, citation: Citation | None) -> str:
    """A mark that `page.js` opens; one that cites nothing stays plain."""
    if citation is None:
        return f"<sup>[{number}]</sup>"
    quote, place = escape(citation.quote, quote=True), escape(whereabouts(citation), quote=True)
    return (
        f'<sup class="bf-cite" role="button" tabindex="0" title="{quote}" data-quote="{quote}" data-place="{place}">'
        f"{number}</sup>"
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
