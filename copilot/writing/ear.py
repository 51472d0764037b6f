"""Hears whether a text sounds more like its persona than like the colleagues who write for the same brand."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from copilot.domain.draft import Brief, without_marks
from copilot.domain.persona import Persona

UNSEEN = 0.5
"""Added to every count: what somebody never wrote is unlikely of them, not impossible."""
CLEAR = 0.4
"""Difference for each thing heard, in nats, from which a text could not be anybody else's."""
_HEARD = re.compile(r"[一-鿿]|[a-z]+(?:['’][a-z]+)?|[^\w\s]")
_SENTENCE = re.compile(r"[^。！？!?.\n]+[。！？!?.\n]*")
_LENGTHS = (10, 18, 30, 45, 70)
"""Characters from which a sentence is of the next length."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How likely somebody is to write each thing they ever wrote, and any other (`unseen`), in nats."""

    likely: Mapping[str, float]
    unseen: float

    @classmethod
    def of(cls, counts: Counter[str]) -> "Habits":
        """The habits that show in counts of what somebody wrote."""
        total = math.log(counts.total() + UNSEEN * len(counts)) if counts else 0.0
        return cls({h: math.log(n + UNSEEN) - total for h, n in counts.items()}, math.log(UNSEEN) - total)

    def likelihood(self, heard: Sequence[str]) -> float:
        """Of all that is heard together."""
        return sum(self.likely.get(h, self.unseen) for h in heard)


@dataclass(frozen=True, slots=True)
class Ear:
    """Trained on the samples of one persona (the first) and of the others."""

    writers: tuple[Habits, ...]
    known: frozenset[str] = frozenset()
    """All that any of them ever wrote."""

    def margin(self, text: str) -> float:
        """-1 for surely somebody else, 0 for anybody, 1 for surely the persona; 0 where there is nobody to mix up."""
        if len(self.writers) < 2:
            return 0.0
        heard = [h for h in dict.fromkeys(_heard(text)) if h in self.known]
        if not heard:
            return 0.0
        own, *others = (writer.likelihood(heard) for writer in self.writers)
        return max(-1.0, min(1.0, (own - max(others)) / len(heard) / CLEAR))


def ear_for(brief: Brief) -> Ear:
    """The ear for a brief's persona among the brand's others."""
    return _trained(brief.persona, brief.colleagues) if brief.persona and brief.persona.samples else Ear(())


@lru_cache(maxsize=64)
def _trained(persona: Persona, colleagues: tuple[Persona, ...]) -> Ear:
    writers = (persona, *(c for c in colleagues if c.samples and c.id != persona.id))
    habits = tuple(Habits.of(Counter(h for sample in w.samples for h in set(_heard(sample)))) for w in writers)
    return Ear(habits, frozenset(h for one in habits for h in one.likely))


def _heard(text: str) -> Iterator[str]:
    """Characters or words, signs, and how long sentences are."""
    plain = without_marks(text).lower()
    yield from _HEARD.findall(plain)
    for sentence in _SENTENCE.findall(plain):
        yield f"length {sum(len(sentence.strip()) > bound for bound in _LENGTHS)}"
