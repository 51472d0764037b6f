"""Single cells of calendars that people make: days and times in any usual way of writing."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from copilot.planning.import_words import import_words, plain

_SERIAL_FROM = date(1899, 12, 30)
_YEAR_AHEAD = timedelta(days=305)
"""A day without a year is taken for the next one, or for one of the last two months."""
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY = re.compile(
    r"[(\[]?\s*(?:(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])|\b(?P<en>mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?,?)\s*[)\]]?"
)
_DAYS = tuple(
    re.compile(p)
    for p in (
        r"(?P<year>20\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*[日号]?t?",
        r"(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        r"(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?(?:[ -](?P<year>20\d\d))?",
        rf"{_MONTH} ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d),?(?: (?P<year>20\d\d))?",
        r"(?P<first>\d{1,2})\s*(?P<sign>[/.-])\s*(?P<second>\d{1,2})(?:\s*(?P=sign)\s*(?P<year>20\d\d|\d\d))?(?!\d)",
        r"(?P<day>\d{1,2})\s*[日号]",
    )
)
_SERIAL = re.compile(r"(?P<days>[3-6]\d{4})(?:\.(?P<part>\d+))?")
_BARE_DAY = re.compile(r"\d{1,2}")
_ANOTHER = re.compile(r"\s*(?:[-~–—至到]|to\b|and\b|[,、&])\s*\d")
_TRIMMED = re.compile(r"(?P<month>\d{1,2})\.(?P<day>[123])")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})\s*(?:[:点时h]\s*(?P<minute>\d{1,2}|半|一刻|三刻)?)?(?::\d\d)?\s*分?(?:\s*(?P<half>[ap])\.?m\b)?"
)
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}
_FRACTION = re.compile(r"0?\.\d+")
_CJK_DAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class DayHints:
    """What is known about days that are not written in full: the year and month of a title, whether 3/12 is the third
    of December, and the day of the row above."""

    today: date
    year: int | None = None
    month: int | None = None
    day_first: bool = False
    above: date | None = None


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A cell's day. `several`: it tells a stretch of days. `rest` are the words beside it, `weekday` the one it names.
    `guessed`: a spreadsheet made 12.10 into 12.1."""

    day: date | None = None
    several: bool = False
    rest: str = ""
    weekday: int | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A cell's time. `guessed`: it names a part of the day."""

    at: time | None = None
    guessed: bool = False


def hints_in(text: str, hints: DayHints) -> DayHints:
    """The hints with the year and month that a title tells."""
    said = unicodedata.normalize("NFKC", text).casefold()
    year = re.search(r"(?<!\d)20\d\d(?!\d)", said)
    month = re.search(r"(?<!\d)(\d{1,2})\s*月|(?<!\d)20\d\d[-./](\d{1,2})(?!\d)", said)
    named = re.search(rf"\b{_MONTH}\b", said)
    number = int(month[1] or month[2]) if month else _MONTHS.index(named["name"]) + 1 if named else 0
    if year:
        hints = replace(hints, year=int(year[0]))
    return replace(hints, month=number) if 1 <= number <= 12 else hints


def told_by(titles: Sequence[str], hints: DayHints) -> DayHints:
    """The hints with what each of some titles tells."""
    for title in dict.fromkeys(titles):
        hints = hints_in(title, hints)
    return hints


def read_day(text: str, hints: DayHints) -> ReadDay:
    """The day that a cell tells."""
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    weekday = _weekday(said)
    said = _WEEKDAY.sub(" ", said).strip(" ,;()")
    if serial := _SERIAL.fullmatch(said):
        part = f"0.{serial['part']}" if serial["part"] else ""
        return ReadDay(_SERIAL_FROM + timedelta(days=int(serial["days"])), rest=part, weekday=weekday)
    if (trimmed := _TRIMMED.fullmatch(said)) and (day := _untrimmed(trimmed, hints)):
        return ReadDay(day, weekday=weekday, guessed=True)
    for pattern in _DAYS:
        if found := pattern.match(said):
            rest = said[found.end() :]
            if _ANOTHER.match(rest):
                return ReadDay(several=True)
            day = _day_of(found, hints)
            return ReadDay(day, rest=rest.strip(" ,;()"), weekday=weekday) if day else ReadDay()
    if hints.month and _BARE_DAY.fullmatch(said):
        return ReadDay(_in_year(hints.month, int(said), hints), weekday=weekday)
    return ReadDay(weekday=weekday)


def read_weekday(text: str) -> int | None:
    """0 for Monday; also of a cell that says no more than 四 or 4."""
    said = plain(text)
    if len(said) == 1 and said in _CJK_DAYS:
        return _CJK_DAYS.index(said)
    return int(said) - 1 if said in tuple("1234567") else _weekday(said)


def read_time(text: str) -> ReadTime:
    """The time that a cell tells; of a stretch of time, its beginning."""
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if _FRACTION.fullmatch(said):
        minutes = round(float(said) * 24 * 60)
        return ReadTime(time(minutes // 60, minutes % 60)) if minutes < 24 * 60 else ReadTime()
    said = re.sub(r"^20\d\d-\d\d-\d\d ", "", said)
    words = import_words()
    found = _clock_in(said)
    if found is None:
        near = (at for at, pattern in words.daytimes if pattern.search(said))
        return ReadTime(next(near, None), guessed=True)
    hour, minute = int(found["hour"]), _minute(found["minute"])
    is_afternoon = found["half"] == "p" or bool(words.afternoon.search(said[: found.start()]))
    if is_afternoon and hour < 12:
        hour += 12
    if found["half"] == "a" and hour == 12:
        hour = 0
    return ReadTime(time(hour, minute)) if hour < 24 and minute < 60 else ReadTime()


def says_time(text: str) -> bool:
    """Whether a header or a label is a time and nothing else: 9:00, 晚上8点, 早上; but not VIP1."""
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    words = [pattern for _, pattern in import_words().daytimes]
    found = _clock_in(said)
    if found is None:
        return any(pattern.fullmatch(said) for pattern in words)
    before, after = said[: found.start()].strip(), said[found.end() :].strip()
    return (
        _is_clock(found)
        and (not before or any(pattern.fullmatch(before) for pattern in words))
        and (not after or after[0] in "-~–—至到")
    )


def writes_day_first(cells: list[str]) -> bool:
    """Whether a column writes 3/12 for the third of December: some cell of it has a first number past 12."""
    pairs = (re.match(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})(?!\d)", unicodedata.normalize("NFKC", cell)) for cell in cells)
    return any(12 < int(pair[1]) <= 31 and int(pair[2]) <= 12 for pair in pairs if pair)


def _clock_in(said: str) -> re.Match[str] | None:
    """The first number that is written as a time; one without a sign only where there is nothing else."""
    written = (found for found in _CLOCK.finditer(said) if _is_clock(found))
    return next(written, None) or _CLOCK.fullmatch(said)


def _is_clock(found: re.Match[str]) -> bool:
    return bool(found["half"]) or any(sign in found[0] for sign in ":点时h")


def _weekday(said: str) -> int | None:
    found = _WEEKDAY.search(said)
    if found is None:
        return None
    if found["zh"]:
        return _CJK_DAYS.index(found["zh"].replace("天", "日"))
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(found["en"])


def _minute(said: str | None) -> int:
    return _QUARTERS.get(said, 0) if said in _QUARTERS else int(said or 0)


def _day_of(found: re.Match[str], hints: DayHints) -> date | None:
    parts = found.groupdict()
    if "first" in parts:
        first, second = int(found["first"]), int(found["second"])
        month, day = (second, first) if hints.day_first else (first, second)
    else:
        named = parts.get("name")
        month = _MONTHS.index(named) + 1 if named else int(parts.get("month") or hints.month or 0)
        day = int(found["day"])
    year = parts.get("year")
    if year:
        return _valid(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    return _in_year(month, day, hints)


def _in_year(month: int, day: int, hints: DayHints) -> date | None:
    """That day of the title's year (of the one after, once a plan runs past December), else of the year that puts it
    nearest ahead."""
    if hints.year:
        found = _valid(hints.year, month, day)
        runs_over = hints.month == 12 or (hints.above is not None and hints.above.month == 12)
        return _valid(hints.year + 1, month, day) if found and runs_over and month == 1 else found
    found = _valid(hints.today.year, month, day)
    if found and found > hints.today + _YEAR_AHEAD:
        return _valid(hints.today.year - 1, month, day)
    if found and found < hints.today + _YEAR_AHEAD - timedelta(days=365):
        return _valid(hints.today.year + 1, month, day)
    return found


def _untrimmed(found: re.Match[str], hints: DayHints) -> date | None:
    """12.10 that was kept as the number 12.1, told by the day above it being later than the first."""
    if hints.above is None:
        return None
    short, full = (_in_year(int(found["month"]), int(found["day"]) * n, hints) for n in (1, 10))
    return full if short and full and short < hints.above <= full else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
