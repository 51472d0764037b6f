"""Which patterns can match a text at all: each needs certain characters, and most texts lack those of most patterns."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from re import _parser as parser  # type: ignore[attr-defined]  # the only reader of patterns there is
from typing import Any

Grams = frozenset[str]
"""Characters, and pairs of characters that stand side by side."""

_CHARACTER_WEIGHT = 12
"""A character stands in a text by chance that much more often than a pair does."""
_LATIN_WEIGHT = 60
_MOST_CHARACTERS = 64
_MOST_PAIRS = 600
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_WITHOUT_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")


@dataclass(frozen=True, slots=True)
class Sieved:
    """A compiled pattern with what a text needs for it."""

    pattern: re.Pattern[str]
    needed: Grams | None

    def matches(self, text: str, grams: Grams, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Every match in a text with these grams, or in a part of it."""
        return self.pattern.finditer(text, start, end) if may_match(self.needed, grams) else iter(())


def sieved(source: str) -> Sieved:
    """A pattern compiled, and read for what it needs."""
    return Sieved(compiled := re.compile(source), needed(compiled))


def grams_of(text: str) -> Grams:
    """The characters and the pairs of neighbours of a text."""
    return frozenset(text).union(map("".join, pairwise(text)))


def needed(pattern: re.Pattern[str]) -> Grams | None:
    """Grams of which at least one stands in every text that `pattern` matches; None where nothing can be said."""
    if pattern.flags & re.IGNORECASE:
        return None
    return _needed_by(_elements(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))


def needed_by_any(words: Iterable[str]) -> Grams:
    """Grams of which one stands in every text that holds any of `words`, none of which is empty."""
    return frozenset(word[:2] for word in words)


def joined(needs: Iterable[Grams | None]) -> Grams | None:
    """What is needed where any of several patterns may match."""
    found: set[str] = set()
    for need in needs:
        if need is None:
            return None
        found |= need
    return frozenset(found)


def may_match(need: Grams | None, grams: Grams) -> bool:
    """Whether a text with these grams has what a pattern needs."""
    return need is None or not need.isdisjoint(grams)


class _Element:
    """A part of a sequence: one character of `one`, or something of unknown length that needs one of `needs`."""

    __slots__ = ("needs", "one")

    def __init__(self, one: Grams | None = None, needs: Grams | None = None) -> None:
        self.one = one
        self.needs = needs


def _elements(sequence: Iterable[tuple[Any, Any]]) -> list[_Element]:
    return [element for operator, argument in sequence for element in _of_node(str(operator), argument)]


def _of_node(operator: str, argument: Any) -> Iterator[_Element]:
    if operator in _WITHOUT_WIDTH:
        return
    if operator == "LITERAL":
        yield _Element(one=frozenset(chr(argument)))
    elif operator == "IN":
        yield _Element(one=_characters(argument))
    elif operator == "SUBPATTERN" and not (argument[1] or argument[2]):
        yield from _elements(argument[3])
    elif operator == "ATOMIC_GROUP":
        yield from _elements(argument)
    elif operator == "BRANCH":
        yield _Element(needs=joined(_needed_by(_elements(alternative)) for alternative in argument[1]))
    elif operator in _REPEATS and argument[0]:
        yield from _elements(argument[2])
        if argument[1] != 1:
            yield _Element()
    else:
        yield _Element()


def _characters(members: Iterable[tuple[Any, Any]]) -> Grams | None:
    """The characters of a set in brackets; None where it is negated, has a class, or is large."""
    found: set[str] = set()
    for operator, argument in members:
        if str(operator) == "LITERAL":
            found.add(chr(argument))
        elif str(operator) == "RANGE" and argument[1] - argument[0] < _MOST_CHARACTERS:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return None
    return frozenset(found) if len(found) <= _MOST_CHARACTERS else None


def _needed_by(elements: list[_Element]) -> Grams | None:
    """The rarest of what the parts of a sequence need."""
    found = [need for element in elements if (need := element.one or element.needs)]
    for first, second in pairwise(elements):
        if first.one and second.one and len(first.one) * len(second.one) <= _MOST_PAIRS:
            found.append(frozenset(a + b for a in first.one for b in second.one))
    return min(found, key=_commonness, default=None)


def _commonness(need: Grams) -> int:
    """How likely a text has one of the grams by chance, in no unit."""
    return sum(1 if len(g) > 1 else _LATIN_WEIGHT if g.isascii() else _CHARACTER_WEIGHT for g in need)
