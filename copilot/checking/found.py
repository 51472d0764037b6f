"""A match of a pattern of `number_forms`, and how quantities are made of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from copilot.checking.number_words import NumberPatterns
from copilot.checking.numerals import value_of
from copilot.checking.quantity import Hedge, Measure, Quantity


@dataclass(frozen=True, slots=True)
class Found:
    """A match of one of the composite patterns, and what is needed to read it."""

    match: re.Match[str]
    plain: str
    patterns: NumberPatterns

    def number(self, group: int) -> Decimal | None:
        """The number in a group; None when the group is absent or no number."""
        return value_of(self.match[group]) if self.match[group] else None

    def quantity(
        self, measure: Measure, values: Sequence[Decimal], unit: str = "", hedge: Hedge = Hedge.EXACT
    ) -> Quantity:
        """A quantity over the whole match."""
        return self.part(0, measure, values, unit, hedge)

    def part(
        self, group: int, measure: Measure, values: Sequence[Decimal], unit: str = "", hedge: Hedge = Hedge.EXACT
    ) -> Quantity:
        """A quantity over one group of the match, without the blanks around it."""
        start, end = self.match.span(group)
        while start < end and self.plain[start].isspace():
            start += 1
        while end > start and self.plain[end - 1].isspace():
            end -= 1
        return Quantity(measure, tuple(values), unit, start, end, self.plain[start:end], hedge)


Built = tuple[Quantity, ...]
