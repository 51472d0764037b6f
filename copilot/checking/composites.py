"""Builds quantities from forms with more than one number or a shape of their own."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from copilot.checking import calendar_forms
from copilot.checking.found import Built, Found
from copilot.checking.numerals import ARABIC, singular, value_of
from copilot.checking.quantity import THRESHOLD, Hedge, Measure, Quantity

_ZERO = Decimal(0)
_LIANG = Decimal(50)
"""Grams of a 两."""
_OF_OTHERS = "other"
"""Unit of a deal whose gift may be another product, so that it says nothing about what so many of one cost."""
_FEW = Decimal(10)
_QUEUED = "位单个件份组户桌"
"""前200位 and 前200单 are 前200名."""
_FIGURE = re.compile(ARABIC)
_NOTES = {"fiver": Decimal(5), "tenner": Decimal(10)}
_CURRENCIES = {"¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR"}


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
    if match[7]:
        return (found.quantity(Measure.MULTIBUY, (Decimal(1), Decimal(1))),)
    pairs = ((1, 2), (3, 4), (5, 6), (8, 9), (10, 11))
    first, second = next(((match[a], match[b]) for a, b in pairs if match[a] and match[b]), ("", ""))
    bought, given = value_of(first), value_of(second)
    if bought is None or given is None:
        return ()
    if match[8] or match[10]:
        return (found.quantity(Measure.MULTIBUY, (bought, given), _OF_OTHERS),)
    return (found.quantity(Measure.MULTIBUY, (bought, given - bought if match[5] and given > bought else given)),)


def _second_item(found: Found) -> Built:
    nth, deal = found.number(1), found.match[2]
    if nth is None:
        return ()
    if deal == "半价":
        pays = Decimal("0.5")
    elif deal in ("免费", "0元"):
        pays = _ZERO
    else:
        if (number := value_of(deal.rstrip("元折 "))) is None:
            return ()
        pays = number / 10 if deal.endswith("折") else number
    return (found.quantity(Measure.MULTIBUY, (nth, pays), "nth"),)


def _price_of(found: Found) -> Built:
    """Three for the price of two: buy two, get one."""
    of, paid = found.number(1), found.number(2)
    return (found.quantity(Measure.MULTIBUY, (paid, of - paid)),) if of and paid and of > paid else ()


def _bundle(found: Found) -> Built:
    count, price = found.number(1), found.number(2)
    return (found.quantity(Measure.MULTIBUY, (count, price), "for"),) if count is not None and price is not None else ()


def _items_discount(found: Found) -> Built:
    count, tenths = found.number(1), found.number(2)
    if count is None or not tenths:
        return ()
    return (found.quantity(Measure.MULTIBUY, (count, tenths / (10 if tenths < 10 else 100)), "each"),)


def _threshold(found: Found) -> Built:
    group = 1 if found.match[1] else 2
    value = found.number(group)
    if value is None:
        return ()
    return (replace(found.part(group, Measure.MONEY, (value,), ""), tail=THRESHOLD),)


def _spaced(found: Found) -> Built:
    group = 1 if found.match[1] else 2
    value = Decimal(found.match[group].replace(" ", ""))
    return (found.part(group, Measure.MONEY, (value,), ""),) if value >= 10 else ()


def _amount_list(found: Found) -> Built:
    unit = found.patterns.units[found.match[3]]
    start = found.match.start(1)
    built: list[Quantity] = []
    for figure in _FIGURE.finditer(found.plain, start, found.match.end(2)):
        value = value_of(figure[0])
        if value is not None:
            quantity = Quantity(unit.measure, (value * unit.factor,), unit.unit, *figure.span(), figure[0])
            built.append(replace(quantity, written=value))
    return tuple(built)


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


def _pack(found: Found) -> Built:
    unit = found.patterns.units[found.match[2]]
    amount, count = value_of(found.match[1]), Decimal(found.match[3])
    if amount is None:
        return ()
    pack = found.quantity(Measure.PACK, (amount * unit.factor, count), unit.unit)
    return (replace(pack, written=amount, tail=singular(found.match[4] or "")),)


def _range(found: Found) -> Built:
    """2-3天: the first of two numbers has the unit of the second, which is read by itself."""
    first, last = found.number(1), found.number(2)
    if first is None or last is None or first >= last:
        return ()
    word = found.match[3]
    unit = found.patterns.units.get(word)
    if unit is None:
        return (found.part(1, Measure.COUNT, (first,), singular(word)),)
    return (replace(found.part(1, unit.measure, (first * unit.factor,), unit.unit), written=first),)


def _and_a_half(found: Found) -> Built:
    if found.match[5]:
        value = found.number(5)
        return (found.quantity(Measure.AMOUNT, (value * _LIANG,), "g"),) if value else ()
    group = 1 if found.match[1] else 3
    value, word = found.number(group), found.match[group + 1]
    if value is None:
        return ()
    value += Decimal("0.5")
    if word == "两":
        return (found.quantity(Measure.AMOUNT, (value * _LIANG,), "g"),)
    unit = found.patterns.units[word if group == 1 else f"个{word}"]
    return (found.quantity(unit.measure, (value * unit.factor,), unit.unit),)


def _unit_and_tenths(found: Found) -> Built:
    """1米8, 一米七五, 三斤二两: the unit stands where the point would."""
    place = 2 if found.match[2] else 4
    whole, rest, unit = found.number(1), found.number(place + 1), found.patterns.units[found.match[place]]
    if whole is None or rest is None:
        return ()
    value = whole + rest / (10 ** len(found.match[place + 1]))
    return (found.quantity(unit.measure, (value * unit.factor,), unit.unit),)


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


def _note(found: Found) -> Built:
    """A tenner: money told by its note."""
    return (found.quantity(Measure.MONEY, (_NOTES[found.match[1]],), "GBP"),)


def _money_range(found: Found) -> Built:
    first, last = found.number(1), found.number(2)
    if first is None or last is None or first >= last:
        return ()
    return found.part(1, Measure.MONEY, (first,), "CNY"), found.part(2, Measure.MONEY, (last,), "CNY")


def _yuan_and_change(found: Found) -> Built:
    yuan, tenths = found.number(1), found.number(2)
    if yuan is not None and tenths is not None:
        return (found.quantity(Measure.MONEY, (yuan + tenths / 10 + (found.number(4) or _ZERO) / 100,), "CNY"),)
    mao, fen = found.number(5), found.number(6)
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
    if value is None or (unit in "个件份组户桌" and (found.match[3] == "第" or value < _FEW)):
        return ()
    unit = "名" if found.match[3] == "前" and unit in _QUEUED else unit
    return (found.quantity(Measure.RANK, (value,), f"{found.match[3]}{unit}"),)


def _spf(found: Found) -> Built:
    return (found.quantity(Measure.AMOUNT, (Decimal(found.match[2]),), found.match[1]),)


def _tenths(found: Found) -> Built:
    value = found.number(1)
    return (found.quantity(Measure.PERCENT, (value * 10,), "%"),) if value else ()


def _hundredth(found: Found) -> Built:
    value = found.number(1)
    return (found.quantity(Measure.PERCENT, (value,), "%"),) if value is not None else ()


COMPOSITES: tuple[tuple[str, Callable[[Found], Built]], ...] = (
    ("iso_date", calendar_forms.iso_date),
    ("reduction", _reduction),
    ("second_item", _second_item),
    ("price_of", _price_of),
    ("multibuy", _multibuy),
    ("bundle", _bundle),
    ("items_discount", _items_discount),
    ("discount", _discount),
    ("threshold", _threshold),
    ("date", calendar_forms.dates),
    ("english_date", calendar_forms.english_date),
    ("english_day", calendar_forms.english_day),
    ("day_of_month", calendar_forms.day_of_month),
    ("month_end", calendar_forms.month_end),
    ("year", calendar_forms.year),
    ("weekday", calendar_forms.weekday),
    ("english_weekday", calendar_forms.english_weekday),
    ("two_units", calendar_forms.two_units),
    ("english_clock", calendar_forms.english_clock),
    ("english_hours", calendar_forms.english_hours),
    ("clock", calendar_forms.clock),
    ("range", _range),
    ("and_a_half", _and_a_half),
    ("unit_and_tenths", _unit_and_tenths),
    ("pack", _pack),
    ("size", _size),
    ("amount_list", _amount_list),
    ("spf", _spf),
    ("spaced", _spaced),
    ("note", _note),
    ("money_sign", _money_sign),
    ("money_range", _money_range),
    ("yuan_and_change", _yuan_and_change),
    ("kuai", _kuai),
    ("price_each", _price_each),
    ("roughly_hundreds", _roughly_hundreds),
    ("dotted_date", calendar_forms.dotted_date),
    ("rank", _rank),
    ("tenths", _tenths),
    ("hundredth", _hundredth),
)
