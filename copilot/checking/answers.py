"""Counts that a question and its answer tell together: How many trucks do you have? Four, the biggest is 26 feet."""

import re
from collections.abc import Iterator
from decimal import Decimal

from copilot.checking.numerals import NUMBER, singular, value_of
from copilot.checking.quantity import Measure, Quantity

_HOW_MANY = re.compile(
    rf"\bhow many ([a-z]{{3,}})\b[^?\n]{{0,60}}\?\s*(?:(?:we(?:'ve| have)(?: got)?|there are|there's|just|only|about|it's) )*({NUMBER})(?![\d%]|[.:]\d)"
)
_MOST = Decimal(100_000)


def answered_counts(plain: str) -> Iterator[Quantity]:
    """What the number that begins an answer counts, as the question names it."""
    for found in _HOW_MANY.finditer(plain):
        value = value_of(found[2])
        if value and value < _MOST:
            start, end = found.span(2)
            yield Quantity(Measure.COUNT, (value,), singular(found[1]), start, end, found[2])
