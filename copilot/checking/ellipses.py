"""Prices that are said of a second product by a word: 鸡爪39，凤爪也是."""

from collections.abc import Iterator
from dataclasses import replace

from copilot.checking.ledger import Ledger
from copilot.checking.quantity import THRESHOLD, Measure, agrees
from copilot.checking.right_values import values_instead, wrong
from copilot.domain.draft import Finding
from copilot.domain.evidence import Field

_REACH = 24


def same_prices(ledger: Ledger) -> Iterator[Finding]:
    """A finding for a product that is said to cost as much as the sum before it, and does not."""
    plain = ledger.reading.surface.plain
    sums = [q for q in ledger.quantities if q.measure is Measure.MONEY and q.tail != THRESHOLD]
    for mention in ledger.mentions:
        also = ledger.reading.offers.same_price.match(plain, mention.end)
        said = [q for q in sums if 0 <= mention.start - q.end <= _REACH]
        if not also or not said:
            continue
        known = [
            k
            for k in ledger.known.of_products([mention.product])
            if k.holds and k.fact and k.fact.field in Field.PRICES and k.quantity.measure is Measure.MONEY
        ]
        if known and not any(agrees(said[-1], k.quantity) for k in known):
            place = replace(said[-1], start=mention.start, end=also.end(), quote=plain[mention.start : also.end()])
            instead = values_instead(place, ledger, frozenset({mention.product}))
            yield replace(wrong("conflict", place, ledger, instead), replacement=None)
