"""Builds quantities from forms with more than one number or a shape of their own."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from copilot.checking.number_words import NumberPatterns
from copilot.checking.numerals import value_of
from copilot.checking.quantity import Hedge, Measure, Quantity

_ZERO = Decimal(0)
_UNSAID = Decimal(-1)
_AFTERNOON = ("下午", "傍晚", "晚上", "晚", "夜里")
_CURRENCIES = {"¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP"}
_DATE_NEXT = re.compile(r"\s?(?:大促|活动|当天|当日|截止|前|至|到|-|~|—|起|开始|结束|日|晚|零点|上新|开抢|预售)")
_DATE_BEFORE = re.compile(r"(?:截止到?|截至|日期|\d\s?[-~—至到])\s?[:：]?\s?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A match of one of the composite patterns, and what is needed to read it."""

    match: re.Match[str]
    plain: str
    patterns: NumberPatterns

    def number(self, group: int) -> Decimal | None:
        """The number in a group; None when the group is absent or no number."""
        return value_of(self.match[group]) if self.match[group] else None

    def quantity(
        self, measure: Measure, values: Sequence[Decimal], unit: str = "", hedge: Hedge = Hedge.EXACT
    ) -> Quantity:
        """A quantity over the whole match."""
        return self.part(0, measure, values, unit, hedge)

    def part(
        self, group: int, measure: Measure, values: Sequence[Decimal], unit: str = "", hedge: Hedge = Hedge.EXACT
    ) -> Quantity:
        """A quantity over one group of the match, without the blanks around it."""
        start, end = self.match.span(group)
        while start < end and self.plain[start].isspace():
            start += 1
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        return Quantity(measure, tuple(values), unit, start, end, self.plain[start:end], hedge)


Built = tuple[Quantity, ...]


def _reduction(found: Found) -> Built:
    full, off = found.number(1), found.number(2)
    if (
        full is None
        or off is None
        or off >= full
        or ("满" not in found.match[0] and (full < 20 or "减" not in found.match[0]))
    ):
        return ()
    return (found.quantity(Measure.REDUCTION, (full, off)),)


def _multibuy(found: Found) -> Built:
    match = found.match
    first, second = next(((match[a], match[b]) for a, b in ((1, 2), (3, 4), (5, 6)) if match[a] and match[b]), ("", ""))
    bought, given = value_of(first), value_of(second)
    if bought is None or given is None:
        return ()
    return (found.quantity(Measure.MULTIBUY, (bought, given - bought if match[5] and given > bought else given)),)


def _second_item(found: Found) -> Built:
    nth, deal = found.number(1), found.match[2]
    if nth is None:
        return ()
    if deal == "半价":
        pays = Decimal("0.5")
    elif deal == "免费":
        pays = _ZERO
    else:
        number = value_of(deal.rstrip("元折 "))
        if number is None:
            return ()
        pays = number / 10 if deal.endswith("折") else number
    return (found.quantity(Measure.MULTIBUY, (nth, pays), "nth"),)


def _discount(found: Found) -> Built:
    match = found.match
    if match[2]:
        return (found.quantity(Measure.DISCOUNT, (Decimal("0.5"),)),)
    if off := match[3] or match[4]:
        return (found.quantity(Measure.DISCOUNT, (1 - Decimal(off) / 100,)),)
    value = value_of(match[1])
    if value is None or value <= 0:
        return ()
    return (found.quantity(Measure.DISCOUNT, (value / (10 if value < 10 else 100),)),)


def _dates(found: Found) -> Built:
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
    first = Quantity(said.measure, said.values, "", said.start, cut, found.plain[said.start : cut])
    start = found.match.start(4)
    return first, Quantity(
        Measure.DATE, (year or _ZERO, month, last), "", start, said.end, found.plain[start : said.end]
    )


def _iso_date(found: Found) -> Built:
    year, month, day = found.number(1), found.number(2), found.number(3)
    if year is None or month is None or day is None or not _valid(month, day):
        return ()
    return (found.quantity(Measure.DATE, (year, month, day)),)


def _dotted_date(found: Found) -> Built:
    start, end = found.match.span()
    if not (_DATE_NEXT.match(found.plain, end) or _DATE_BEFORE.search(found.plain, max(0, start - 8), start)):
        return ()
    return (found.quantity(Measure.DATE, (_ZERO, Decimal(found.match[1]), Decimal(found.match[2]))),)


def _day_of_month(found: Found) -> Built:
    return (found.part(1, Measure.DATE, (_ZERO, _ZERO, Decimal(found.match[1]))),)


def _english_date(found: Found) -> Built:
    match, months = found.match, found.patterns.words.months
    month, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    if not 1 <= int(day) <= 31:
        return ()
    return (found.quantity(Measure.DATE, (Decimal(year or 0), Decimal(months[month]), Decimal(day))),)


def _year(found: Found) -> Built:
    return (found.quantity(Measure.DATE, (Decimal(found.match[1]), _ZERO, _ZERO)),)


def _weekday(found: Found) -> Built:
    hour = found.number(4)
    if hour is not None and found.match[3] in _AFTERNOON and hour < 12:
        hour += 12
    day = Decimal(found.patterns.words.weekdays[found.match[2]])
    return (found.quantity(Measure.WEEKDAY, (day, _UNSAID if hour is None else hour)),)


def _clock(found: Found) -> Built:
    hour = found.number(2)
    if hour is None or hour > 24:
        return ()
    if found.match[1] in _AFTERNOON and hour < 12:
        hour += 12
    minute = Decimal(30 if found.match[3] else int(found.match[4] or 0))
    return (found.quantity(Measure.CLOCK, (hour, minute)),)


def _pack(found: Found) -> Built:
    unit = found.patterns.units[found.match[2]]
    return (found.quantity(Measure.PACK, (Decimal(found.match[1]) * unit.factor, Decimal(found.match[3])), unit.unit),)


def _size(found: Found) -> Built:
    word = found.match[6] or found.match[4] or found.match[2]
    unit = found.patterns.units.get(word) if word else None
    values = [v for v in (found.number(1), found.number(3), found.number(5)) if v is not None]
    factor = unit.factor if unit else Decimal(1)
    return (found.quantity(Measure.SIZE, [v * factor for v in values], unit.unit if unit else ""),)


def _money_sign(found: Found) -> Built:
    unit = _CURRENCIES.get(found.match[1] or "", "CNY" if found.match[0].startswith("rmb") else "USD")
    first, last = found.number(2), found.number(3)
    if first is None:
        return ()
    if last is None:
        return (found.quantity(Measure.MONEY, (first,), unit),)
    return found.part(2, Measure.MONEY, (first,), unit), found.part(3, Measure.MONEY, (last,), unit)


def _money_range(found: Found) -> Built:
    first, last = found.number(1), found.number(2)
    if first is None or last is None or first >= last:
        return ()
    return found.part(1, Measure.MONEY, (first,), "CNY"), found.part(2, Measure.MONEY, (last,), "CNY")


def _yuan_and_change(found: Found) -> Built:
    yuan, tenths = found.number(1), found.number(2)
    if yuan is not None and tenths is not None:
        return (found.quantity(Measure.MONEY, (yuan + tenths / 10,), "CNY"),)
    mao, fen = found.number(4), found.number(5)
    if mao is None or fen is None:
        return ()
    return (found.quantity(Measure.MONEY, (mao / 10 + fen / 100,), "CNY"),)


def _kuai(found: Found) -> Built:
    value, token = found.number(1), found.match[1]
    rest = found.plain[found.match.end() : found.match.end() + 1]
    piece = (
        value is not None and value < 10 and rest and rest not in "钱多，,。！!？?；;、 \n）)/一每不出左以就拿吧呢啊的"
    )
    if value is None or token == "半" or piece:
        return ()
    return (found.quantity(Measure.MONEY, (value,), "CNY"),)


def _price_each(found: Found) -> Built:
    value = Decimal(found.match[1])
    if value < 5:
        return ()
    return (found.part(1, Measure.MONEY, (value,), ""),)


def _roughly_hundreds(found: Found) -> Built:
    value = found.number(1)
    if value is None:
        return ()
    hedge = found.patterns.hedges.get(found.match[2], Hedge.ABOUT)
    return (found.quantity(Measure.MONEY, (value,), "CNY", hedge),)


def _rank(found: Found) -> Built:
    if found.match[1]:
        return (found.quantity(Measure.RANK, (Decimal(found.match[2]),), "名"),)
    value, unit = found.number(4), found.match[5]
    if value is None:
        return ()
    return (found.quantity(Measure.RANK, (value,), f"{found.match[3]}{unit}"),)


def _spf(found: Found) -> Built:
    return (found.quantity(Measure.AMOUNT, (Decimal(found.match[2]),), found.match[1]),)


def _tenths(found: Found) -> Built:
    value = found.number(1)
    return (found.quantity(Measure.PERCENT, (value * 10,), "%"),) if value else ()


def _hundredth(found: Found) -> Built:
    value = found.number(1)
    return (found.quantity(Measure.PERCENT, (value,), "%"),) if value is not None else ()


def _valid(month: Decimal | None, day: Decimal | None) -> bool:
    return month is not None and day is not None and 1 <= month <= 12 and 1 <= day <= 31


COMPOSITES: tuple[tuple[str, Callable[[Found], Built]], ...] = (
    ("iso_date", _iso_date),
    ("reduction", _reduction),
    ("second_item", _second_item),
    ("multibuy", _multibuy),
    ("discount", _discount),
    ("date", _dates),
    ("english_date", _english_date),
    ("day_of_month", _day_of_month),
    ("year", _year),
    ("weekday", _weekday),
    ("clock", _clock),
    ("pack", _pack),
    ("size", _size),
    ("spf", _spf),
    ("money_sign", _money_sign),
    ("money_range", _money_range),
    ("yuan_and_change", _yuan_and_change),
    ("kuai", _kuai),
    ("price_each", _price_each),
    ("roughly_hundreds", _roughly_hundreds),
    ("dotted_date", _dotted_date),
    ("rank", _rank),
    ("tenths", _tenths),
    ("hundredth", _hundredth),
)
