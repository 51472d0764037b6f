"""What the knowledge says, clause by clause, and whether it says what a text asserts."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from copilot.checking.number_words import either
from copilot.checking.numerals import value_of
from copilot.checking.word_lists import ClaimWords

Answer = Literal["said", "denied", "unsaid"]

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?|[\u4e00-\u9fff]")
_CLAUSE_END = re.compile(r"[，,()（）]")
_SENTENCE_END = re.compile(r"[。；;！!？?\n]|\.(?=\s|$)")
_BLANKS = re.compile(r"[\s-]")
_TEXTS = 20_000
_ANSWERS = 2_000
_ASKED = "?？"
_FEW = 2
_WORTH_ASKING = 0.2
_COMPARED = 4
"""Clauses that the meaning of a claim is compared with."""
_OTHER_WORDS = 0.6
_FAR_SHORTER = 2
_NUMERALS = re.compile(r"(?:百分之)?([零一二两三四五六七八九十百千万亿]{2,})")
_FEW_OF = re.compile(r"([二两三四五六七八九])(?=[天日人名年月周次位小分折米斤平台])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MARKS = ".,;:!?()\"'"
_ENDINGS = re.compile(r"(?:ing|ed|es|s|e)$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause or a sentence of the knowledge with its pairs of characters and its words."""

    text: str
    grams: frozenset[str]
    denies: bool
    clause: bool
    year: str = ""
    """The only year that its text names, where it names none itself."""


@dataclass(frozen=True, slots=True, order=True)
class _Share:
    """How much of what is asserted a unit holds, 0..1."""

    of: float
    text: str


class Matcher:
    """Reads texts into what is compared: content words of English, pairs of Chinese characters, figures."""

    def __init__(self, words: ClaimWords) -> None:
        self._stop_characters = frozenset(words.empty_characters)
        self._stop_words = frozenset(words.empty_words)
        self._forms = words.forms
        self._denial = re.compile(words.denial)
        self.refused = re.compile(words.refused)
        self._exceptions = re.compile(words.exceptions)
        self._bounds = re.compile(either(words.bounds))
        self._lacks = words.lacks
        self._lacking = re.compile(either(words.lacks))
        self._same = words.same
        self._first_words = {other: group[0] for group in words.same for other in group[1:]}
        others = sorted(map(re.escape, self._first_words), key=len, reverse=True)
        self._other_words = re.compile("|".join(others))
        self.units = lru_cache(maxsize=_TEXTS)(self._read)
        """The clauses, and the sentences of several clauses, of a text in plain form."""

    def grams(self, text: str) -> frozenset[str]:
        """The content of `text` (plain form). Empty for words that say nothing by themselves."""
        text = self._other_words.sub(lambda m: self._first_words[m[0]], text)
        text = _FEW_OF.sub(_figures, _NUMERALS.sub(_figures, text))
        tokens = [self._forms.get(t, t) for t in _TOKEN.findall(text) if t not in self._stop_words]
        words = {_ENDINGS.sub("", t) if len(t) > 4 and t.isascii() else t for t in tokens if t.isascii()}
        pairs = {
            a + b
            for a, b in pairwise(tokens)
            if not a.isascii() and not b.isascii() and not {a, b} & self._stop_characters
        }
        return frozenset(words | pairs)

    def bounds(self, text: str) -> frozenset[str]:
        """The words of `text` that say how many, how much or how often it holds."""
        return frozenset(self._bounds.findall(text))

    def denies(self, text: str) -> bool:
        """Whether `text` denies what it says."""
        return bool(self._denial.search(text))

    def _read(self, text: str) -> tuple[Unit, ...]:
        found: list[Unit] = []
        years = set(_YEAR.findall(text))
        year = years.pop() if len(years) == 1 else ""
        for sentence, refused in _sentences(text, self.refused):
            clauses = [c for c in _CLAUSE_END.split(sentence) if c.strip()]
            found.extend(Unit(c, self.grams(c), refused or self.denies(c), True, year) for c in clauses)
            if len(clauses) > 1 and not refused and not self._exceptions.search(sentence):
                found.append(Unit(sentence, self.grams(sentence), False, False, year))
        return tuple(found)

    def synonyms(self, words: str) -> list[str]:
        """Other words for the same, where `words` holds one of a group."""
        return [o for group in self._same if any(w in words for w in group) for o in group]

    def lacking(self, words: str) -> list[str]:
        """Every way of saying that a product is without something, where `words` says so in one of them."""
        lacking = self._lacking.match(words)
        return [f"{way}{words[lacking.end() :].strip()}" for way in self._lacks] if lacking else []


class Said:
    """Some texts of the knowledge, kept so that what shares words with a claim is found without reading them all."""

    def __init__(self, matcher: Matcher, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self.text = " ".join(texts)
        self.bare = _BLANKS.sub("", self.text)
        self.empty = not any(t.strip() for t in texts)
        self._matcher = matcher

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The texts in clauses and sentences."""
        return tuple(unit for text in self.texts for unit in self._matcher.units(text))

    def sharing(self, wanted: frozenset[str]) -> Iterator[tuple[Unit, float]]:
        """The units that hold a fair share of `wanted`, with the share.

        None is fair where a figure is missing, or one of two words."""
        figures = [w for w in wanted if w[0].isdigit()]
        counts = Counter(n for w in wanted for n in self._holding.get(w, ()))
        needed = len(wanted) if len(wanted) <= _FEW else len(wanted) * _WORTH_ASKING - 1
        for n, count in counts.items():
            unit = self.units[n]
            if count >= needed and all(f in unit.grams or f == unit.year for f in figures):
                dated = unit.year in figures and unit.year not in unit.grams
                yield unit, 1 - (len(wanted) - count - dated) / len(wanted)

    @cached_property
    def _holding(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for n, unit in enumerate(self.units):
            for gram in unit.grams:
                found.setdefault(gram, []).append(n)
        return found


class Support:
    """The knowledge of one request, and the questions put to it."""

    def __init__(self, matcher: Matcher, said: Sequence[Said], names: str) -> None:
        self._matcher = matcher
        self._said = said
        self.text = " ".join((*(s.text for s in said if s.texts), names))
        self._bare = "".join((*(s.bare for s in said), _BLANKS.sub("", names)))
        self.says = lru_cache(maxsize=_ANSWERS)(self._says)
        """Whether some words, or other words for the same, stand in the knowledge; blanks and hyphens aside."""
        self._answers = lru_cache(maxsize=_ANSWERS)(self._answer)
        self._shares = lru_cache(maxsize=_ANSWERS)(self._share)
        self._clauses_alike = lru_cache(maxsize=_ANSWERS)(self._alike)

    @property
    def units(self) -> Iterator[Unit]:
        """The knowledge in clauses and sentences."""
        return (unit for said in self._said for unit in said.units)

    @cached_property
    def stated(self) -> str:
        """The knowledge without the questions that it answers with no: they say nothing of what they ask."""
        return "\n".join(s for s, refused in _sentences(self.text, self._matcher.refused) if not refused)

    @property
    def empty(self) -> bool:
        """Whether nothing is known."""
        return all(said.empty for said in self._said)

    def _says(self, words: str) -> bool:
        ways = (words, *self._matcher.synonyms(words), *self._matcher.lacking(words))
        return any(self._stands(way) for way in ways) or (" " in words and self._apart(words))

    def _apart(self, words: str) -> bool:
        """Whether one sentence affirms all of several English words: shipping is $4.50, free over $45."""
        parts = [_ENDINGS.sub("", w) for w in words.split()] if words.isascii() else []
        units = [self._affirming.get(part, set()) for part in parts]
        return bool(units) and bool(set.intersection(*units))

    @cached_property
    def _affirming(self) -> dict[str, set[int]]:
        """The English words of the sentences that deny nothing, without their endings, with where they stand."""
        found: dict[str, set[int]] = {}
        for n, unit in enumerate(self.units):
            if not unit.denies and not self._matcher.denies(unit.text):
                for word in unit.text.split():
                    found.setdefault(_ENDINGS.sub("", word.strip(_MARKS)), set()).add(n)
        return found

    def only_denies(self, words: str) -> bool:
        """Whether every clause that has `words` denies something else than they do: no mug that claims to be leakproof."""
        if not words.isascii() or self._matcher.denies(words):
            return False
        holding = [u.denies for u in self.units if u.clause and words in u.text]
        return bool(holding) and all(holding)

    def answer(self, words: str, denied: bool, least: float) -> tuple[Answer, str]:
        """Whether the knowledge says `words` (`denied`: says that it is not so), and the clause that decides it.

        `least` is the share of their content, 0..1, that one clause or sentence must hold. Answers are remembered:
        most of a text is as it was at the last key.
        """
        return self._answers(words, denied, least)

    def _answer(self, words: str, denied: bool, least: float) -> tuple[Answer, str]:
        wanted = self._matcher.grams(words)
        if not wanted or (" " in words and not denied and self._apart(words)):
            return "said", ""
        same = opposite = whole = _Share(0.0, "")
        for unit, of in (found for said in self._said for found in said.sharing(wanted)):
            if not unit.clause:
                whole = _better(whole, of, unit)
            elif unit.denies == denied:
                same = _better(same, of, unit)
            else:
                opposite = _better(opposite, of, unit)
        if same.of >= least and same.of >= opposite.of:
            return "said", same.text
        if opposite.of >= least and opposite.of >= whole.of:
            return "denied", opposite.text
        if whole.of >= least:
            return "said", whole.text
        return "unsaid", ""

    def share(self, words: str) -> float:
        """The share of the content of `words` that the clause or sentence nearest to it holds, whatever it denies."""
        return self._shares(words)

    def _share(self, words: str) -> float:
        wanted = self._matcher.grams(words)
        return max((of for said in self._said for _, of in said.sharing(wanted)), default=0.0) if wanted else 0.0

    def alike(self, claim: str, without: Callable[[str], str]) -> list[str]:
        """The clauses that may say what `claim` does in other words, those that share most with it first.

        None that denies where it affirms, has another figure, or says less of how many, how much and how often; none
        that is far shorter; and none in nearly the same words, for there one word was put in the place of another
        (冷冻 for 冷藏), which no measure of meaning sees. `without` takes the names of products out of a text, which
        are alike in all that is said of them.
        """
        return list(self._clauses_alike(claim, without))

    def _alike(self, claim: str, without: Callable[[str], str]) -> list[str]:
        wanted, denied, bounds = self._matcher.grams(claim), self._matcher.denies(claim), self._matcher.bounds(claim)
        said_of = _TOKEN.findall(without(claim))
        found: list[_Share] = []
        for unit, of in (found for said in self._said for found in said.sharing(wanted)):
            if not unit.clause or unit.denies != denied or not bounds <= self._matcher.bounds(unit.text):
                continue
            text = without(unit.text).strip()
            tokens = _TOKEN.findall(text)
            blocks = SequenceMatcher(None, said_of, tokens, autojunk=False).get_matching_blocks()
            same = sum(block.size for block in blocks)
            if same <= _OTHER_WORDS * len(said_of) and len(said_of) <= _FAR_SHORTER * len(tokens):
                found.append(_Share(of, text))
        return [share.text for share in sorted(found, reverse=True)[:_COMPARED]]

    def _stands(self, words: str) -> bool:
        return words in self.text or _BLANKS.sub("", words) in self._bare


def _better(best: _Share, of: float, unit: Unit) -> _Share:
    """The larger share; of equal ones the last by its text."""
    return best if of < best.of else max(best, _Share(of, unit.text.strip()))


def _sentences(text: str, refused: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """The sentences of `text`, and whether each is a question that the next one answers with no."""
    start = 0
    for end in (*_SENTENCE_END.finditer(text), None):
        sentence = text[start : end.start() if end else len(text)]
        if sentence.strip():
            yield sentence, bool(end and end[0] in _ASKED and refused.match(text, end.end()))
        start = end.end() if end else start


def _figures(numerals: re.Match[str]) -> str:
    value = value_of(numerals[1])
    return numerals[0] if value is None else f"{value:f}"
