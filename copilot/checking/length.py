"""Whether a text fits its channel."""

import re
from collections.abc import Iterator, Mapping

from copilot.checking.request import Reading
from copilot.checking.rulebook import Notice
from copilot.domain.draft import Finding

_MARK = re.compile(r"\[\d{1,3}\]")


def check_length(reading: Reading, notices: Mapping[str, Notice]) -> Iterator[Finding]:
    """Findings for hard limits, else for the soft ones. `[n]` marks do not go out and are not counted."""
    request = reading.request
    form = request.form
    plain = _MARK.sub("", request.text)
    characters, size = len(plain), len(plain.encode("utf-8", "surrogatepass"))
    lines = sum(1 for line in plain.splitlines() if line.strip())
    whole = (0, len(request.text))
    if form.hard_bytes is not None and size > form.hard_bytes:
        yield reading.finding(notices["length_hard_bytes"], *whole, count=size, limit=form.hard_bytes)
    if form.hard_characters is not None and characters > form.hard_characters:
        yield reading.finding(notices["length_hard_characters"], *whole, count=characters, limit=form.hard_characters)
    elif form.soft_characters is not None and characters > form.soft_characters:
        start = _after(request.text, form.soft_characters)
        notice = notices["length_soft" if characters <= 2 * form.soft_characters else "length_twice_soft"]
        yield reading.finding(notice, start, whole[1], count=characters, limit=form.soft_characters)
    if form.soft_lines is not None and lines > form.soft_lines:
        yield reading.finding(notices["length_lines"], *whole, count=lines, limit=form.soft_lines)


def _after(text: str, characters: int) -> int:
    """The offset in `text` behind its first `characters` that go out."""
    at = out = 0
    while at < len(text) and out < characters:
        mark = _MARK.match(text, at)
        at = mark.end() if mark else at + 1
        out += 0 if mark else 1
    return min(at, max(0, len(text) - 1))
