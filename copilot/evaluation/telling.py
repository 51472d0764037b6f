"""Tells a brand's personas apart: naive Bayes trained on their samples and nothing else.

What is heard are characters (Chinese) or words (English), signs, how sentences begin and end, and how long they are, each
once in a text: that somebody writes it tells more than how often (binarized naive Bayes). Of the samples, each left out in
turn, it names the writer of 85 % in English and of all in Chinese; counting every time, of 77 % and 98 %. On so few samples
longer n-grams only learn what the samples happen to be about: they named fewer writers.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copilot.domain.persona import Persona

PRIOR = 0.5
"""Added to every count (Lidstone): what a persona never wrote is unlikely of them, not impossible."""
_SENTENCE = re.compile(r"[^。！？!?\n]+?(?:[。！？!?\n]+|\.(?=\s|$)|$)")
_HAN = re.compile(r"[一-鿿]")
_TOKEN = re.compile(r"[一-鿿]|[a-z]+(?:'[a-z]+)?|\d+")
_SIGN = re.compile(r"[^\w\s]")
LONG_CHARACTERS, LONG_WORDS = (10, 18, 30, 45), (5, 9, 14, 20)


@dataclass(frozen=True, slots=True)
class Listener:
    """Knows how each persona writes; `counts` are of samples that have a feature, by persona."""

    counts: dict[str, Counter[str]]

    @classmethod
    def of(cls, personas: Sequence[Persona]) -> "Listener":
        """Trained on the samples of those who have any."""
        return cls({p.id: Counter(f for s in p.samples for f in _heard(s)) for p in personas if p.samples})

    def name(self, text: str) -> str:
        """Whose writing `text` is most like; "" when there are not two to choose from. All are held as likely before."""
        if len(self.counts) < 2:
            return ""
        known = set[str]().union(*self.counts.values())
        heard = [f for f in _heard(text) if f in known]
        return max(self.counts, key=lambda who: self._likelihood(who, heard, len(known)))

    def _likelihood(self, who: str, heard: Sequence[str], known: int) -> float:
        counts = self.counts[who]
        total = math.log(counts.total() + PRIOR * known)
        return sum(math.log(counts[f] + PRIOR) - total for f in heard)


def samples_told(personas: Sequence[Persona]) -> float | None:
    """Share of the samples whose writer is named by a listener that has read all but this one; None without samples."""
    told = [_without(personas, who, sample).name(sample) == who.id for who in personas for sample in who.samples]
    return sum(told) / len(told) if told else None


def _without(personas: Sequence[Persona], who: Persona, sample: str) -> Listener:
    listener = Listener.of(personas)
    listener.counts[who.id] -= Counter(_heard(sample))
    return listener


def _heard(text: str) -> tuple[str, ...]:
    """The features of a text, each once."""
    return tuple(dict.fromkeys(_features(text)))


def _features(text: str) -> Iterator[str]:
    chinese = bool(_HAN.search(text))
    for sentence in filter(None, (m[0].strip() for m in _SENTENCE.finditer(text))):
        words = sentence.split()
        bounds, length = (LONG_CHARACTERS, len(sentence)) if chinese else (LONG_WORDS, len(words))
        yield f"length {sum(length > b for b in bounds)}"
        yield f"begins {sentence[0] if chinese else words[0].lower()}"
        yield f"ends {sentence[-1]}"
    yield from (f"sign {sign}" for sign in _SIGN.findall(text))
    yield from _TOKEN.findall(text.lower())
