"""Finds every quantity in a text, however it is written."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from copilot.checking.calendar_forms import through_the_day
from copilot.checking.composites import COMPOSITES
from copilot.checking.found import Found
from copilot.checking.number_words import NumberPatterns, NumberWords, Unit
from copilot.checking.numerals import singular, value_of
from copilot.checking.quantity import Hedge, Measure, Quantity
from copilot.checking.sieve import Sieved, grams_of, needed

_CLAUSE_END = re.compile(r"[，。！？!?；;\n、：]|,(?!\d)|(?<=[a-z)%])\.(?=\s|$)|(?<=\d)\.(?=\s+[a-z$£€¥]|$)")
_ALWAYS_STRONG = frozenset(
    {Measure.MONEY, Measure.DISCOUNT, Measure.REDUCTION, Measure.MULTIBUY, Measure.DATE, Measure.SIZE, Measure.PACK}
)
_SMALL = Decimal(10)
_GENERATION = "第代"
_MODEL_NAMED = re.compile(
    r"\s?(?:产品|升级|技术|配方|工艺|面料|系统|芯片|款|版|[\u4e00-\u9fff]{1,6}(?:上市|发布|来了|升级|上架|上新|枕|垫|机|仪|霜|乳|杯|锅|鞋|衣|灯|椅|床|车|壶))"
)
"""What follows the generation of goods; 第三代打样 is a story."""
_QUEUES = ("第位", "第单", "第批", "第家")
"""第3位下单的: a place in a row of people rather than a rank."""
_MANY = Decimal(1000)
_MONTHS = 12
_HEDGE_REACH = 16
_NUMERALS = "零一二两三四五六七八九十百千万"
_PEOPLE = {"个人": "人"}
_OTHER_WORDS = "只本起场对"
"""Classifiers that begin other words as well: 到手199只要."""


class QuantityReader:
    """Reads quantities from lower-case, half-width text (`Surface.plain`)."""

    def __init__(self, words: NumberWords) -> None:
        self._patterns = NumberPatterns(words)
        composites = ((self._patterns.composites[name], build) for name, build in COMPOSITES)
        self._composites = tuple((Sieved(pattern, needed(pattern)), build) for pattern, build in composites)

    def read(self, plain: str) -> tuple[Quantity, ...]:
        """All quantities of `plain`, by their start; none overlaps another."""
        if not plain:
            return ()
        taken = bytearray(len(plain))
        found: list[Quantity] = []
        for hit in self._hits(plain, taken):
            if hit.start < hit.end and not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                found.append(self._finish(hit, plain))
        return tuple(through_the_day(sorted(found, key=lambda q: q.start), plain))

    def _hits(self, plain: str, taken: bytearray) -> Iterator[Quantity]:
        grams = grams_of(plain)
        for pattern, build in self._composites:
            for match in pattern.matches(plain, grams):
                yield from self._built(build, match, plain)
        for idiom in self._patterns.idioms.finditer(plain):
            if not any(taken[idiom.start() : idiom.end()]):
                taken[idiom.start() : idiom.end()] = b"\1" * (idiom.end() - idiom.start())
        for number in self._patterns.number.finditer(plain):
            if not taken[number.start()] and (hit := self._plain_number(number, plain)):
                yield hit

    def _built(
        self, build: "Callable[[Found], tuple[Quantity, ...]]", match: re.Match[str], plain: str
    ) -> Iterator[Quantity]:
        yield from build(Found(match, plain, self._patterns))

    def _plain_number(self, number: re.Match[str], plain: str) -> Quantity | None:
        value = value_of(number[0])
        if value is None:
            return None
        start, end = number.span()
        written = _written_in_figures(number[0])
        if start and written and plain[start - 1].isascii() and plain[start - 1].isalpha():
            return None
        if plain.startswith("月", end) and value <= _MONTHS and not plain.startswith("月内", end):
            return None
        if (unit := self._patterns.unit.match(plain, end)) and not _other_meaning(
            number[0], unit[1], plain, unit.end()
        ):
            return self._with_unit(value, self._patterns.units[unit[1]], plain, start, unit.end())
        if self._patterns.price_before.search(plain, max(0, start - 8), start) and self._is_price(plain, number):
            return _quantity(Measure.MONEY, value, "", plain, start, end)
        if counted := self._patterns.classifier.match(plain, end):
            thing = _PEOPLE.get(counted[1]) or singular(counted[1])
            return _quantity(Measure.COUNT, value, thing, plain, start, counted.end())
        year = len(number[0]) == 4 and number[0].isdigit() and Decimal(1900) <= value <= Decimal(2100)
        if (noun := self._patterns.noun.match(plain, end)) and noun[1] not in self._patterns.no_nouns and not year:
            return replace(_quantity(Measure.COUNT, value, singular(noun[1]), plain, start, end), tail=noun[1])
        if not written and value < 10:
            return None
        if len(number[0]) > 9 or (written and plain[end : end + 1].isascii() and plain[end : end + 1].isalpha()):
            return None
        return replace(_quantity(Measure.BARE, value, "", plain, start, end), tail=plain[end : end + 1])

    def _is_price(self, plain: str, number: re.Match[str]) -> bool:
        before = self._patterns.price_before.search(plain, max(0, number.start() - 8), number.start())
        assert before is not None
        sure = before[1] in self._patterns.words.price_words_sure
        followed = self._patterns.classifier.match(plain, number.end())
        noun = self._patterns.noun.match(plain, number.end())
        if noun and noun[1] not in self._patterns.no_nouns:
            return False
        spelled = number[0][0].isascii() and (value_of(number[0]) or 0) < _SMALL
        return (_written_in_figures(number[0]) or (len(number[0]) > 2 and not spelled)) and (
            not followed or (sure and followed[1] in _OTHER_WORDS)
        )

    def _with_unit(self, value: Decimal, unit: Unit, plain: str, start: int, end: int) -> Quantity:
        return replace(_quantity(unit.measure, value * unit.factor, unit.unit, plain, start, end), written=value)

    def _finish(self, quantity: Quantity, plain: str) -> Quantity:
        start = quantity.start
        before = self._patterns.before.search(plain, max(0, start - _HEDGE_REACH), start)
        after = self._patterns.after.match(plain, quantity.end)
        hedge = quantity.hedge
        if quantity.measure not in (Measure.DATE, Measure.WEEKDAY, Measure.CLOCK, Measure.REDUCTION, Measure.MULTIBUY):
            word = (before and before[1]) or (after and after[1])
            if quantity.measure is Measure.PERIOD and word in self._patterns.words.bounds:
                word = None
            hedge = self._patterns.hedges[word] if word and hedge is Hedge.EXACT else hedge
            if hedge is Hedge.EXACT and any(c in quantity.quote for c in "多余"):
                hedge = Hedge.ABOVE
            if hedge is Hedge.EXACT and "来" in quantity.quote:
                hedge = Hedge.ABOUT
        return replace(quantity, quote=plain[start : quantity.end], hedge=hedge, strong=self._strong(quantity, plain))

    def _strong(self, quantity: Quantity, plain: str) -> bool:
        figures = any(c.isdigit() for c in quantity.quote)
        match quantity.measure:
            case Measure.DATE:
                return quantity.values[1] != 0 or self._deadline(quantity, plain)
            case measure if measure in _ALWAYS_STRONG:
                return True
            case Measure.PERCENT:
                return quantity.value != 100
            case Measure.AMOUNT:
                counted = figures or (quantity.unit != "C" and _spelled_out(quantity))
                return counted and not (quantity.unit == "C" and self._weather(quantity, plain))
            case Measure.PERIOD:
                return bool(self._patterns.policy.search(clause(plain, quantity)))
            case Measure.RANK:
                if quantity.unit == _GENERATION and not _MODEL_NAMED.match(plain, quantity.end):
                    return False
                return quantity.unit not in _QUEUES and (quantity.value != 1 or figures)
            case Measure.COUNT:
                many = quantity.value >= _MANY or (quantity.unit in ("分", "倍") and "." in quantity.quote)
                claims = quantity.value >= _SMALL or figures
                return many or (claims and bool(self._patterns.claim.search(clause(plain, quantity))))
            case _:
                return False

    def _deadline(self, quantity: Quantity, plain: str) -> bool:
        return bool(quantity.values[2]) and bool(self._patterns.until.search(clause(plain, quantity)))

    def _weather(self, quantity: Quantity, plain: str) -> bool:
        return quantity.quote.endswith("度") and bool(self._patterns.weather.search(clause(plain, quantity)))


def clause(plain: str, quantity: Quantity) -> str:
    """The words around `quantity` up to the next marks on both sides."""
    start = max((m.end() for m in _CLAUSE_END.finditer(plain, max(0, quantity.start - 40), quantity.start)), default=0)
    last = min(len(plain), quantity.end + 40)
    after = _CLAUSE_END.search(plain, quantity.end, last)
    return plain[max(start, quantity.start - 40) : after.start() if after else last]


def _spelled_out(quantity: Quantity) -> bool:
    """十五公斤: a number of more than one character, which no idiom is."""
    return (quantity.written or quantity.value) >= _SMALL and sum(c in _NUMERALS for c in quantity.quote) > 1


def _written_in_figures(token: str) -> bool:
    return token[0].isdigit()


def _other_meaning(number: str, unit: str, plain: str, end: int) -> bool:
    """Whether the character after a number is part of another word, so that no unit was meant."""
    rest = plain[end : end + 2]
    figures = _written_in_figures(number)
    if unit in ("周", "月", "日", "夜", "晚") and not figures and len(number) > 1 and unit != "周":
        return True
    if unit == "月" or (unit == "日" and not rest.startswith(("内", "无", "之"))):
        return True
    if unit in ("米", "针", "分", "升", "磅", "刀", "瓦", "伏", "斤", "圆", "元") and not figures and len(number) == 1:
        return rest[:1] in "饭粥线剂外明级房气宝满形月素旦老头见" and bool(rest)
    if unit in ("平", "平方"):
        return rest[:1] in tuple("均时台安常整衡坦淡方等价行面凡川原底") and bool(rest)
    if unit == "度":
        return rest.startswith(("假", "过", "数", "量", "身", "蜜"))
    if unit == "年":
        return (figures and len(number) == 4 and number[:2] in ("19", "20")) or rest.startswith(("级", "货"))
    return unit == "天" and rest.startswith(("然", "气", "猫"))


def _quantity(measure: Measure, value: Decimal, unit: str, plain: str, start: int, end: int) -> Quantity:
    return Quantity(measure, (value,), unit, start, end, plain[start:end])
