"""Customer words cut into the pieces that say one thing each."""

import re

_PLACEHOLDER = re.compile(
    r"\[(?:图片|语音|表情|视频|文件|位置|动画表情|Photo|Image|Sticker|Voice|链接)\]|https?://\S+", re.IGNORECASE
)
_MARK = re.compile(r"[\[⟦][^\[\]⟦⟧\n]{1,8}[\]⟧]")
_END = re.compile(
    r"(?<=[。！？!?；;…~～\n])\s*|(?<=[^\d\s]\.)\s+|(?<=[一-鿿])[ \u3000]+(?=[一-鿿\[])|[，,](?=[^，,。！？!?；;\n]{5,})"
)
_MOST = 4
"""Clauses looked at, from the last: what came last weighs most, and time is bounded."""


def readable(text: str) -> str:
    """`text` without pictures, stickers and links, which say nothing to a reader of words."""
    return _PLACEHOLDER.sub(" ", text).strip()


def plain_words(text: str) -> str:
    """`text` without any mark in brackets, for comparing meanings: a placeholder has none."""
    return _MARK.sub(" ", text).strip() or text


def split_clauses(text: str) -> list[str]:
    """At most four clauses in order; empty when there are no words."""
    pieces = [piece.strip() for piece in _END.split(text)]
    return [piece for piece in pieces if re.search(r"\w", piece)][-_MOST:]
