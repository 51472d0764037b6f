"""Dates and spans of dates as price lists write them: `11.1-11.11`, `即日起至12月底`, `Dec 1 – Dec 12, 2026`."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_LONGEST_READ = 2000
_MOST_POINTS = 40
_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
_EN_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_PART = r"(?P<part>底|末|初|上旬|中旬|下旬)?"
_POINTS = tuple(
    re.compile(p)
    for p in (
        r"(?<!\d)(?P<y>20\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})(?!\d)\s*[日号]?",
        r"(?<!\d)(?P<y>20\d\d)(?P<sep>[./-])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)",
        r"(?<![\d/])(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>20\d\d)(?!\d)",
        rf"(?<!\d)(?P<y>20\d\d)\s*年\s*(?P<m>\d{{1,2}})\s*月份?{_PART}",
        r"(?<!\d)(?P<y>20\d\d)[./-](?P<m>0?[1-9]|1[0-2])(?![\d./-])",
        r"(?<!\d)(?P<y>20\d\d)\s*年(?P<part>底|末)",
        _EN_MONTH.format("mon") + r"\s*(?P<d>\d{1,2})(?!\d)(?:st|nd|rd|th)?(?:\s*,?\s*(?P<y>20\d\d))?",
        r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _EN_MONTH.format("mon") + r"(?:\s*,?\s*(?P<y>20\d\d))?",
        r"(?P<part>end|early|mid)?(?:\s*(?:of|-)\s*)?" + _EN_MONTH.format("mon") + r"(?:\s+(?P<y>20\d\d))?(?![a-z])",
        r"(?<!\d)(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})(?!\d)\s*[日号]?",
        rf"(?<!\d)(?P<m>\d{{1,2}})\s*月份?{_PART}",
        r"(?<![\d./¥$])(?P<m>0?[1-9]|1[0-2])(?P<bare>[./])(?P<d>\d{1,2})(?![\d%折元./a-z倍万千米寸斤公克升床只件盒个块款])",
        r"双\s*(?P<twice>11|12|十一|十二)\s*(?:当天|当日)",
        r"年(?P<part>底|末)",
        r"(?<!个)月(?P<part>底|末)",
    )
)
_CLOCK = re.compile(
    r"(?<![\d.])\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}\s*[点时]整?(?!间)|凌晨|零点|上午|下午|中午|晚上?|[(（]周?[一二三四五六日天][)）]"
)
_RANGE = re.compile(r"^\s*(?:[-–—~〜至到]+|to|through|thru|until|till)\s*$")
_DAY = re.compile(r"^\s*(?:[-–—~〜至到]+|to)\s*(?P<d>\d{1,2})(?![\d./月:%])\s*[日号]?(?:\s*,?\s*(?P<y>20\d\d)(?!\d))?")
_DAY_BEFORE = re.compile(r"(?<![\d./:$£€¥])(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*(?:[-–—~]|to|through)\s*$")
_UNTIL_BEFORE = re.compile(
    r"(?:截[至止]到?|有效期?[至到]|[至到]|until|till|through|thru|before|by|ends?|ending|expires?)\s*(?:于|on|:)?\s*$"
)
_UNTIL_AFTER = re.compile(r"^\s*(?:为?止|前(?!\s*\d)|截止|结束|之前|以前)")
_FROM_AFTER = re.compile(r"^\s*(?:起|开始|以后|之后|后|onwards?|\+)")
_ON_AFTER = re.compile(r"^\s*(?:当[天日]|这[天日]|一天|only)")
_FROM_BEFORE = re.compile(r"(?:自|从|from|since|starts?|starting|beginning|effective)\s*(?:on|:)?\s*$")


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which something holds, both inclusive; None is open. `start` and `end` are its place in the text."""

    valid_from: date | None
    valid_to: date | None
    start: int = 0
    end: int = 0

    def in_force(self, at: date) -> bool:
        """Whether `at` is one of the days."""
        return (self.valid_from is None or self.valid_from <= at) and (self.valid_to is None or at <= self.valid_to)


@dataclass(frozen=True, slots=True)
class _Point:
    """A date as written, perhaps without its year or day."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    part: str = ""
    bare: bool = False
    """Written like a decimal (`11.11`), a date only in a span or alone."""

    def first(self, year: int) -> date:
        return date(year, self.month, self.day or {"中旬": 11, "下旬": 21, "mid": 11}.get(self.part, 1))

    def last(self, year: int) -> date:
        month_end = calendar.monthrange(year, self.month)[1]
        early = {"初": 10, "上旬": 10, "中旬": 20, "early": 10, "mid": 20}
        return date(year, self.month, min(self.day or early.get(self.part, month_end), month_end))


def find_periods(text: str, today: date, *, year: int | None = None) -> tuple[Period, ...]:
    """All spans of days in `text`, in order.

    A year that is not written is `year` (what the table's title says) or else the one that brings the span nearest
    to `today`. `即日起` leaves the beginning open, because the document does not say which day that was.
    """
    folded = _CLOCK.sub(lambda m: " " * len(m[0]), _normalised(text[:_LONGEST_READ]))
    points = _points(folded, today)
    periods: list[Period] = []
    i = 0
    while i < len(points):
        first = points[i]
        following = points[i + 1] if i + 1 < len(points) else None
        day = _DAY.match(folded[first.end :])
        if following and _RANGE.match(folded[first.end : following.start]):
            periods += _span(first, following, today, year)
            i += 2
            continue
        if begins := _begins(first, folded):
            periods += _span(begins, first, today, year)
        elif day and first.day:
            last_year = int(day["y"]) if day["y"] else first.year
            last = _Point(first.end, first.end + day.end(), last_year, first.month, int(day["d"]))
            periods += _span(first, last, today, year)
        else:
            periods += _single(first, folded, today, year)
        i += 1
    return tuple(periods)


def _begins(last: _Point, text: str) -> _Point | None:
    """The first day of a span whose month stands behind its last (`27-30 Nov`), or None."""
    found = _DAY_BEFORE.search(text[: last.start])
    written = text[last.start : last.end]
    if not found or not last.day or not re.match(r"\d.*[a-z]{3}", written) or not 1 <= int(found["d"]) < last.day:
        return None
    return _Point(found.start(), last.start, last.year, last.month, int(found["d"]))


def without_periods(text: str, periods: tuple[Period, ...]) -> str:
    """The text with spaces where the periods stand, and their own words (`截至`, `前`, `当天`) taken along."""
    for period in sorted(periods, key=lambda p: p.start, reverse=True):
        before, after = text[: period.start], text[period.end :]
        start = next((m.start() for p in (_UNTIL_BEFORE, _FROM_BEFORE) if (m := p.search(before))), period.start)
        ends = (m.end() for p in (_UNTIL_AFTER, _FROM_AFTER, _ON_AFTER) if (m := p.match(after)))
        end = period.end + next(ends, 0)
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def day_of_sales(text: str) -> str:
    """`双12` and `618`, standing alone where days are expected, as the day that is certain; anything else is nothing."""
    found = re.fullmatch(r"(?:双\s*(11|12|十一|十二)|(618))\s*(?:大促|活动|狂欢|节)?", _normalised(text).strip())
    return ("6月18日" if found[2] else f"双{found[1]}当天") if found else ""


def year_in(text: str) -> int | None:
    """The one year a title speaks of (`2026年双11价格表`), or None."""
    years = {int(y) for y in re.findall(r"(?<!\d)(20[1-4]\d)(?=\s*年|\s|$|[-_./（(])", text)}
    return years.pop() if len(years) == 1 else None


def _normalised(text: str) -> str:
    """NFKC character by character, so that places in the result are places in `text`."""
    return "".join(n if len(n := unicodedata.normalize("NFKC", c)) == 1 else c for c in text).lower()


def _points(text: str, today: date) -> list[_Point]:
    taken: list[_Point] = []
    for pattern in _POINTS:
        for m in pattern.finditer(text):
            if len(taken) >= _MOST_POINTS:
                break
            if any(m.start() < t.end and t.start < m.end() for t in taken):
                continue
            point = _point(m, today)
            if point:
                taken.append(point)
    return sorted(taken, key=lambda p: p.start)


def _point(m: re.Match[str], today: date) -> _Point | None:
    groups = m.groupdict()
    if m[0] == "may":  # the verb, unless a day or year stands beside it
        return None
    if groups.get("twice"):
        number = 11 if groups["twice"] in ("11", "十一") else 12
        return _Point(m.start(), m.end(), None, number, number)
    year = int(groups["y"]) if groups.get("y") else None
    if groups.get("mon"):
        month = _MONTHS[groups["mon"][:3]]
    elif groups.get("m"):
        month = int(groups["m"])
    else:  # 年底, 月底
        month = 12 if "年" in m[0] else today.month
        year = year or today.year
    day = int(groups["d"]) if groups.get("d") else None
    if not 1 <= month <= 12 and day and 1 <= day <= 12:
        month, day = day, month
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year or 2024, month)[1]):
        return None
    return _Point(m.start(), m.end(), year, month, day, groups.get("part") or "", bool(groups.get("bare")))


def _span(first: _Point, last: _Point, today: date, year: int | None) -> list[Period]:
    wraps = (last.month, last.day or 31) < (first.month, first.day or 1)
    start, end = first.start, last.end
    if first.year is None and last.year is None:
        spans = [(_day(first, y), _day(last, y + wraps, True)) for y in _years(today, year)]
        best = min(spans, key=lambda s: _distance(s[0], s[1], today))
        return [Period(*best, start, end)]
    from_year = first.year or (last.year or 0) - wraps
    to_year = last.year or from_year + wraps
    valid_from, valid_to = _day(first, from_year), _day(last, to_year, True)
    return [Period(valid_from, valid_to, start, end)] if valid_from <= valid_to else []


def _single(point: _Point, text: str, today: date, year: int | None) -> list[Period]:
    years = [point.year] if point.year else _years(today, year)
    spans = [(_day(point, y), _day(point, y, True)) for y in years]
    first, last = min(spans, key=lambda s: _distance(s[0], s[1], today))
    before, after = text[: point.start], text[point.end :]
    if _UNTIL_BEFORE.search(before) or _UNTIL_AFTER.match(after) or point.part in ("底", "末", "end"):
        return [Period(None, last, point.start, point.end)]
    if _FROM_AFTER.match(after) or _FROM_BEFORE.search(before):
        return [Period(first, None, point.start, point.end)]
    bracketed = before.endswith(("(", "[", "【")) and after.startswith((")", "]", "】"))
    if point.bare and not bracketed and not _ON_AFTER.match(after) and text.strip() != text[point.start : point.end]:
        return []
    return [Period(first, last, point.start, point.end)]


def _years(today: date, year: int | None) -> list[int]:
    return [year] if year else [today.year, today.year + 1, today.year - 1]


def _day(point: _Point, year: int, last: bool = False) -> date:
    if point.month == 2 and point.day == 29 and not calendar.isleap(year):
        return date(year, 2, 28)
    return point.last(year) if last else point.first(year)


def _distance(first: date, last: date, today: date) -> int:
    return 0 if first <= today <= last else min(abs((first - today).days), abs((last - today).days))
