"""Customer words cut into the pieces that say one thing each."""

import re

_PLACEHOLDER = re.compile(
    r"\[(?:图片|语音|表情|视频|文件|位置|动画表情|链接|红包|转账|名片|聊天记录|小程序|语音转文字"
    r"|Photo|Image|Picture|Sticker|Voice|Video|File|Location|Link)(?:\s?\d+[\"″”]?)?\](?:\s?\d{1,2}[\"″”](?!\w))?|https?://\S+",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"「[^「」\n]{1,40}[:：][^」]{0,400}」")
"""What an answer quotes of an earlier message: `「林姐：这款 399」`."""
_MARK = re.compile(r"[\[⟦][^\[\]⟦⟧\n]{1,8}[\]⟧]")
_END = re.compile(
    r"(?<=[。！？!?；;…~～\n])\s*|(?<=[^\d\s]\.)\s+|(?<=[一-鿿])[ \u3000]+(?=[一-鿿\[])|[，,](?=[^，,。！？!?；;\n]{5,})"
)
_MOST = 4
"""Clauses looked at, from the last: what came last weighs most, and time is bounded."""


def readable(text: str) -> str:
    """`text` without pictures, stickers, links, and what it quotes: none of it is what its writer says now."""
    return _PLACEHOLDER.sub(" ", without_quotes(text)).strip()


def without_quotes(text: str) -> str:
    """`text` without what it quotes of earlier messages."""
    return _QUOTED.sub(" ", text)


def plain_words(text: str) -> str:
    """`text` without any mark in brackets, for comparing meanings: a placeholder has none."""
    return _MARK.sub(" ", text).strip() or text


def split_clauses(text: str) -> list[str]:
    """At most four clauses in order; empty when there are no words."""
    pieces = [piece.strip() for piece in _END.split(text)]
    return [piece for piece in pieces if re.search(r"\w", piece)][-_MOST:]
