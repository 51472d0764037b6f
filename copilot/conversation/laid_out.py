"""A reply that was laid out as a chat: `我：您稍等` is what we say, `顾客：能便宜吗` is no reply at all."""

import re
from functools import cache

from copilot.conversation.tables import pasting


def what_we_say(text: str) -> str:
    """Of a text that begins with somebody's label, what stands under ours; "" where only customers speak, and the text
    as it is where it begins with nobody's."""
    text = text.strip()
    marks = list(_labels().finditer(text))
    if not marks or marks[0].start():
        return text
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    ours = (
        text[mark.end() : end].strip()
        for mark, end in zip(marks, ends, strict=True)
        if mark["who"].casefold() in pasting().rep_labels
    )
    return "\n".join(filter(None, ours))


@cache
def _labels() -> re.Pattern[str]:
    """A label at the beginning of a line or of a sentence."""
    table = pasting()
    names = sorted((re.escape(name) for name in table.rep_labels | table.customer_labels), key=len, reverse=True)
    return re.compile(
        rf"(?:^|(?<=[。！？!?…”\n])|(?<=[.!?] ))[ \t]*[*_]*(?P<who>{'|'.join(names)})[*_]*[ \t]*[：:][*_]*[ \t]*",
        re.IGNORECASE | re.MULTILINE,
    )
