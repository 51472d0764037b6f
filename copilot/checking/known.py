"""Every quantity the brand's facts and the evidence know, with whose it is and when it holds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from copilot.checking.names import Mention
from copilot.checking.quantity import Measure, Quantity
from copilot.domain.evidence import EvidenceItem, Fact, Field, Role

_CONTEXT = 6


class Standing(StrEnum):
    """Whether a fact holds on the day."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Known:
    """A quantity that is known. `product` is "" when it may be anybody's; `keys` are words it stands among."""

    quantity: Quantity
    product: str
    standing: Standing
    keys: frozenset[str]
    label: str
    """How it is written where it was read."""
    fact: Fact | None = None

    @property
    def holds(self) -> bool:
        """Whether it is in force."""
        return self.standing is Standing.IN_FORCE


@dataclass(frozen=True, slots=True)
class Reader:
    """How text is read: made plain, searched for quantities and for product names."""

    plain: Callable[[str], str]
    quantities: Callable[[str], tuple[Quantity, ...]]
    mentions: Callable[[str], tuple[Mention, ...]]


class Knowns:
    """Everything known for one check, by measure."""

    def __init__(self, of_facts: Iterable[Known], of_passages: Iterable[Known]) -> None:
        self.all = (*of_facts, *of_passages)
        self._by_measure: dict[Measure, list[Known]] = {m: [] for m in Measure}
        for known in self.all:
            self._by_measure[known.quantity.measure].append(known)

    def of(self, *measures: Measure) -> Iterator[Known]:
        """The known quantities of these measures, in the order they were read."""
        for measure in measures:
            yield from self._by_measure[measure]


def facts_known(facts: tuple[Fact, ...], at: date, reader: Reader) -> tuple[Known, ...]:
    """The quantities of `facts`."""
    return tuple(k for fact in facts for k in of_fact(fact, at, reader))


def passages_known(evidence: tuple[EvidenceItem, ...], at: date, reader: Reader) -> tuple[Known, ...]:
    """The quantities of the passages among `evidence`."""
    return tuple(k for item in evidence if item.passage for k in _of_passage(item, at, reader))


def of_fact(fact: Fact, at: date, reader: Reader) -> list[Known]:
    """The quantities a fact states: its value, its note's, and the days it begins and ends."""
    standing = standing_of(fact, at)
    label = f"{fact.value}{fact.unit}"
    found = [
        Known(q, fact.product, standing, _bigrams(reader.plain(fact.field)) | keys, label, fact)
        for q, keys in _stated(fact, reader)
    ]
    note = reader.plain(fact.note)
    found += [Known(q, fact.product, standing, _around(note, q), q.quote, fact) for q in reader.quantities(note)]
    for day in (fact.valid_from, fact.valid_to):
        if day:
            values = (Decimal(day.year), Decimal(day.month), Decimal(day.day))
            quantity = Quantity(Measure.DATE, values, "", 0, 0, day.isoformat())
            found.append(Known(quantity, fact.product, standing, frozenset(), day.isoformat(), fact))
    return found


def standing_of(fact: Fact, at: date) -> Standing:
    """Where `at` lies to the fact's dates."""
    if fact.valid_to and fact.valid_to < at:
        return Standing.EXPIRED
    if fact.valid_from and fact.valid_from > at:
        return Standing.NOT_YET
    return Standing.IN_FORCE


def _stated(fact: Fact, reader: Reader) -> list[tuple[Quantity, frozenset[str]]]:
    plain = reader.plain(f"{fact.value}{fact.unit}")
    if fact.field in Field.PRICES and fact.number is not None:
        currency = next((q.unit for q in reader.quantities(plain) if q.measure is Measure.MONEY), "")
        return [(Quantity(Measure.MONEY, (fact.number,), currency, 0, 0, plain), frozenset())]
    found = [(q, _around(plain, q)) for q in reader.quantities(plain)]
    if not found and fact.number is not None:
        unit = reader.plain(fact.unit).strip()
        found = [(Quantity(Measure.COUNT if unit else Measure.BARE, (fact.number,), unit, 0, 0, plain), frozenset())]
    return found


def _of_passage(item: EvidenceItem, at: date, reader: Reader) -> list[Known]:
    assert item.passage is not None
    text = f"{item.passage.heading}\n{item.text}" if item.passage.heading not in item.text else item.text
    plain = reader.plain(text)
    quantities = reader.quantities(plain)
    mentions = reader.mentions(plain)
    standing = _passage_standing(item, quantities, at)
    return [
        Known(q, owner(q, mentions, item.passage.product or ""), standing, _around(plain, q), q.quote)
        for q in quantities
    ]


def owner(quantity: Quantity, mentions: tuple[Mention, ...], otherwise: str) -> str:
    """The product whose price a sum of money in a passage is; other quantities are the passage's own."""
    if quantity.measure not in (Measure.MONEY, Measure.BARE):
        return otherwise
    before = [m for m in mentions if m.end <= quantity.start]
    return before[-1].product if before else otherwise


def _passage_standing(item: EvidenceItem, quantities: tuple[Quantity, ...], at: date) -> Standing:
    """An offer that names the days it ran, all of them past, is over."""
    if item.role is not Role.OFFER:
        return Standing.IN_FORCE
    days = [d for q in quantities if q.measure is Measure.DATE and (d := as_date(q, at))]
    return Standing.EXPIRED if days and max(days) < at else Standing.IN_FORCE


def as_date(quantity: Quantity, at: date) -> date | None:
    """The day a written date means on the day `at`: without a year, the nearest one; None if there is no such day."""
    year, month, day = (int(v) for v in quantity.values)
    if not day:
        return None
    try:
        if year:
            return date(year, month or at.month, day)
        near = [date(y, month or at.month, day) for y in (at.year - 1, at.year, at.year + 1)]
    except ValueError:
        return None
    return min(near, key=lambda d: abs((d - at).days))


def _around(plain: str, quantity: Quantity) -> frozenset[str]:
    before = plain[max(0, quantity.start - _CONTEXT) : quantity.start]
    return _bigrams(before) | _bigrams(plain[quantity.end : quantity.end + _CONTEXT])


def _bigrams(text: str) -> frozenset[str]:
    words = {w for w in text.replace("_", " ").split() if w.isascii() and len(w) > 3}
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    return frozenset(words | {p for p in pairs if p.isalpha() and not p.isascii()})
