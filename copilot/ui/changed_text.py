"""A text as it became, in HTML: what was taken out struck through, what was put in underlined."""

import re
from difflib import SequenceMatcher
from html import escape

from copilot.writing.edits import EMOJI

_PIECE = re.compile(
    rf"[A-Za-z0-9]+(?:['’.,:][A-Za-z0-9]+)*|\s+|[{EMOJI}][\ufe0f\u200d\U0001f3fb-\U0001f3ff{EMOJI}]*|.", re.S
)
AROUND = 10
"""Pieces that are left on either side of a change where the rest is cut away."""


def changed_html(before: str, after: str, *, whole: bool = True) -> str:
    """`after` with what differs from `before` marked; not `whole`, what lies far from any change is cut to “…”."""
    one, other = _PIECE.findall(before), _PIECE.findall(after)
    made: list[str] = []
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(blocks):
        if tag == "equal":
            kept = other[j1:j2]
            text = "".join(kept) if whole else _cut(kept, first=number == 0, last=number == len(blocks) - 1)
            made.append(escape(text))
            continue
        gone, came = "".join(one[i1:i2]), "".join(other[j1:j2])
        made.append((f"<del>{escape(gone)}</del>" if gone else "") + (f"<ins>{escape(came)}</ins>" if came else ""))
    return f'<p class="bf-changed">{"".join(made)}</p>'


def _cut(kept: list[str], *, first: bool, last: bool) -> str:
    """The ends of a stretch that changes border on."""
    head = [] if first else kept[:AROUND]
    tail = [] if last else kept[-AROUND:]
    if len(head) + len(tail) >= len(kept):
        return "".join(kept)
    return f"{''.join(head)}…{''.join(tail)}"
