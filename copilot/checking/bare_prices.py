"""Recognises a price that is written as a number and nothing else: 荞麦枕139, Tent 239."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from copilot.checking.names import Mention
from copilot.checking.number_words import NumberPhrases
from copilot.checking.quantity import Measure, Quantity

_CLAUSE_START = re.compile(r"[，,。！？!?；;\n、：:|｜（(【】]|\.(?=\s)")
_ENDS = re.compile(r"\s*(?:$|[，,。！？!?；;\n、：:|｜）)·~～/.]|一[\u4e00-\u9fff]|每|的?(?=[\u4e00-\u9fff]*[，。]?)(?:拿|带|就|给|到手|起|吧|呢|哦|啦|哈|变|到\d|包邮|现在|这|那|够|都|能|可|都能)|an?\b|each\b|per\b|and\b|plus\b|for\b|but\b|so\b|with\b)")
_REACH = 24
_LEAST = Decimal(5)


def with_bare_prices(
    quantities: Sequence[Quantity], mentions: Sequence[Mention], plain: str, phrases: NumberPhrases
) -> tuple[Quantity, ...]:
    """`quantities`, those that stand as a price where nobody wrote a currency read as money."""
    return tuple(
        replace(q, measure=Measure.MONEY, unit="", strong=True) if _is_price(q, mentions, plain, phrases) else q
        for q in quantities
    )


def _is_price(quantity: Quantity, mentions: Sequence[Mention], plain: str, phrases: NumberPhrases) -> bool:
    if quantity.measure is not Measure.BARE or quantity.value < _LEAST or not _ENDS.match(plain, quantity.end):
        return False
    if not quantity.quote[0].isdigit() and len(quantity.quote) < 2:
        return False
    first = max(0, quantity.start - _REACH)
    start = max((m.end() for m in _CLAUSE_START.finditer(plain, first, quantity.start)), default=first)
    named = [m.end for m in mentions if start <= m.start and m.end <= quantity.start]
    before = plain[named[-1] if named else start : quantity.start].strip()
    if named:
        return not before or phrases.leads_to_price(before)
    return not before if first == start and start == 0 else phrases.leads_to_price(before)
