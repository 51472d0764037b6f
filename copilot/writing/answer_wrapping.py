"""Takes off what models put around texts: thoughts, fences, tags, labels, counts of characters, closing remarks."""

import re

THOUGHT = re.compile(
    r"^.*</(?:think|thinking|thought|reasoning|reflection)>|<(?:think|thinking|thought|reasoning|reflection)>.*\Z",
    re.DOTALL | re.IGNORECASE,
)
FENCE_LINE = re.compile(r"^\s*(?:```|~~~)\w*\s*$", re.MULTILINE)
CONTROL = re.compile(r"<\|[a-z_]{1,20}\|>|</s>|<eos>|\[/?INST\]", re.IGNORECASE)
OUTER_TAG = re.compile(r"</?(?:answer|output|response|result|texts|final)>", re.IGNORECASE)
CLOSING_TAG = re.compile(r"</(?:text|post|reply|variant|option|item|message)[ _-]?\d?>", re.IGNORECASE)
HALF_MARKER = re.compile(r"\n[ \t]*[【〖][^】〗\n]*\Z")
LEAD = re.compile(r"^\s*(?:正文|内容|文案|回复|话术|text|message|reply|post)\s*[:：]\s*", re.IGNORECASE)
COUNT = re.compile(
    r"\s*[（(]\s*(?:全文|字数)?[:：]?\s*[共约]?\s*\d{1,4}\s*(?:个?字|characters|words)?\s*[)）]\s*\Z", re.IGNORECASE
)
COUNTED = re.compile(r"字|count|characters|words", re.IGNORECASE)
CLOSING_REMARK = re.compile(
    r"\n\s*\n\s*(?:(?:以上|希望|这三条|这些|注意?[:：]|说明[:：]|备注|如需|如果需要|字数)|(?:note\b|let me know|these |i hope|hope this|feel free))"
    r"[^\n]*(?:\n.*)*\Z"
    r"|\n\s*(?:以上|希望|如需|如果需要)[^\n]{0,24}(?:文案|回复|话术|帮助|满意|调整|修改)[^\n]{0,12}\Z"
    r"|\n\s*(?:let me know|feel free|i hope|hope this)[^\n]{0,80}\Z",
    re.IGNORECASE,
)
QUOTES = {"“": "”", "「": "」", '"': '"', "『": "』"}


def without_frame(answer: str) -> str:
    """The answer without what stands around all of it."""
    plain = OUTER_TAG.sub("", CONTROL.sub("", THOUGHT.sub("", answer)))
    return HALF_MARKER.sub("", FENCE_LINE.sub("", plain)).strip()


def without_wrapping(body: str) -> str:
    """One text without what stands around it."""
    body = CLOSING_REMARK.sub("", CLOSING_TAG.sub("", body)).strip().strip("*_|").strip()
    body = LEAD.sub("", re.sub(r"\*\*(.+?)\*\*", r"\1", body))
    body = re.sub(r"^(?:-{3,}|={3,})$", "", body, flags=re.MULTILINE).strip()
    if (count := COUNT.search(body)) and COUNTED.search(count[0]):
        body = body[: count.start()]
    if len(body) > 2 and QUOTES.get(body[0]) == body[-1] and body[0] not in body[1:-1] and body[-1] not in body[1:-1]:
        body = body[1:-1]
    return re.sub(r"\n{3,}", "\n\n", body).strip()
