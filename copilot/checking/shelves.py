"""Everything known, kept so that what agrees with a number, and what it rivals, is found without reading it all."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from copilot.checking.context import Context
from copilot.checking.known import Known
from copilot.checking.quantity import PERIOD_IN_DAYS, Hedge, Measure, Quantity, agrees, comparable
from copilot.domain.evidence import Field

_SCALAR = frozenset(
    {Measure.MONEY, Measure.PERCENT, Measure.AMOUNT, Measure.COUNT, Measure.RANK, Measure.BARE, Measure.PERIOD}
)
_KEPT = 4_000
"""Numbers of texts whose known equals are remembered: most of a text stays as it was at the last key."""
YEAR = ("year", "")
_LOWEST, _HIGHEST = Decimal("0.55"), Decimal("1.9")
"""No hedge reaches further than this: `quantity.agrees`."""
_JUST_BELOW, _JUST_ABOVE = Decimal("0.999"), Decimal("1.001")
"""Nor a number that is meant exactly further than this."""
_YEARS_BELOW, _YEARS_ABOVE = Decimal("0.98"), Decimal("1.02")
"""A year is twelve months of thirty days, or 365 days."""


class _Holding:
    """Known quantities in force, in the order they were read, by product."""

    def __init__(self) -> None:
        self.all: list[Known] = []
        self._by_product: dict[str, list[tuple[int, Known]]] = defaultdict(list)
        self._by_word: dict[str, list[int]] | None = None

    def add(self, known: Known) -> None:
        self._by_product[known.product].append((len(self.all), known))
        self.all.append(known)

    def of(self, scope: frozenset[str]) -> Sequence[Known]:
        if not scope:
            return self.all
        groups = [g for product in (*scope, "") if (g := self._by_product.get(product))]
        return [known for _, known in sorted(chain(*groups), key=_place)]

    def sharing(self, context: Context, scope: frozenset[str], products: Iterable[str]) -> Iterator[Known]:
        """Of those `of` gives, the ones that share a word or a figure with `context`, and the facts of `products`."""
        by_word = self._by_word if self._by_word is not None else self._read_words()
        places = {n for product in products for n, known in self._by_product.get(product, ()) if known.fact}
        for words in (context.wide, context.near, context.figures):
            for word in words:
                if found := by_word.get(word):
                    places.update(found)
        for n in sorted(places):
            known = self.all[n]
            if not scope or not known.product or known.product in scope:
                yield known

    def _read_words(self) -> dict[str, list[int]]:
        """Made when it is first needed: most of what is known is never rivalled."""
        by_word: dict[str, list[int]] = defaultdict(list)
        for n, known in enumerate(self.all):
            for word in known.context.near | known.context.wide | known.context.figures:
                by_word[word].append(n)
        self._by_word = by_word
        return by_word


_NONE = _Holding()


class Shelf:
    """Known quantities by measure, value, subject and product."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.all = tuple(known)
        self.by_measure: dict[Measure, list[Known]] = defaultdict(list)
        self.by_subject: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self.by_product: dict[str, list[Known]] = defaultdict(list)
        self.holding_of: dict[str, list[Known]] = defaultdict(list)
        self.priced: set[str] = set()
        """Products with a price in force."""
        self._agreeing: dict[tuple[object, ...], tuple[Known, ...]] = {}
        self._by_figure: dict[Decimal, list[Known]] = defaultdict(list)
        self._by_unit: dict[tuple[Measure, str], list[tuple[int, Known]]] = defaultdict(list)
        self._by_day: dict[tuple[Decimal, ...], list[Known]] = defaultdict(list)
        self.holding: dict[Measure, _Holding] = defaultdict(_Holding)
        self.holding_of_subject: dict[tuple[str, str], _Holding] = defaultdict(_Holding)
        scalars: dict[Measure, list[tuple[Decimal, int, Known]]] = defaultdict(list)
        for n, entry in enumerate(self.all):
            quantity = entry.quantity
            self.by_measure[quantity.measure].append(entry)
            self.by_product[entry.product].append(entry)
            self._by_unit[quantity.measure, quantity.unit].append((n, entry))
            if quantity.measure is Measure.DATE:
                self._by_day[quantity.values[1:]].append(entry)
            for figure in {*quantity.values, *((quantity.written,) if quantity.written is not None else ())}:
                self._by_figure[figure].append(entry)
            if entry.holds:
                self.holding[quantity.measure].add(entry)
                self.holding_of[entry.product].append(entry)
                if is_price(entry):
                    self.priced.add(entry.product)
            if subject := subject_of(quantity):
                self.by_subject[subject].append(entry)
                if entry.holds:
                    self.holding_of_subject[subject].add(entry)
            if quantity.measure in _SCALAR:
                scalars[quantity.measure].append((in_base(quantity), n, entry))
        self._scalars: dict[Measure, tuple[list[Decimal], list[Known]]] = {
            measure: ([r[0] for r in rows], [r[2] for r in rows])
            for measure, rows in ((m, sorted(rows, key=lambda r: r[:2])) for m, rows in scalars.items())
        }

    def agreeing(self, said: Quantity) -> tuple[Known, ...]:
        """What agrees with `said`."""
        spelled = said.quote if said.measure is Measure.CLOCK else ""
        key = (said.measure, said.values, said.unit, said.hedge, said.written, spelled)
        if (known := self._agreeing.get(key)) is None:
            if len(self._agreeing) >= _KEPT:
                self._agreeing.clear()
            known = self._agreeing[key] = tuple(k for k in self.like(said) if agrees(said, k.quantity))
        return known

    def like(self, said: Quantity) -> Iterator[Known]:
        """What may agree with `said`; `quantity.agrees` has the last word."""
        if said.measure is Measure.BARE and said.hedge is Hedge.EXACT:
            yield from self._by_figure.get(said.value, ())
            return
        for measure in comparable(said.measure):
            if measure is Measure.DATE and said.values[1] and said.values[2]:
                yield from self._by_day.get(said.values[1:], ())
            elif (
                measure is Measure.BARE
                and len(said.values) > 1
                and (said.measure is not Measure.DATE or any(said.values[1:]))
            ):
                continue
            elif said.measure is Measure.AMOUNT and measure in (Measure.SIZE, Measure.PACK) and said.unit:
                yield from self._in_unit(measure, said.unit)
            elif measure not in _SCALAR or said.measure is Measure.BARE or len(said.values) > 1:
                yield from self.by_measure.get(measure, ())
            elif measure in self._scalars:
                values, entries = self._scalars[measure]
                value = in_base(said) if measure is said.measure else said.value
                low, high = _reach(said, measure)
                yield from entries[bisect_left(values, value * low) : bisect_right(values, value * high)]

    def _in_unit(self, measure: Measure, unit: str) -> Iterator[Known]:
        """Those of a measure in a unit, and those whose unit was not written."""
        groups = (self._by_unit.get((measure, u), ()) for u in (unit, ""))
        return (known for _, known in sorted(chain(*groups), key=_place))


class Knowns:
    """The facts' shelf, which outlives a check, and the passages'."""

    def __init__(self, *shelves: Shelf) -> None:
        self._shelves = shelves

    def of(self, *measures: Measure) -> Iterator[Known]:
        """The known quantities of these measures, in the order they were read."""
        return (k for measure in measures for shelf in self._shelves for k in shelf.by_measure.get(measure, ()))

    def like(self, said: Quantity) -> Iterator[Known]:
        """What may agree with `said`."""
        return (k for shelf in self._shelves for k in shelf.like(said))

    def agreeing(self, said: Quantity) -> Iterator[Known]:
        """What agrees with `said`."""
        return chain.from_iterable(shelf.agreeing(said) for shelf in self._shelves)

    def holding_of(self, products: Iterable[str]) -> Iterator[Known]:
        """What is in force of these products."""
        return (k for product in products for shelf in self._shelves for k in shelf.holding_of.get(product, ()))

    def priced(self, products: Iterable[str]) -> bool:
        """Whether one of the products has a price in force."""
        return any(product in shelf.priced for product in products for shelf in self._shelves)

    def same_subject(self, said: Quantity) -> Sequence[Known]:
        """What counts the same kind of thing as `said`."""
        subject = subject_of(said)
        return [k for shelf in self._shelves for k in shelf.by_subject.get(subject, ())] if subject else ()

    def holding(self, measure: Measure, scope: frozenset[str]) -> Iterator[Known]:
        """What of a measure is in force for the products in `scope`, or for all; of any where it is empty."""
        return (k for shelf in self._shelves for k in shelf.holding.get(measure, _NONE).of(scope))

    def holding_of_subject(self, said: Quantity, scope: frozenset[str]) -> Iterator[Known]:
        """What is in force and counts the same kind of thing as `said`, for the products in `scope`."""
        if subject := subject_of(said):
            for shelf in self._shelves:
                yield from shelf.holding_of_subject.get(subject, _NONE).of(scope)

    def sharing(
        self, said: Quantity, context: Context, scope: frozenset[str], products: Iterable[str]
    ) -> Iterator[Known]:
        """Of `holding_of_subject`, what shares a word or a figure with `context`, and the facts of `products`."""
        if subject := subject_of(said):
            for shelf in self._shelves:
                yield from shelf.holding_of_subject.get(subject, _NONE).sharing(context, scope, products)

    def of_products(self, products: Iterable[str]) -> Iterator[Known]:
        """What is known of these products."""
        return (k for product in products for shelf in self._shelves for k in shelf.by_product.get(product, ()))


def is_price(known: Known) -> bool:
    """Whether a known quantity is a price of the price list."""
    return known.fact is not None and known.fact.field in Field.PRICES and known.quantity.measure is Measure.MONEY


def _reach(said: Quantity, measure: Measure) -> tuple[Decimal, Decimal]:
    """How far below and above a number of `measure` that agrees with `said` may lie."""
    if said.hedge is not Hedge.EXACT:
        return _LOWEST, _HIGHEST
    if measure is said.measure:
        return (_YEARS_BELOW, _YEARS_ABOVE) if measure is Measure.PERIOD else (_JUST_BELOW, _JUST_ABOVE)
    written_so = said.written is None or said.written == said.value
    exactly = said.measure is not Measure.PERIOD and written_so
    return (_JUST_BELOW, _JUST_ABOVE) if exactly else (_LOWEST, _HIGHEST)


def _place(entry: tuple[int, Known]) -> int:
    return entry[0]


def in_base(quantity: Quantity) -> Decimal:
    """The value in a unit that all quantities of the measure share as far as they can."""
    if quantity.measure is Measure.PERIOD:
        return quantity.value * PERIOD_IN_DAYS[quantity.unit]
    return quantity.value


def subject_of(quantity: Quantity) -> tuple[str, str] | None:
    """What kind of thing a number counts; two numbers of one kind may be rivals. None for a number without a unit."""
    match quantity.measure:
        case Measure.BARE:
            return ("count", quantity.tail) if quantity.tail.isalpha() else None
        case Measure.COUNT:
            return ("count", quantity.unit)
        case Measure.AMOUNT | Measure.PERCENT | Measure.RANK | Measure.MULTIBUY:
            return (quantity.measure, quantity.unit)
        case Measure.DATE:
            return YEAR if not quantity.values[1] and not quantity.values[2] else ("day", "")
        case measure:
            return (measure, "")
