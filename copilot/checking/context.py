"""What a number is about, as the words around it say: compared between a text and the knowledge."""

import re
from dataclasses import dataclass

from copilot.checking.number_words import NumberWords
from copilot.checking.quantities import singular
from copilot.checking.quantity import Quantity

_WORD = re.compile(r"[a-z][a-z'-]{2,}|[\u3400-\u9fff]+")
_CLAUSE_END = re.compile(r"[，,。！？!?；;\n、：|｜]|\.(?=\s|$)")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEAR = 16
_WIDE = 60
_LATIN_TIMES = 3
"""English words are that much longer than Chinese ones, in characters."""
_WIDE_WEIGHT = 0.34
_WIDE_MOST = 3


@dataclass(frozen=True, slots=True)
class Context:
    """Word pairs of the clause a number stands in (`near`) and of its sentence (`wide`)."""

    near: frozenset[str]
    wide: frozenset[str]

    def shared_with(self, other: "Context") -> float:
        """How much two numbers seem to be about the same: one for each word of the clause, a third for others."""
        wide = min(_WIDE_MOST, len(self.wide & other.wide))
        return len(self.near & other.near) + _WIDE_WEIGHT * wide


NOWHERE = Context(frozenset(), frozenset())


class ContextReader:
    """Reads contexts from plain text."""

    def __init__(self, words: NumberWords) -> None:
        self._common = frozenset(words.common_words) | frozenset(words.common_pairs)

    def of(self, plain: str, quantity: Quantity) -> Context:
        """The context of a quantity of `plain`."""
        near = self.words(_within(_CLAUSE_END, plain, quantity, _NEAR))
        wide = self.words(_within(_SENTENCE_END, plain, quantity, _WIDE))
        return Context(near, wide)

    def words(self, text: str) -> frozenset[str]:
        """The words of a text that say something: English ones without their plural, Chinese by pairs of characters."""
        found: set[str] = set()
        for match in _WORD.finditer(text):
            word = match[0]
            if word[0].isascii():
                found.add(singular(word))
            else:
                found.update(word[i : i + 2] for i in range(len(word) - 1))
        return frozenset(found - self._common)


def _within(border: re.Pattern[str], plain: str, quantity: Quantity, reach: int) -> str:
    if not _HAN.search(plain, max(0, quantity.start - reach), quantity.end + reach):
        reach *= _LATIN_TIMES
    first, last = max(0, quantity.start - reach), quantity.end + reach
    start = max((m.end() for m in border.finditer(plain, first, quantity.start)), default=first)
    after = border.search(plain, quantity.end, last)
    return f"{plain[start : quantity.start]} {plain[quantity.end : after.start() if after else last]}"
