"""Figures of a text that stand in nothing it was written from, read by their digits alone: not by the checker that is
being judged."""

import re
from collections.abc import Iterable
from decimal import Decimal

from copilot.checking.numerals import NUMBER, value_of
from copilot.domain.draft import Finding

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_NUMBER = re.compile(NUMBER)
_MARK = re.compile(r"\[\d{1,3}\]")


def numbers_in(sources: Iterable[str]) -> frozenset[Decimal]:
    """Every number that texts give, in figures or in words."""
    found: set[Decimal] = set()
    for text in sources:
        found.update(map(_value, _FIGURE.findall(text)))
        found.update(value for m in _NUMBER.finditer(text.lower()) if (value := value_of(m[0])) is not None)
    return frozenset(found)


def loose_numbers(
    text: str, known: frozenset[Decimal], findings: Iterable[Finding], labels: Iterable[tuple[int, int]] = ()
) -> tuple[str, ...]:
    """Figures of `text` that are not `known` and that no finding covers; `[n]` marks and what stands in the `labels` of
    a form's parts ("Scene 2 (8 sec):") are none."""
    covered = [*labels, *(m.span() for m in _MARK.finditer(text)), *((f.start, f.end) for f in findings)]
    return tuple(
        m[0]
        for m in _FIGURE.finditer(text)
        if _value(m[0]) not in known and not any(start < m.end() and m.start() < end for start, end in covered)
    )


def _value(figure: str) -> Decimal:
    return Decimal(figure.replace(",", ""))
