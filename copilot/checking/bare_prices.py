"""Recognises a price that is written as a number and nothing else: 荞麦枕139, Tent 239."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from copilot.checking.names import Mention
from copilot.checking.number_words import NumberPhrases
from copilot.checking.quantity import Measure, Quantity
from copilot.checking.shelves import Knowns

_CLAUSE_START = re.compile(r"[，,。！？!?；;\n、：:|｜（(【】]|\.(?=\s)")
_ENDS = re.compile(
    r"\s*(?:$|[，,。！？!?；;\n、：:|｜）)·~～/.]|一[\u4e00-\u9fff]|每|的?(?=[\u4e00-\u9fff]*[，。]?)(?:拿|带|就|给|到手|起|吧|呢|哦|啦|哈|变|到\d|包邮|现在|这|那|够|都|能|可|都能)|an?\b|each\b|per\b|and\b|plus\b|for\b|but\b|so\b|with\b)"
)
_CALLED_PRICE = re.compile(r"\s?的?(?:价格|价钱|价(?![值位])|到手|拿下|拿走|带走|带回家|入手)")
_CARD = re.compile(r"[\u4e00-\u9fff]卡(?:的)?(?:年费|一年|每年|一张){0,2}(?:只要|只需|才|是|要|就|仅)?\s?$")
"""What stands before the price of a membership card."""
_POINTED = re.compile(r"[这那本一每][只床款张个套条件支罐瓶盒袋包箱双把台份]")
_LONGEST_NOUN = 4
_AFTER_NOUN = " ，,：:的"
_EACH = re.compile(r"[一每](?:晚|夜|位|人|次|间|天|节|份|个|趟|小时|平|张|盒|斤|套)(?:收|要|加|是|才)?\s?$")
"""What stands before a price that is told by the piece: 加床一晚一百五."""
_TENS = Decimal(20)
_STERLING = "GBP"
_REACH = 24
_LEAST = Decimal(5)
_SHORT = 6
_NEAR_LEAST, _NEAR_MOST = Decimal("0.6"), Decimal("1.5")
_SUMS = {Measure.MONEY, Measure.BARE, Measure.REDUCTION}


def _in_pounds(quantity: Quantity) -> Quantity:
    """Where prices are in sterling, pounds are money."""
    values = (quantity.written or quantity.value,)
    return replace(quantity, measure=Measure.MONEY, values=values, unit=_STERLING, strong=True)


@dataclass(frozen=True, slots=True)
class PriceReader:
    """What is needed to tell a price from another number of one text."""

    plain: str
    mentions: Sequence[Mention]
    known: Knowns
    phrases: NumberPhrases
    asked: bool
    """Whether the check was asked for a product."""
    of_goods: Callable[[str], bool]
    """Whether a noun is one for goods of the brand."""

    def read(self, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
        """`quantities`; those that stand as a price where nobody wrote a currency are read as money."""
        sterling = any(k.quantity.unit == _STERLING for k in self.known.of(Measure.MONEY))
        return tuple(
            replace(q, measure=Measure.MONEY, unit="", strong=True)
            if self._price(q)
            else _in_pounds(q)
            if sterling and q.quote.endswith(("pound", "pounds"))
            else q
            for q in quantities
        )

    def _price(self, quantity: Quantity) -> bool:
        if quantity.measure is Measure.BARE and _CALLED_PRICE.match(self.plain, quantity.end):
            return True
        if quantity.measure is not Measure.BARE or quantity.value < _LEAST or not _ENDS.match(self.plain, quantity.end):
            return False
        if not quantity.quote[0].isdigit() and len(quantity.quote) < 2:
            return False
        if _CARD.search(self.plain, max(0, quantity.start - _REACH), quantity.start):
            return True
        if _EACH.search(self.plain, max(0, quantity.start - _SHORT), quantity.start) and quantity.value >= _TENS:
            return True
        like = {k.quantity.measure for k in self.known.like(quantity)}
        return self._stands_as_price(quantity, doubtful=bool(like - _SUMS))

    def _stands_as_price(self, quantity: Quantity, *, doubtful: bool) -> bool:
        """Whether the words before it lead to a price; right after a name where another thing has the same figure."""
        first = max(0, quantity.start - _REACH)
        start = max((m.end() for m in _CLAUSE_START.finditer(self.plain, first, quantity.start)), default=first)
        at = bisect_left(self.mentions, quantity.start, key=lambda m: m.start)
        named = [m.end for m in self.mentions[max(0, at - 1) : at] if start <= m.start and m.end <= quantity.start]
        before = self.plain[named[-1] if named else start : quantity.start].strip()
        if doubtful:
            return bool(named) and (not before or self.phrases.names_price(before))
        if self._said_of_goods(quantity):
            return True
        if not (self.mentions or self.asked):
            return False
        if self.phrases.leads_to_price(before):
            return True
        return not before.isascii() and len(before) <= _SHORT and self._near_a_price(quantity)

    def _said_of_goods(self, quantity: Quantity) -> bool:
        """Whether it stands behind goods that are pointed at and not named: 这只枕头三百九十九."""
        before = self.plain[max(0, quantity.start - _REACH) : quantity.start]
        return any(
            self.of_goods(before[pointed.end() :][:size])
            and self.phrases.leads_to_price(before[pointed.end() + size :].strip(_AFTER_NOUN))
            for pointed in _POINTED.finditer(before)
            for size in range(1, min(_LONGEST_NOUN, len(before) - pointed.end()) + 1)
        )

    def _near_a_price(self, quantity: Quantity) -> bool:
        """Whether a price is known that lies within a half of the number."""
        sums = [k.quantity.value for k in self.known.of(Measure.MONEY)]
        return any(value * _NEAR_LEAST <= quantity.value <= value * _NEAR_MOST for value in sums)
