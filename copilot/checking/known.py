"""Every quantity the brand's facts and the evidence know, with whose it is and when it holds."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from copilot.checking.answers import answered_counts
from copilot.checking.context import NOWHERE, Context
from copilot.checking.names import Mention
from copilot.checking.numerals import singular
from copilot.checking.periods import ALWAYS, Period, Piece, Standing, as_date, is_first_day, pieces_of, standing_at
from copilot.checking.quantity import Measure, Quantity
from copilot.domain.evidence import EvidenceItem, Fact, Field, Role

_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")


_AND = re.compile(r"\s*(?:和|与|及|、|跟|，|,|and|or|&)\s*(?:and\s|the\s|a\s)*")
_TO = re.compile(r"\s*(?:到|至|-|–|—|~|～|to|through|till|until)\s*")
_RIGHT_AFTER = 8
_CENTURY = 100
_WEEK = 7
_OFFERED = (Measure.MONEY, Measure.BARE, Measure.DISCOUNT, Measure.REDUCTION, Measure.MULTIBUY)
_DEALS = (Measure.DISCOUNT, Measure.REDUCTION, Measure.MULTIBUY)
_OF_OFFERS = (Measure.DATE, Measure.WEEKDAY, Measure.CLOCK, Measure.RANK)
"""The day of an offer, and how many may have it, are those of every product its sentence names."""
_OF_THE_SHOP = (Role.POLICY, Role.FAQ)
"""Passages that speak of a product only where they name it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A quantity that is known. `product` is "" when it may be anybody's; `context` holds words it stands among."""

    quantity: Quantity
    product: str
    standing: Standing
    context: Context
    label: str
    """How it is written where it was read."""
    fact: Fact | None = None
    field_words: frozenset[str] = frozenset()
    """The words of the fact's field."""
    qualifiers: tuple[Quantity, ...] = ()
    """Quantities of the fact's note: the size or pack that a price is for."""
    about: str = ""
    """The product last named before it in its passage, of which it probably speaks."""
    period: Period = ALWAYS
    """The days on which it holds."""

    @property
    def holds(self) -> bool:
        """Whether it is in force."""
        return self.standing is Standing.IN_FORCE

    @property
    def of_goods(self) -> bool:
        """Whether it is said of a product, or probably is."""
        return bool(self.product or self.about)


@dataclass(frozen=True, slots=True)
class Reader:
    """How text is read: made plain, searched for quantities and for product names."""

    plain: Callable[[str], str]
    quantities: Callable[[str], tuple[Quantity, ...]]
    mentions: Callable[[str], tuple[Mention, ...]]
    context: Callable[[str, Quantity], Context]
    words: Callable[[str], frozenset[str]]
    of_all: re.Pattern[str]
    """What a price list calls a row about the whole shop."""


def of_fact(fact: Fact, at: date, reader: Reader) -> list[Known]:
    """The quantities a fact states: its value, its note's, and the days it begins and ends."""
    standing = standing_of(fact, at)
    label = f"{fact.value}{fact.unit}"
    note = reader.plain(fact.note)
    field = "" if fact.field in Field.PRICES else reader.plain(fact.field)
    about = reader.words(f"{field} {note}")
    context = Context(about | reader.words(reader.plain(label)), about | reader.words(reader.plain(fact.product)))
    noted = reader.quantities(note)
    period = Period(fact.valid_from, fact.valid_to)
    product = "" if reader.of_all.fullmatch(reader.plain(fact.product)) else fact.product
    found = [
        Known(q, product, standing, context, label, fact, reader.words(field), noted, period=period)
        for q in _stated(fact, reader)
    ]
    found += [Known(q, product, standing, context, q.quote, fact, period=period) for q in noted]
    for day in (fact.valid_from, fact.valid_to):
        if day:
            values = (Decimal(day.year), Decimal(day.month), Decimal(day.day))
            quantity = Quantity(Measure.DATE, values, "", 0, 0, day.isoformat())
            found.append(Known(quantity, product, standing, NOWHERE, day.isoformat(), fact, period=period))
    return [*found, *(part for k in found for part in _parts(k))]


def _parts(known: Known) -> list[Known]:
    """What is also known with a quantity: one of a pack and their number, the hour said with a weekday."""
    if known.quantity.measure is Measure.PACK:
        amount, count = known.quantity.values
        one = replace(known.quantity, measure=Measure.AMOUNT, values=(amount,))
        many = replace(known.quantity, measure=Measure.COUNT, values=(count,), unit=known.quantity.tail, written=None)
        return [replace(known, quantity=one), *([replace(known, quantity=many)] if many.unit else [])]
    if known.quantity.measure is Measure.MULTIBUY and known.quantity.unit in ("nth", "for"):
        paid = known.quantity.values[1]
        return [replace(known, quantity=replace(known.quantity, measure=Measure.MONEY, values=(paid,), unit=""))] * (
            paid > 1
        )
    if known.quantity.measure is not Measure.WEEKDAY or known.quantity.values[1] < 0:
        return []
    hour = known.quantity.values[1]
    clock = replace(known.quantity, measure=Measure.CLOCK, values=(hour // 1, hour % 1 * 60))
    return [replace(known, quantity=clock)]


def _years_since(known: Known, at: date) -> list[Known]:
    """成立于2019年 also tells for how many years there is something, counted either way."""
    year, month, day = known.quantity.values if known.quantity.measure is Measure.DATE else (Decimal(0),) * 3
    passed = at.year - int(year)
    if month or day or not 1 <= passed < _CENTURY:
        return []
    period = replace(known.quantity, measure=Measure.PERIOD, unit="month", written=None)
    return [replace(known, quantity=replace(period, values=(Decimal(12 * n),))) for n in (passed, passed + 1)]


def standing_of(fact: Fact, at: date) -> Standing:
    """Where `at` lies to the fact's dates."""
    return Period(fact.valid_from, fact.valid_to).standing(at)


def unchanged_since(facts: Iterable[Fact], at: date) -> date:
    """The first day from which all facts have stood to the calendar as they do on `at`: on every day between, they are
    known alike."""
    begun = [f.valid_from for f in facts if f.valid_from and f.valid_from <= at]
    ended = [f.valid_to + timedelta(days=1) for f in facts if f.valid_to and f.valid_to < at]
    return max([*begun, *ended], default=date.min)


def _stated(fact: Fact, reader: Reader) -> list[Quantity]:
    plain = reader.plain(f"{fact.value}{fact.unit}")
    if fact.field in Field.PRICES and fact.number is not None:
        currency = next((q.unit for q in reader.quantities(plain) if q.measure is Measure.MONEY), "")
        return [Quantity(Measure.MONEY, (fact.number,), currency, 0, 0, plain)]
    found = list(reader.quantities(plain))
    if fact.number is not None and not any(q.measure is not Measure.BARE for q in found):
        unit = reader.plain(fact.unit).strip()
        measure = Measure.COUNT if unit else Measure.BARE
        return [Quantity(measure, (fact.number,), singular(unit), 0, 0, plain)]
    return found


def of_passage(item: EvidenceItem, at: date, reader: Reader) -> list[Known]:
    """The quantities of an item that is a passage."""
    assert item.passage is not None
    text = f"{item.passage.heading}\n{item.text}" if item.passage.heading not in item.text else item.text
    plain = reader.plain(text)
    quantities = (*reader.quantities(plain), *answered_counts(plain))
    pieces = pieces_of(plain, quantities, at)
    mentions = reader.mentions(plain)
    otherwise = item.passage.product or ""
    if item.role in _OF_THE_SHOP and otherwise not in {
        m.product for m in reader.mentions(reader.plain(item.passage.heading))
    }:
        otherwise = ""
    found = [
        Known(
            q,
            "" if _of_all_goods(q, plain, reader) else _owner(q, mentions, plain, otherwise),
            standing,
            reader.context(plain, q),
            q.quote,
            about=_about(q, mentions, plain),
            period=period,
        )
        for q in quantities
        for standing, period in [
            _in_piece(q, item, pieces, at) if pieces else _passage_standing(q, item, quantities, plain, at)
        ]
    ]
    parts = (part for k in found for part in (*_parts(k), *_years_since(k, at)))
    return [*found, *parts, *_days_between(found, plain)]


def _days_between(found: list[Known], plain: str) -> Iterator[Known]:
    """The weekdays that 周一到周日 spans beside its two ends."""
    days = [k for k in found if k.quantity.measure is Measure.WEEKDAY]
    for first, last in pairwise(days):
        if _TO.fullmatch(plain, first.quantity.end, last.quantity.start):
            begins, ends = int(first.quantity.value), int(last.quantity.value)
            for day in range(begins + 1, ends if ends > begins else ends + _WEEK):
                values = (Decimal((day - 1) % _WEEK + 1), Decimal(-1))
                yield replace(first, quantity=replace(first.quantity, values=values))


def _about(quantity: Quantity, mentions: tuple[Mention, ...], plain: str) -> str:
    """The product last named before a quantity; before a day, only in its own sentence."""
    last = next((m for m in reversed(mentions) if m.end <= quantity.start), None)
    if last is None or (quantity.measure in _OF_OFFERS and _SENTENCE_END.search(plain, last.end, quantity.start)):
        return ""
    return last.product


def _of_all_goods(quantity: Quantity, plain: str, reader: Reader) -> bool:
    """全场满199减30: a deal with such words right before it is no one product's."""
    start = max(plain.rfind("\n", 0, quantity.start) + 1, quantity.start - _RIGHT_AFTER)
    return quantity.measure in _DEALS and bool(reader.of_all.search(plain, start, quantity.start))


def _owner(quantity: Quantity, mentions: tuple[Mention, ...], plain: str, otherwise: str) -> str:
    """The product a quantity of a passage is about: a price's is the last one named, others' is named in the sentence."""
    before = [m for m in mentions if m.end <= quantity.start]
    after = [m for m in mentions if 0 <= m.start - quantity.end <= _RIGHT_AFTER]
    if quantity.measure is Measure.DISCOUNT and after:
        return after[0].product
    if not before:
        return otherwise
    if quantity.measure in (Measure.MONEY, Measure.BARE):
        return before[-1].product
    if _SENTENCE_END.search(plain, before[-1].end, quantity.start):
        return otherwise
    together = len(before) > 1 and _AND.fullmatch(plain, before[-2].end, before[-1].start)
    others = quantity.measure in (*_OF_OFFERS, Measure.AMOUNT) and any(
        m.product != before[-1].product and not _SENTENCE_END.search(plain, m.end, quantity.start) for m in before
    )
    return otherwise if together or others else before[-1].product


def _in_piece(quantity: Quantity, item: EvidenceItem, pieces: Sequence[Piece], at: date) -> tuple[Standing, Period]:
    """Where the day lies to the period of a quantity's line. That of an offer to come only keeps what it offers."""
    standing, period = standing_at(pieces, quantity.start, at)
    offered = quantity.measure in _OFFERED or (standing is Standing.EXPIRED and item.role is Role.OFFER)
    return (standing, period) if offered else (Standing.IN_FORCE, ALWAYS)


def _passage_standing(
    quantity: Quantity, item: EvidenceItem, quantities: tuple[Quantity, ...], plain: str, at: date
) -> tuple[Standing, Period]:
    """An offer is over when all the days it names are past: those of the passage, or of a price's own sentence."""
    last = [q for q in quantities if q.measure is Measure.DATE and not is_first_day(plain, q)]
    if item.role is Role.OFFER:
        days = [d for q in last if (d := as_date(q, at))]
        if days and max(days) < at:
            return Standing.EXPIRED, Period(last=max(days))
    if quantity.measure not in _OFFERED:
        return Standing.IN_FORCE, ALWAYS
    days = [
        d
        for q in last
        if not _SENTENCE_END.search(plain, min(q.end, quantity.end), max(q.start, quantity.start))
        and (d := as_date(q, at))
    ]
    over = Period(last=max(days)) if days and max(days) < at else ALWAYS
    return over.standing(at), over
