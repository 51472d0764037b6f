"""Numbers that need no source: a size by which something is called, a customer's own, and what a text reckons by itself."""

import re

from copilot.checking.ledger import Ledger
from copilot.checking.quantity import Measure, Quantity
from copilot.checking.reckoned_times import is_reckoned
from copilot.checking.sums import is_together
from copilot.checking.unit_prices import is_unit_price

_BESIDE = 10
_AGED = re.compile(r"\bat\s$")
_HEADING = re.compile(r":\s")


def stands_alone(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> bool:
    """Whether a number that nothing in force states needs nothing that states it. `scope` is what the text speaks of."""
    return (
        _is_size(quantity, ledger, scope)
        or _is_own_measure(quantity, ledger)
        or _is_title(quantity, ledger)
        or is_together(quantity, ledger)
        or is_unit_price(quantity, ledger)
        or is_reckoned(quantity, ledger)
    )


def _is_own_measure(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether an amount is a customer's own, or that of an animal or a child: a corgi of 8 kg."""
    if quantity.measure is not Measure.AMOUNT:
        return False
    plain = ledger.reading.surface.plain
    found = ledger.phrases.turns.own_measure.finditer(plain, max(0, quantity.start - _BESIDE), quantity.end + _BESIDE)
    return any(m.start() < quantity.end and quantity.start < m.end() for m in found)


def _is_title(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a figure, read as a price for want of a currency, ends a heading, or tells of people: at 63 she began."""
    if quantity.measure is not Measure.MONEY or not quantity.quote.isdigit():
        return False
    plain = ledger.reading.surface.plain
    aged = _AGED.search(plain, max(0, quantity.start - _BESIDE), quantity.start)
    return bool(_HEADING.match(plain, quantity.end) or (aged and ledger.phrases.of_talk(ledger.clause(quantity))))


def _is_size(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> bool:
    """Whether a bare figure, read as a price, is the size by which a product is called: 轻羽500就是129."""
    if quantity.measure is not Measure.MONEY or not quantity.quote.isdigit() or not scope:
        return False
    sizes = (k for k in ledger.known.holding_of(scope) if k.quantity.measure in (Measure.AMOUNT, Measure.SIZE))
    return any(k.quantity.written == quantity.value for k in sizes)
