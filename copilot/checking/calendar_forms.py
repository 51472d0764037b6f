"""Builds dates, weekdays and times of day from the forms they are written in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from copilot.checking.found import Built, Found
from copilot.checking.quantity import LAST_DAY, PART_OF_DAY, PERIOD_IN_DAYS, Measure, Quantity

_ZERO = Decimal(0)
_UNSAID = Decimal(-1)
_SIXTY = Decimal(60)
_NOON = Decimal(12)
_UNTIL = re.compile(r"\s*(?:到|至|-|–|—|~|～|to|until|till|til)\s*")
_AFTERNOON = ("下午", "傍晚", "晚上", "晚", "夜里")
_DATE_NEXT = re.compile(r"\s?(?:大促|活动|当天|当日|截止|前|至|到|-|~|—|起|开始|结束|日|晚|零点|上新|开抢|预售)")
_DATE_BEFORE = re.compile(r"(?:截止到?|截至|日期|\d\s?[-~—至到])\s?[:：]?\s?$")


def dates(found: Found) -> Built:
    """11月11日, and 11月20日-30日 as its two ends."""
    year, month, day = found.number(1), found.number(2), found.number(3)
    if not _valid(month, day):
        return ()
    assert month is not None
    assert day is not None
    said = found.quantity(Measure.DATE, (year or _ZERO, month, day))
    last = found.number(4)
    if last is None:
        return (said,)
    cut = found.match.end(3) + (found.plain[found.match.end(3) : found.match.end(3) + 1] in "日号")
    return _both_ends(found, said, cut, 4, (year or _ZERO, month, last))


def _both_ends(found: Found, said: Quantity, cut: int, group: int, last: tuple[Decimal, ...]) -> Built:
    first = Quantity(said.measure, said.values, "", said.start, cut, found.plain[said.start : cut])
    start = found.match.start(group)
    return first, Quantity(Measure.DATE, last, "", start, said.end, found.plain[start : said.end])


def iso_date(found: Found) -> Built:
    """2026-11-30."""
    year, month, day = found.number(1), found.number(2), found.number(3)
    if year is None or month is None or day is None or not _valid(month, day):
        return ()
    return (found.quantity(Measure.DATE, (year, month, day)),)


def dotted_date(found: Found) -> Built:
    """11.11 or 11/11, where the words around say that it is a day."""
    start, end = found.match.span()
    if not (_DATE_NEXT.match(found.plain, end) or _DATE_BEFORE.search(found.plain, max(0, start - 8), start)):
        return ()
    return (found.quantity(Measure.DATE, (_ZERO, Decimal(found.match[1]), Decimal(found.match[2]))),)


def day_of_month(found: Found) -> Built:
    """截止30号, 27号结束, the 28th: a day of the running month."""
    group = 1 if found.match[1] else 2
    day = found.number(group)
    if day is None or not 1 <= day <= 31:
        return ()
    return (found.part(group, Measure.DATE, (_ZERO, _ZERO, day)),)


def month_end(found: Found) -> Built:
    """月底: the last day of the month, whichever it is."""
    return (found.quantity(Measure.DATE, (_ZERO, found.number(1) or _ZERO, LAST_DAY)),)


def english_day(found: Found) -> Built:
    """the 28th."""
    day = Decimal(found.match[1])
    return (found.part(1, Measure.DATE, (_ZERO, _ZERO, day)),) if 1 <= day <= 31 else ()


def english_date(found: Found) -> Built:
    """November 30, 30th of November, November 20 to 30, 20 to 30 November."""
    match, months = found.match, found.patterns.words.months
    month, day, year = (match[1], match[2], match[3]) if match[1] else (match[7], match[6], match[8])
    if not 1 <= int(day) <= 31:
        return ()
    values = (Decimal(year or 0), Decimal(months[month]), Decimal(day))
    if match[5] and 1 <= int(match[5]) < int(day):
        first = found.part(5, Measure.DATE, (*values[:2], Decimal(match[5])))
        return first, replace(found.part(6, Measure.DATE, values), end=match.end())
    if not match[4]:
        return (found.quantity(Measure.DATE, values),)
    said = found.quantity(Measure.DATE, values)
    return _both_ends(found, said, match.end(2), 4, (values[0], values[1], Decimal(match[4])))


def year(found: Found) -> Built:
    """2019年, since 2011."""
    group = 1 if found.match[1] else 2
    values = (Decimal(found.match[group]), _ZERO, _ZERO)
    return (found.part(group, Measure.DATE, values) if group > 1 else found.quantity(Measure.DATE, values),)


def weekday(found: Found) -> Built:
    """周三, 周三晚8点, 周三晚20:00."""
    hour = found.number(4) if found.match[4] else found.number(6)
    if hour is not None and found.match[3] in _AFTERNOON and hour < 12:
        hour += 12
    if hour is not None and found.match[5]:
        hour += Decimal("0.5")
    if hour is not None and found.match[7]:
        hour += Decimal(found.match[7]) / 60
    day = Decimal(found.patterns.words.weekdays[found.match[2]])
    return (found.quantity(Measure.WEEKDAY, (day, _UNSAID if hour is None else hour)),)


def english_weekday(found: Found) -> Built:
    """Thursday."""
    words = found.patterns.words
    day = Decimal((words.english_weekdays | words.weekday_words)[found.match[2]])
    return (found.part(2, Measure.WEEKDAY, (day, _UNSAID)),)


def clock(found: Found) -> Built:
    """20:30, 晚上八点半."""
    hour = found.number(2)
    if hour is None or hour > 24:
        return ()
    if found.match[1] in _AFTERNOON and hour < 12:
        hour += 12
    minute = Decimal(30 if found.match[3] else int(found.match[4] or 0))
    return (found.quantity(Measure.CLOCK, (hour, minute)),)


def two_units(found: Found) -> Built:
    """5 min 40 s, 1小时20分: a time in two units is one time, counted in the smaller of them."""
    first, second = found.number(1), found.number(3)
    large, small = (found.patterns.units["分钟" if w == "分" else w] for w in (found.match[2], found.match[4]))
    whole = PERIOD_IN_DAYS[large.unit] * large.factor / (PERIOD_IN_DAYS[small.unit] * small.factor)
    if first is None or second is None or second >= _SIXTY or whole <= 1:
        return ()
    return (found.quantity(Measure.PERIOD, ((first * round(whole) + second) * small.factor,), small.unit),)


def english_clock(found: Found) -> Built:
    """7 pm, 9:30 am."""
    hour = Decimal(found.match[1])
    if not 1 <= hour <= 12:
        return ()
    hour = hour % 12 + (12 if found.match[3] == "p" else 0)
    return (found.quantity(Measure.CLOCK, (hour, Decimal(found.match[2] or 0))),)


def english_hours(found: Found) -> Built:
    """Open 10 to 6, closed at 5: hours of which nobody says whether they are before noon."""
    hours = ((group, found.number(group)) for group in (1, 2, 3))
    return tuple(found.part(group, Measure.CLOCK, (hour, _ZERO)) for group, hour in hours if hour and 1 <= hour <= 12)


def through_the_day(quantities: Sequence[Quantity], plain: str) -> Iterator[Quantity]:
    """`quantities` where the second of two hours is the later one: 下午2点到8点 ends at 20, 9点到6点 at 18."""
    before: Quantity | None = None
    for quantity in quantities:
        first = _hour(before)
        if quantity.measure is Measure.CLOCK and before and _UNTIL.fullmatch(plain, before.end, quantity.start):
            hour, minute = quantity.values
            if hour < _NOON and not PART_OF_DAY.search(quantity.quote) and first >= min(hour, _NOON):
                quantity = replace(quantity, values=(hour + _NOON, minute))
        yield quantity
        before = quantity


def _hour(quantity: Quantity | None) -> Decimal:
    """The hour that a quantity names; below zero where it names none."""
    if quantity is None or quantity.measure not in (Measure.CLOCK, Measure.WEEKDAY):
        return _UNSAID
    return quantity.values[0] if quantity.measure is Measure.CLOCK else quantity.values[1]


def _valid(month: Decimal | None, day: Decimal | None) -> bool:
    return month is not None and day is not None and 1 <= month <= 12 and 1 <= day <= 31
