"""Which patterns can match a text at all: each needs certain characters, and most texts lack those of most patterns."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise, product
from math import prod
from re import _parser as parser  # type: ignore[attr-defined]  # the only reader of patterns there is
from typing import Any

Grams = frozenset[str]
"""Characters, pairs of characters that stand side by side, and threes of ASCII ones, of which pairs tell little."""
Needs = tuple[Grams, ...]
"""What a text must have for a pattern: of each of these grams at least one, the rarest first. Empty: nothing is known."""

_WEIGHTS = {(False, 2): 1, (False, 1): 12, (True, 3): 1, (True, 2): 8, (True, 1): 60}
"""By whether a gram is ASCII and its length: how much more often it stands in a text by chance than a Chinese pair does."""
_MOST_CHARACTERS = 64
_MOST_PAIRS = 600
_MOST_NEEDS = 2
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_WITHOUT_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")


@dataclass(frozen=True, slots=True)
class Sieved:
    """A compiled pattern with what a text needs for it."""

    pattern: re.Pattern[str]
    needed: Needs

    def matches(self, text: str, grams: Grams, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Every match in a text with these grams, or in a part of it."""
        return self.pattern.finditer(text, start, end) if may_match(self.needed, grams) else iter(())


def sieved(source: str) -> Sieved:
    """A pattern compiled, and read for what it needs."""
    return Sieved(compiled := re.compile(source), needed(compiled))


def grams_of(text: str) -> Grams:
    """The characters, the pairs of neighbours and the threes of neighbours of a text."""
    threes = map("".join, zip(text, text[1:], text[2:], strict=False))
    return frozenset(text).union(map("".join, pairwise(text)), threes)


def needed(pattern: re.Pattern[str]) -> Needs:
    """What every text has that `pattern` matches."""
    if pattern.flags & re.IGNORECASE:
        return ()
    return _needed_by(_elements(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))


def needed_by_any(words: Iterable[str]) -> Needs:
    """What every text has that holds any of `words`, none of which is empty."""
    return (frozenset(word[:3] if word[:3].isascii() else word[:2] for word in words),)


def joined(needs: Iterable[Needs]) -> Needs:
    """What is needed where any of several patterns may match."""
    return tuple(frozenset[str]().union(*of_each) for of_each in zip(*needs, strict=False))


def may_match(needs: Needs, grams: Grams) -> bool:
    """Whether a text with these grams has what a pattern needs."""
    return not any(need.isdisjoint(grams) for need in needs)


class _Element:
    """A part of a sequence: one character of `one`, or something of unknown length that has `needs`."""

    __slots__ = ("needs", "one")

    def __init__(self, one: Grams | None = None, needs: Needs = ()) -> None:
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


def _needed_by(elements: list[_Element]) -> Needs:
    """The rarest of what the parts of a sequence need, one for each run of single characters."""
    found: list[Grams] = []
    for single, run in groupby(elements, key=lambda element: element.one is not None):
        if single:
            found.append(min(_of_run([e.one for e in run if e.one is not None]), key=_commonness))
        else:
            found.extend(need for element in run for need in element.needs)
    return tuple(sorted(found, key=_commonness)[:_MOST_NEEDS])


def _of_run(ones: list[Grams]) -> Iterator[Grams]:
    """What a text needs for characters in a row, each of which is one of a set: of one, two or three of them."""
    yield from ones
    for two in pairwise(ones):
        if prod(map(len, two)) <= _MOST_PAIRS:
            yield _products(*two)
    for three in zip(ones, ones[1:], ones[2:], strict=False):
        if prod(map(len, three)) <= _MOST_PAIRS and all(one.isascii() for ones_of in three for one in ones_of):
            yield _products(*three)


def _products(*ones: Grams) -> Grams:
    return frozenset(map("".join, product(*ones)))


def _commonness(need: Grams) -> int:
    """How likely a text has one of the grams by chance, in no unit."""
    return sum(_WEIGHTS[gram.isascii(), len(gram)] for gram in need)
