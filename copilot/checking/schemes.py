"""Ways of selling that have terms of their own (group buys, flash sales, draws), where the knowledge has none of them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from copilot.checking.ledger import Ledger
from copilot.checking.quantity import Measure, Quantity
from copilot.domain.draft import Finding

_PRICED = (Measure.MONEY, Measure.BARE)
_LEAST = 5
"""Sums below it are counts."""
_ASKS = re.compile(r"\s?[?？]")


def unknown_schemes(ledger: Ledger) -> Iterator[Finding]:
    """Findings for a scheme that nothing known mentions, and for the sums of its clause: they are no price of it."""
    reading, request = ledger.reading, ledger.reading.request
    if not (request.facts or request.evidence):
        return
    for pattern in reading.offers.schemes.values():
        for found in pattern.finditer(reading.surface.plain):
            place = Quantity(Measure.MONEY, (), "", *found.span(), found[0])
            if _says_nothing(ledger, place) or ledger.is_told(pattern):
                continue
            yield reading.finding(ledger.notices["offer_scheme_unknown"], *found.span())
            for quantity in _sums(ledger, place):
                yield ledger.finding("unmatched", replace(quantity, measure=Measure.MONEY))


def _says_nothing(ledger: Ledger, place: Quantity) -> bool:
    """Whether the clause denies the scheme or tells of others, or its sentence asks."""
    reading = ledger.reading
    if reading.offers.not_schemes.search(ledger.clause(place)):
        return True
    stretch = reading.surface.sentence_at(place.start)
    return bool(_ASKS.match(reading.surface.plain, stretch.end)) or ledger.sentence(place).endswith("吗")


def _sums(ledger: Ledger, place: Quantity) -> Iterator[Quantity]:
    """The sums from the scheme's name to the end of its sentence."""
    stretch = ledger.reading.surface.sentence_at(place.start)
    for quantity in ledger.near(place):
        if place.start <= quantity.start < stretch.end and quantity.measure in _PRICED and quantity.value >= _LEAST:
            yield quantity
