"""The price of one of so many: six bags for 99 are 16.5 a bag, 50 ml for $22 are 44 cents a ml."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations, islice

from copilot.checking.arithmetic import rounds
from copilot.checking.ledger import Ledger
from copilot.checking.numerals import value_of
from copilot.checking.quantity import MONTH_DAYS, PERIOD_IN_DAYS, THRESHOLD, YEAR_DAYS, Measure, Quantity
from copilot.checking.shelves import is_price

_SUMS = (Measure.MONEY, Measure.BARE)
_COUNTED = (Measure.COUNT, Measure.PERIOD, Measure.AMOUNT, Measure.PACK)
_PIECES = (Measure.COUNT, Measure.PERIOD, Measure.PACK)
_BEFORE, _AFTER = 8, 10
_MOST_KNOWN, _MOST_COUNTS = 24, 12
_GRAMS_OF_OUNCE, _OUNCES = Decimal("28.35"), Decimal(16)
_PARTS = (Decimal(100), Decimal(500), Decimal(1000))
"""Grams or millilitres that prices are told for."""
_ONE, _TWO, _MONTHS = Decimal(1), Decimal(2), Decimal(12)


def is_unit_price(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a sum is said as what one of something costs, and comes of a price and of how many that is for: a price told
    or known of what is spoken of, and numbers told or known of it."""
    if not _for_one(quantity, ledger):
        return False
    stretch = ledger.reading.surface.sentence_at(quantity.start)
    told = (q for q in ledger.near(quantity) if stretch.start <= q.start < stretch.end)
    counts = {*_counts(told), *_few(quantity, ledger), *_of_year(quantity, ledger)} - {_ONE}
    if not counts:
        # Without a larger sum before it, 99 a piece is a price by itself, and would be some share of some known number.
        larger = any(s > quantity.value for s in _sums_told(quantity, ledger))
        counts = set(_counts((*ledger.near(quantity), *(_known_counts(quantity, ledger) if larger else ()))))
    return _is_share(quantity, ledger, counts)


def is_missed(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a sum is said as what one costs right after a price and a number of pieces, and comes of no price and number
    that there are."""
    if not _for_one(quantity, ledger):
        return False
    stretch = ledger.reading.surface.sentence_at(quantity.start)
    before = [q for q in ledger.near(quantity) if stretch.start <= q.start and q.end <= quantity.start]
    counted = [q for q in before if q.measure in _PIECES and (q.written or q.value) > 1]
    priced = [q for q in before if q.measure in _SUMS and q.value > quantity.value and _is_price_told(q, ledger)]
    if not counted or not priced:
        return False
    counts = {*_counts((*ledger.near(quantity), *_known_counts(quantity, ledger))), *_few(quantity, ledger)}
    return not _is_share(quantity, ledger, counts)


def _is_share(quantity: Quantity, ledger: Ledger, counts: set[Decimal]) -> bool:
    """Whether a sum is a price, told or known, shared by one of the counts or by two of them: four bags of ten cups."""
    several = {a * b for a, b in combinations(sorted(counts)[-_MOST_COUNTS:], 2)}
    prices = {*_sums_told(quantity, ledger), *_known_prices(quantity, ledger)}
    return any(rounds(quantity, price / n) for price in prices for n in counts | several if n > 1)


def _is_price_told(quantity: Quantity, ledger: Ledger) -> bool:
    return any(k.holds and is_price(k) for k in ledger.known.agreeing(quantity))


def _for_one(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a number is a sum, and a word beside it makes it that of one: 一袋, each, a ml."""
    if quantity.measure not in _SUMS or quantity.tail == THRESHOLD:
        return False
    plain, turns = ledger.reading.surface.plain, ledger.phrases.turns
    before = plain[max(0, quantity.start - _BEFORE) : quantity.start]
    return bool(turns.one_after.match(plain, quantity.end, quantity.end + _AFTER) or turns.one_before.search(before))


def _of_year(quantity: Quantity, ledger: Ledger) -> Iterator[Decimal]:
    """How many months a year has, where the sum is one month's."""
    if ledger.phrases.turns.of_month.match(ledger.reading.surface.plain, quantity.end):
        yield _MONTHS


def _few(quantity: Quantity, ledger: Ledger) -> Iterator[Decimal]:
    """Numbers in words that are too small to be claims: both of you."""
    for word in ledger.phrases.few_pieces.finditer(ledger.sentence(quantity)):
        if word[0] not in quantity.quote:
            yield _TWO if word[1] else value_of(word[0]) or _ONE


def _known_counts(quantity: Quantity, ledger: Ledger) -> Iterator[Quantity]:
    """What is known to be in what is spoken of."""
    if products := ledger.products_of(quantity):
        facts = (k.quantity for k in ledger.known.holding_of(products) if k.fact)
        yield from islice((q for q in facts if q.measure in _COUNTED), _MOST_KNOWN)


def _counts(told: Iterable[Quantity]) -> Iterator[Decimal]:
    """The numbers that a price may be shared by, in the units that people say it for."""
    for q in told:
        match q.measure:
            case Measure.COUNT | Measure.BARE:
                yield q.written or q.value
            case Measure.PERIOD:
                yield from (q.written or q.value, *_days(q))
            case Measure.AMOUNT:
                yield from _amounts(q.written or q.value, q.value)
            case Measure.PACK:
                yield from (q.values[1], q.values[0] * q.values[1])
            case Measure.MULTIBUY if not q.unit:
                yield from (q.values[0], q.values[0] + q.values[1])


def _days(period: Quantity) -> Iterator[Decimal]:
    days = period.value / 12 * YEAR_DAYS if period.unit == "month" else period.value * PERIOD_IN_DAYS[period.unit]
    yield from (days, days / 7) if days >= 1 else ()
    if period.unit == "month":
        yield from (period.value, period.value * MONTH_DAYS)


def _amounts(written: Decimal, base: Decimal) -> Iterator[Decimal]:
    yield from (written, base, base / _GRAMS_OF_OUNCE, written * _OUNCES)
    yield from (base / part for part in _PARTS)


def _sums_told(quantity: Quantity, ledger: Ledger) -> Iterator[Decimal]:
    """The sums that the text tells beside it, and larger ones without a unit."""
    for q in ledger.near(quantity):
        if q.tail != THRESHOLD and (
            q.measure is Measure.MONEY or (q.measure is Measure.BARE and q.value > quantity.value)
        ):
            yield q.value
        elif q.measure is Measure.MULTIBUY and q.unit == "for":
            yield q.values[1]


def _known_prices(quantity: Quantity, ledger: Ledger) -> Iterator[Decimal]:
    products = ledger.products_of(quantity)
    known = (k for k in ledger.known.holding_of(products) if is_price(k)) if products else iter(())
    yield from (k.quantity.value for k in islice(known, _MOST_KNOWN))
