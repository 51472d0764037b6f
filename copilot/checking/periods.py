"""When what a document says holds: the days that a line, a row or a sentence names as the first and the last."""

import itertools
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from copilot.checking.quantity import Measure, Quantity

_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")
_FIELD = re.compile(r"[；;]\s?[^：:；;\n]{1,16}[：:]")
_ROW = 2
"""So many fields of a line make it a row of a table."""
_TO = re.compile(
    r"[\s起]*(?:[；;,，|]\s*)?(?:到|至|止|-|–|—|~|～|to|through|till|until|结束(?:时间|日期)?|截止(?:时间|日期)?|(?:valid[ _])?(?:until|to)"
    r"|ends?(?: (?:on|date))?|ending|last day)\s*[：:]?\s*(?:[a-z]{3,9}day,?\s)?(?:the\s)?"
)
"""What stands between the first day and the last; in a row, the name of the last day's field."""
_UNTIL = re.compile(
    r"(?:截止(?:到|至|时间|日期)?|截至|有效期?至?|(?<![a-z])(?:until|till|through|ends?|by|before|valid[ _]to))\s*[：:]?\s*$"
)
_CLOSES = re.compile(r"\s*(?:止|截止|结束|为止|前)")
_FROM = re.compile(
    r"(?:自|从|生效(?:日期?|时间)?|(?:开始|起始)(?:日期?|时间)?|(?<![a-z])(?:from|since|starts?|starting|begins?|beginning|as of))\s*[：:]?\s*$"
)
_OPENS = re.compile(r"\s*(?:起|开始|开售|开抢|\bonwards?\b)")
_BEFORE = 14
_NEXT_MONTH = 31
"""Days after the first of a month that are in the next one."""
_FEW_LETTERS = 14
"""Words and Chinese characters of a sentence that says no more than its days and a name."""
_SHORT = 40
"""A line so long, in characters, that has a period and little else, gives it to the lines around it."""


class Standing(StrEnum):
    """Whether something holds on the day."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day, both included; None where it is open."""

    first: date | None = None
    last: date | None = None

    def standing(self, at: date) -> Standing:
        """Where `at` lies to it."""
        if self.last and self.last < at:
            return Standing.EXPIRED
        return Standing.NOT_YET if self.first and self.first > at else Standing.IN_FORCE


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a plain text, end exclusive, that holds in one period."""

    start: int
    end: int
    period: Period


def as_date(quantity: Quantity, at: date) -> date | None:
    """The day a written date means on the day `at`: without a year or a month, the nearest one; None if there is no such
    day."""
    year, month, day = (int(v) for v in quantity.values)
    if not day:
        return None
    try:
        if year:
            return date(year, month or at.month, day)
        near = (
            [date(y, month, day) for y in (at.year - 1, at.year, at.year + 1)] if month else list(_of_months(at, day))
        )
    except ValueError:
        return None
    return min(near, key=lambda d: abs((d - at).days), default=None)


def _of_months(at: date, day: int) -> Iterator[date]:
    """That day of the month of `at` and of those before and after it, where they have it."""
    first = at.replace(day=1)
    for month in (first - timedelta(days=1), first, first + timedelta(days=_NEXT_MONTH)):
        if day <= monthrange(month.year, month.month)[1]:
            yield month.replace(day=day)


def pieces_of(plain: str, quantities: Sequence[Quantity], at: date) -> list[Piece]:
    """The lines and sentences of a passage that name their period, as it is read on the day `at`.

    A row of a table holds as a whole; so does a line whose period stands in a sentence of its own. A line that is
    little but a period tells it for the passage. None overlaps another.
    """
    found: list[Piece] = []
    dates = [q for q in quantities if q.measure is Measure.DATE]
    lines = list(_lines(plain))
    for start, end in lines:
        inside = [q for q in dates if start <= q.start < end]
        found += _in_line(plain, start, end, inside, at) if inside else ()
    if len(found) == 1 and len(lines) > 1 and _tells_little(plain, found[0]):
        return [Piece(0, len(plain), found[0].period)]
    return found


def standing_at(pieces: Sequence[Piece], offset: int, at: date) -> tuple[Standing, Period]:
    """How what stands at `offset` stands to the day `at`, and its period."""
    period = next((p.period for p in pieces if p.start <= offset < p.end), ALWAYS)
    return period.standing(at), period


def _in_line(plain: str, start: int, end: int, dates: Sequence[Quantity], at: date) -> Iterator[Piece]:
    if len(_FIELD.findall(plain, start, end)) >= _ROW:
        sentences = [(start, end)]
    else:
        borders = [start, *(m.end() for m in _SENTENCE_END.finditer(plain, start, end)), end]
        sentences = [(a, b) for a, b in itertools.pairwise(borders) if plain[a:b].strip()]
    told = [(a, b, p) for a, b in sentences if (p := _period(plain, [q for q in dates if a <= q.start < b], at))]
    if len(told) == 1 and _little(plain[told[0][0] : told[0][1]], dates):
        yield Piece(start, end, told[0][2])
        return
    yield from (Piece(a, b, p) for a, b, p in told)


def _period(plain: str, dates: Sequence[Quantity], at: date) -> Period | None:
    """The period of a sentence: two days that are joined, else a day from which or until which something holds."""
    for first, last in itertools.pairwise(dates):
        if _TO.fullmatch(plain, first.end, last.start):
            return _between(first, last, at)
    for day in dates:
        before = max(0, day.start - _BEFORE)
        if _UNTIL.search(plain, before, day.start) or _CLOSES.match(plain, day.end):
            return Period(last=as_date(day, at))
        if is_first_day(plain, day):
            return Period(first=as_date(day, at))
    return None


def is_first_day(plain: str, day: Quantity) -> bool:
    """Whether words beside a date make it the first of something: valid_from: 2026-01-01."""
    return bool(_FROM.search(plain, max(0, day.start - _BEFORE), day.start) or _OPENS.match(plain, day.end))


def _between(first: Quantity, last: Quantity, at: date) -> Period | None:
    """The days between two; where only one of them has its year, the other lies nearest to it on its side."""
    ends = as_date(last, at)
    if ends is None:
        return None
    if not first.values[0] and last.values[0]:
        first = replace(first, values=(last.values[0], *first.values[1:]))
    begins = as_date(first, at)
    if begins and begins > ends:
        year = 1 if first.values[0] and not last.values[0] else -1
        begins, ends = (begins, _moved(ends, 1)) if year > 0 else (_moved(begins, -1), ends)
    return Period(begins, ends)


def _moved(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _tells_little(plain: str, piece: Piece) -> bool:
    return len(plain[piece.start : piece.end].strip()) <= _SHORT


def _little(sentence: str, dates: Sequence[Quantity]) -> bool:
    """Whether a sentence says hardly more than its days and a name."""
    said = sentence
    for day in dates:
        said = said.replace(day.quote, "")
    return len(re.findall(r"[a-z]{3,}|[\u3400-\u9fff]", said)) <= _FEW_LETTERS


def _lines(plain: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in plain.splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line)
        start += len(line)
