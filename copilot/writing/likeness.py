"""How much two texts have in common: for matching questions to answers and for keeping variants apart."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from copilot.domain.draft import without_marks

_CJK = re.compile(r"[一-鿿]+")
_WORD = re.compile(r"[a-zA-Z]+(?:'[a-z]+)?|\d+(?:\.\d+)?")


@lru_cache(maxsize=1024)
def terms(text: str, stop_words: frozenset[str] = frozenset()) -> frozenset[str]:
    """Chinese character pairs and lower-case word stems of a text, without stop words."""
    pairs = {run[i : i + 2] for run in _CJK.findall(text) for i in range(len(run) - 1)}
    words = {_stem(w) for w in _WORD.findall(text.lower()) if w not in stop_words}
    return frozenset(pairs - stop_words | words)


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "es", "ed", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


Pairs = frozenset[tuple[str, ...]]


@lru_cache(maxsize=1024)
def pairs_of(text: str) -> Pairs:
    """Neighbouring characters of a Chinese text, neighbouring words of another, as it goes out."""
    plain = without_marks(text)
    return frozenset(pairwise(re.findall(r"\w", plain) if _CJK.search(plain) else _WORD.findall(plain.lower())))


def overlap(one: Pairs, other: Pairs) -> float:
    """Share of pairs two texts have in common, 0..1 (Jaccard)."""
    common = len(one & other)
    return common / ((len(one) + len(other) - common) or 1)


def overlap_over(share: float, one: Pairs, other: Pairs) -> bool:
    """Whether `overlap` is more than `share`; most texts are told apart by their lengths."""
    few, many = sorted((len(one), len(other)))
    return few > share * many and overlap(one, other) > share


def containment(one: Pairs, other: Pairs) -> float:
    """Share of the shorter text's pairs that the longer one has, 0..1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


NEAR = 0.35
"""Share of pairs from which two paragraphs say nearly the same."""


def near(text: str, other: str) -> bool:
    """Whether a paragraph of `text` says nearly the same as `other`."""
    return any(overlap(pairs_of(part), pairs_of(other)) > NEAR for part in text.split("\n\n"))


RUN = 12
"""Characters in a row from which two texts say the same words."""
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"")


@lru_cache(maxsize=512)
def runs_of(text: str, names: tuple[str, ...]) -> frozenset[str]:
    """Every run of that many characters outside quotations and product names."""
    broken = _QUOTED.sub("\0", without_marks(text))
    for name in _longest_first(names):
        broken = name.sub("\0", broken)
    plain = " ".join(broken.split()).casefold()
    runs = (plain[i : i + RUN] for i in range(len(plain) - RUN + 1))
    return frozenset(run for run in runs if "\0" not in run)


@lru_cache(maxsize=64)
def _longest_first(names: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(re.escape(n), re.IGNORECASE) for n in sorted(filter(None, names), key=len, reverse=True)]


@dataclass(frozen=True, slots=True)
class Weights:
    """How telling each term is among the texts at hand: rare terms weigh more."""

    counts: Counter[str]
    texts: int

    def of(self, term: str) -> float:
        """Weight of a term; one that stands in no text still weighs, for the question then asks for more."""
        return math.log(1 + self.texts / (0.5 + self.counts[term]))

    def share(self, wanted: frozenset[str], found: frozenset[str]) -> float:
        """How much of `wanted` is in `found`, 0..1."""
        total = sum(map(self.of, wanted))
        return sum(self.of(t) for t in wanted & found) / total if total else 0.0


def weigh(texts: Iterable[frozenset[str]]) -> Weights:
    """Weights over term sets, one for each text."""
    counts: Counter[str] = Counter()
    number = 0
    for found in texts:
        counts.update(found)
        number += 1
    return Weights(counts, max(number, 1))
