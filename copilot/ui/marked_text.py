"""A text as HTML: findings underlined, `[n]` as small links to their quotes. Everything else is escaped."""

import re
from collections.abc import Sequence
from html import escape

from copilot.domain.draft import Citation, Finding
from copilot.domain.segments import segments
from copilot.locales import Locale
from copilot.ui.places import whereabouts

_MARK = re.compile(r"[ \u3000]?\[(\d{1,3})\]")


def marked_html(
    text: str,
    findings: Sequence[Finding] = (),
    citations: Sequence[Citation] = (),
    told: Locale | None = None,
) -> str:
    """`text` with `<mark>` around findings (the worst wins where they overlap) and `<sup>` for citation marks.

    `told` are the sentences for places in documents, by default the visitor's."""
    cited = {c.n: _cited(c, told) for c in citations}
    pieces: list[str] = []
    for segment in segments(text, findings):
        inner = _with_marks(text[segment.start : segment.end], cited)
        if segment.worst is None:
            pieces.append(inner)
        else:
            title = escape(segment.worst.message, quote=True)
            pieces.append(f'<mark class="bf-{segment.worst.severity}" title="{title}">{inner}</mark>')
    return f'<div class="bf-text">{"".join(pieces)}</div>'


def _with_marks(piece: str, cited: dict[int, str]) -> str:
    html, last = "", 0
    for mark in _MARK.finditer(piece):
        html += _lines(piece[last : mark.start()]) + cited.get(int(mark[1]), f"<sup>[{mark[1]}]</sup>")
        last = mark.end()
    return html + _lines(piece[last:])


def _cited(citation: Citation, told: Locale | None) -> str:
    """A mark that `page.js` opens; one that cites nothing stays plain."""
    quote, place = escape(citation.quote, quote=True), escape(whereabouts(citation, told), quote=True)
    return (
        f'<sup class="bf-cite" role="button" tabindex="0" title="{quote}" data-quote="{quote}" data-place="{place}">'
        f"{citation.n}</sup>"
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
