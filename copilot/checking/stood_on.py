"""What a text stands on: the facts in force whose figures it says, and the sums of money in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from copilot.checking.ledger import Ledger
from copilot.checking.number_lock import held_by
from copilot.checking.quantity import Measure, Quantity
from copilot.domain.evidence import Fact

_MONEY = (Measure.MONEY, Measure.DISCOUNT, Measure.REDUCTION, Measure.MULTIBUY)


@dataclass(frozen=True, slots=True)
class StoodOn:
    """`facts` are of those the check was asked with, each once; `prices` as the text writes them."""

    facts: tuple[Fact, ...] = ()
    prices: tuple[str, ...] = ()


def stood_on(ledger: Ledger) -> StoodOn:
    """The facts whose figures a text says. A number of no product in particular stands on a product's fact only where
    it is a price: any number is somewhere in a catalogue."""
    live = frozenset(ledger.reading.request.facts)
    facts = dict.fromkeys(f for q in ledger.quantities for f in _facts(q, ledger) if f in live)
    text = ledger.reading.request.text
    prices = (text[q.start : q.end] for q in ledger.quantities if q.measure in _MONEY)
    return StoodOn(tuple(facts), tuple(dict.fromkeys(prices)))


def _facts(quantity: Quantity, ledger: Ledger) -> Iterator[Fact]:
    anybodys = not ledger.scope(quantity) and quantity.measure not in _MONEY
    for known in held_by(quantity, ledger):
        if known.fact is not None and not (anybodys and known.product):
            yield known.fact
