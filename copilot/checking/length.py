"""Whether a text fits its channel: in the channel's own counting, before its fold, in lines, blocks and emoji."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from unicodedata import east_asian_width

from copilot.checking.request import Reading
from copilot.checking.rulebook import Notice
from copilot.checking.voice_rules import FieldLimit, VoiceBook, field_limits
from copilot.domain.draft import Finding

_MARK = re.compile(r"\[\d{1,3}\]")
_BLANKS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*){2,}")
_FOLD_QUOTE = 12


def check_length(reading: Reading, notices: Mapping[str, Notice]) -> Iterator[Finding]:
    """Findings for hard limits, else for the soft ones. `[n]` marks do not go out and are not counted."""
    request = reading.request
    form, text = request.form, request.text
    if request.field:
        return
    plain = _MARK.sub("", text)
    characters, size = len(plain), counted(plain, "bytes")
    lines = [line for line in plain.splitlines() if line.strip()]
    if form.hard_bytes is not None and size > form.hard_bytes:
        over = size - form.hard_bytes
        start = _after(text, len(cut(plain, form.hard_bytes, "bytes")))
        facts = {"count": size, "limit": form.hard_bytes, "over": over}
        yield reading.finding(notices["length_hard_bytes"], start, len(text), **facts)
    if form.hard_characters is not None and characters > form.hard_characters:
        facts = {"count": characters, "limit": form.hard_characters, "over": characters - form.hard_characters}
        start = _after(text, form.hard_characters)
        yield reading.finding(notices["length_hard_characters"], start, len(text), **facts)
    elif form.soft_characters is not None and characters > form.soft_characters:
        fold = min(form.soft_characters, form.fold_characters or form.soft_characters)
        start = _after(text, fold)
        notice = notices["length_soft" if characters <= 2 * form.soft_characters else "length_twice_soft"]
        over = characters - form.soft_characters
        facts = {"count": characters, "limit": form.soft_characters, "over": over}
        yield reading.finding(notice, start, len(text), **facts, fold=_before(text, start))
    if form.soft_lines is not None and len(lines) > form.soft_lines:
        start = _line_start(text, form.soft_lines)
        over = len(lines) - form.soft_lines
        facts = {"count": len(lines), "limit": form.soft_lines, "over": over}
        yield reading.finding(notices["length_lines"], start, len(text), **facts, fold=_before(text, start))


class FormFit:
    """Emoji, line breaks, and fields with limits of their own."""

    def __init__(self, book: VoiceBook) -> None:
        self._notices = book.notices
        self._units = book.counting.units
        self._emoji = book.machine.emoji

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Findings about the form; of a field, only whether it fits."""
        if limit := field_limits(reading.request.form.channel).get(reading.request.field):
            yield from self._field(reading, limit)
            return
        yield from self._too_many_emoji(reading)
        yield from self._walls(reading)
        if blank := _BLANKS.search(reading.request.text):
            count = blank[0].count("\n") - 1
            yield reading.finding(self._notices["channel_blank_lines"], *blank.span(), count=count)

    def _too_many_emoji(self, reading: Reading) -> Iterator[Finding]:
        most = reading.request.form.soft_emoji
        found = list(self._emoji.finditer(reading.request.text))
        if most is not None and len(found) > most:
            facts = {"count": len(found), "limit": most, "over": len(found) - most}
            yield reading.finding(self._notices["channel_emoji"], *found[most].span(), **facts)

    def _walls(self, reading: Reading) -> Iterator[Finding]:
        most = reading.request.form.wall_characters
        for line in re.finditer(r"[^\n]+", reading.request.text) if most else ():
            count = len(_MARK.sub("", line[0]))
            if most and count > most:
                facts = {"count": count, "limit": most}
                yield reading.finding(self._notices["channel_wall"], line.start() + most, line.end(), **facts)

    def _field(self, reading: Reading, limit: FieldLimit) -> Iterator[Finding]:
        text, language = reading.request.text, reading.request.language
        plain = _MARK.sub("", text).strip()
        count = counted(plain, limit.unit)
        facts: dict[str, object] = {
            "count": count, "unit": self._units[limit.unit].say(language), "field": limit.name.say(language),
            "limit": limit.limit, "over": count - limit.limit, "source": limit.source, "least": limit.least,
        }  # fmt: skip
        if count > limit.limit:
            kept = cut(plain, limit.limit, limit.unit)
            notice = self._notices["field_too_long" if limit.kind == "hard" else "field_long"]
            yield sourced(reading, notice, _after(text, len(kept)), len(text), {**facts, "right": kept})
        elif plain and count < limit.least:
            yield sourced(reading, self._notices["field_too_short"], 0, len(text), facts)
        for at, character in enumerate(text) if limit.only else ():
            if limit.only and not limit.only.fullmatch(character):
                yield sourced(reading, self._notices["field_characters"], at, at + 1, facts)
                return


def counted(text: str, unit: str) -> int:
    """The length of `text` in `unit`: `characters`, UTF-8 `bytes`, or `width` (a wide character is 1, two narrow ones
    are 1, rounded up)."""
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    if unit == "width":
        return (sum(2 if east_asian_width(c) in "WF" else 1 for c in text) + 1) // 2
    return len(text)


def cut(text: str, limit: int, unit: str) -> str:
    """The longest beginning of `text` that is at most `limit` long in `unit`."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if counted(text[:middle], unit) <= limit else (low, middle - 1)
    return text[:low]


def sourced(reading: Reading, notice: Notice, start: int, end: int, facts: dict[str, object]) -> Finding:
    """A finding whose basis names the limit's own source."""
    basis = notice.basis.say(reading.request.language, **facts)
    bare = notice.model_copy(update={"basis": notice.basis.model_copy(update={"zh": "", "en": ""})})
    return replace(reading.finding(bare, start, end, **facts), basis=basis)


def _after(text: str, characters: int) -> int:
    """The offset in `text` behind its first `characters` that go out."""
    at = out = 0
    while at < len(text) and out < characters:
        mark = _MARK.match(text, at)
        at = mark.end() if mark else at + 1
        out += 0 if mark else 1
    return min(at, max(0, len(text) - 1))


def _before(text: str, at: int) -> str:
    """The last characters before `at`, on one line: where the fold falls."""
    return " ".join(_MARK.sub("", text[max(0, at - 2 * _FOLD_QUOTE) : at]).split())[-_FOLD_QUOTE:]


def _line_start(text: str, lines: int) -> int:
    """The offset behind the first `lines` lines that are not blank."""
    at = seen = 0
    for line in text.splitlines(keepends=True):
        if seen == lines and line.strip():
            break
        at += len(line)
        seen += bool(line.strip())
    return min(at, max(0, len(text) - 1))
