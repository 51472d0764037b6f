"""Fences text that others wrote, so that a model can tell it from instructions."""

import re

TAGS = (
    "evidence",
    "chat",
    "reader",
    "samples",
    "said",
    "before",
    "sent",
    "knowledge",
    "question",
    "draft",
    "comment",
    "chains",
    "sentence",
)
# A tag of ours in any disguise of brackets or letter case, and the control tokens of chat templates (`<|im_end|>`),
# which some servers obey wherever they stand.
LOOK_ALIKE = re.compile(r"[<＜〈﹤]\s*(?=[/／]?\s*(?:" + "|".join(TAGS) + r")\b)|<(?=\|)|<(?=/?s>)", re.IGNORECASE)
CITATION_LIKE = re.compile(r"[\[［](\d{1,3})[\]］]")
MARKER_LIKE = re.compile(r"【(?=\s*\d+\s*[｜|])")
HARMLESS = "‹"


def neutralised(text: str) -> str:
    """`text` with everything broken that could close a fence or pass for a marker or a citation of ours."""
    return CITATION_LIKE.sub(r"(\1)", MARKER_LIKE.sub(HARMLESS, LOOK_ALIKE.sub(HARMLESS, text)))


def neutralised_draft(text: str) -> str:
    """The same for a text of ours, whose citations stay."""
    return MARKER_LIKE.sub(HARMLESS, LOOK_ALIKE.sub(HARMLESS, text))


def on_one_line(text: str) -> str:
    """`neutralised` with its line breaks turned into spaces, so that it cannot pass for a new item."""
    return re.sub(r"\s*\n\s*", " ", neutralised(text)).strip()


def fenced(tag: str, text: str) -> str:
    """`text`, neutralised already, between tags of ours."""
    return f"<{tag}>\n{text}\n</{tag}>"
