"""What a number is about, as the words around it say: compared between a text and the knowledge."""

import re
from dataclasses import dataclass

from copilot.checking.number_words import NumberWords, either
from copilot.checking.numerals import singular
from copilot.checking.quantity import Quantity

_WORD = re.compile(r"[a-z][a-z'-]{2,}|[\u3400-\u9fff]+")
_CLAUSE_END = re.compile(r"[，。！？!?；;\n、：|｜]|,(?!\d)|\.(?=\s|$)")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_MARK = re.compile(r"(?<![a-z])(?:x{0,3}[sml]|[a-z])(?=[码号款型])")
"""M码: which of several sizes or kinds a number is about."""
_SHORTEST = 3
_HAN = re.compile(r"[\u3400-\u9fff]")
_HEADING, _SHORT_HEADING = 40, 20
_STEP = " > "
"""Stands between a heading and the one it is under."""
_NO_HEADING = re.compile(r"\d|[。，；：！？!?;:|｜]|,\s|\.$")
_NEAR = 16
_WIDE = 60
_LATIN_TIMES = 3
"""English words are that much longer than Chinese ones, in characters."""
_WIDE_WEIGHT = 0.25
_WIDE_MOST = 4
_FIGURE_WEIGHT = 0.75


@dataclass(frozen=True, slots=True)
class Context:
    """Words of the clause a number stands in (`near`), of its sentence (`wide`), and the sentence's other figures."""

    near: frozenset[str]
    wide: frozenset[str]
    figures: frozenset[str] = frozenset()

    def shared_with(self, other: "Context") -> float:
        """How much two numbers seem to be about the same: one for each word of the clause, less for others."""
        wide = min(_WIDE_MOST, len(self.wide & other.wide))
        figures = sum(_FIGURE_WEIGHT if len(f) > 1 else _WIDE_WEIGHT * (wide > 1) for f in self.figures & other.figures)
        return len(self.near & other.near) + _WIDE_WEIGHT * wide + figures


NOWHERE = Context(frozenset(), frozenset())


class ContextReader:
    """Reads contexts from plain text."""

    def __init__(self, words: NumberWords) -> None:
        self.common = frozenset(words.common_words) | frozenset(words.common_pairs)
        self.common |= {_stem(w) for w in self.common if w.isascii()}
        self._empty = frozenset(words.common_characters)
        self._same = {word: group[0] for group in words.same_context for word in group}
        self._closed = frozenset(words.closed_words)
        self._alike = re.compile(either([w for w in self._same if not w.isascii() or " " in w]))

    def of(self, plain: str, quantity: Quantity) -> Context:
        """The context of a quantity of `plain`."""
        before, after = _within(_SENTENCE_END, plain, quantity, _WIDE)
        question = _question_before(plain, quantity.start - len(before))
        asked = question if question and not self.words(before) else ""
        if not question and (question := _heading_before(plain, quantity.start)):
            asked = question if len(question) <= _SHORT_HEADING else ""
        figures = frozenset(_FIGURE.findall(f"{before} # {after}"))
        clause = " ".join((*_within(_CLAUSE_END, plain, quantity, _NEAR), asked))
        near = self.words(clause) | self._beside(plain, quantity)
        return Context(near, self.words(f"{before} {after} {question}"), figures)

    def words(self, text: str) -> frozenset[str]:
        """The words of a text that say something: English ones without their plural, Chinese by pairs of characters."""
        found: set[str] = {self._same[m[0]] for m in self._alike.finditer(text)}
        found.update(f"{m[0]}码" for m in _MARK.finditer(text))
        for match in _WORD.finditer(text):
            word = match[0]
            if word[0].isascii():
                word = singular(word.removesuffix("'s"))
                stem = _stem(word)
                found.add(self._same.get(word) or self._same.get(stem) or stem)
                found.update({word} & self._closed)
            else:
                found.update(word[i : i + 2] for i in range(len(word) - 1))
        return frozenset(found - self.common)

    def _beside(self, plain: str, quantity: Quantity) -> set[str]:
        """The characters right before and after a number, which in Chinese are words by themselves."""
        before, after = plain[max(0, quantity.start - 1) : quantity.start], plain[quantity.end : quantity.end + 1]
        return {f"{side}{c}" for side, c in (("<", before), (">", after)) if _HAN.match(c) and c not in self._empty}


def _stem(word: str) -> str:
    """An English verb without its endings: release, released and releasing are one."""
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + _SHORTEST:
            word = word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > _SHORTEST else word


def _question_before(plain: str, start: int) -> str:
    """The question that the sentence starting at `start` answers, if one stands right before it."""
    end = len(plain[:start].rstrip())
    if not plain[:end].endswith(("?", "？")):
        return ""
    first = max(0, end - 1 - _WIDE * _LATIN_TIMES)
    begin = max((m.end() for m in _SENTENCE_END.finditer(plain, first, end - 1)), default=first)
    return plain[begin : end - 1]


def _heading_before(plain: str, start: int) -> str:
    """The short line above the one that holds `start`: it names the matter, which the sentences under it need not."""
    above = plain[: max(0, plain.rfind("\n", 0, start))].rstrip().rpartition("\n")[2].rpartition(_STEP)[2]
    return above if len(above) <= _HEADING and not _NO_HEADING.search(above) else ""


def _within(border: re.Pattern[str], plain: str, quantity: Quantity, reach: int) -> tuple[str, str]:
    if not _HAN.search(plain, max(0, quantity.start - reach), quantity.end + reach):
        reach *= _LATIN_TIMES
    first, last = max(0, quantity.start - reach), quantity.end + reach
    start = max((m.end() for m in border.finditer(plain, first, quantity.start)), default=first)
    after = border.search(plain, quantity.end, last)
    return plain[start : quantity.start], plain[quantity.end : after.start() if after else last]
