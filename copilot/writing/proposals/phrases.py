"""Turns of phrase that are somebody's own: they come again in their texts, and in ordinary language hardly ever."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from copilot.domain.proposal import Proposed, Sample
from copilot.domain.word import CutWords, Word
from copilot.writing.proposals.words import ProposalWords

LONGEST_PHRASE = 5
"""Words."""
LONGEST_CHARACTERS = 9
LONGEST_LATIN = 28
SHORTEST_CHARACTERS = 2
OWN_TIMES = 3.0
"""How many times more often than others somebody says what is theirs."""
MANY_SAMPLES = 12
_CLAUSE = re.compile(r"[^，。！？；：、,.!?;:…~～\n“”\"「」（）()\[\]]+")

Spread = Mapping[str, Sequence[int]]
"""By phrase, the numbers of the samples that say it."""


@dataclass(frozen=True, slots=True)
class Ordinary:
    """What is nobody's own: words everybody says, and words at which no turn of phrase ends."""

    words: frozenset[str]
    loose_ends: frozenset[str]


def pet_words(
    samples: Sequence[Sample], others: Sequence[str], cut: CutWords, ordinary: Ordinary, matters: frozenset[str]
) -> list[Proposed]:
    """Phrases that open, close or make up a clause in two samples or more; `others` are texts of other people, `matters`
    what the brand and its goods are called. The most said first."""
    said = _spread(samples, cut, lambda words: _own_phrases(words, ordinary))
    told = " \n".join(others).casefold()
    least = 2 if len(samples) < MANY_SAMPLES else 3
    found = {
        phrase: numbers
        for phrase, numbers in said.items()
        if len(numbers) >= least
        and not any(phrase in matter or matter in phrase for matter in matters)
        and len(numbers) / len(samples) >= OWN_TIMES * told.count(phrase) / max(1, len(others))
    }
    return _whole_ones(found)


def topics(samples: Sequence[Sample], cut: CutWords, known: ProposalWords) -> list[Proposed]:
    """Things that come up in two samples or more, those that come up most first."""
    said = _spread(samples, cut, lambda words: _nouns(words, known))
    return _whole_ones({noun: numbers for noun, numbers in said.items() if len(numbers) >= 2})


def _spread(
    samples: Sequence[Sample], cut: CutWords, phrases: Callable[[Sequence[Word]], Iterator[str]]
) -> dict[str, list[int]]:
    spread: dict[str, list[int]] = defaultdict(list)
    for sample in samples:
        found = (p for m in _CLAUSE.finditer(sample.text.casefold()) for p in phrases(cut(m[0])))
        for phrase in dict.fromkeys(found):
            spread[phrase].append(sample.number)
    return spread


def _own_phrases(words: Sequence[Word], ordinary: Ordinary) -> Iterator[str]:
    """Stretches at the beginning or the end of a clause that are neither one thing's name nor ordinary throughout."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + LONGEST_PHRASE) + 1):
            stretch = words[start:end]
            at_edge = start == 0 or end == len(words)
            if at_edge and _is_a_turn(stretch, ordinary, whole=len(stretch) == len(words)):
                yield _text(stretch)


def _is_a_turn(stretch: Sequence[Word], ordinary: Ordinary, *, whole: bool) -> bool:
    text = _text(stretch)
    longest = LONGEST_LATIN if text.isascii() else LONGEST_CHARACTERS
    if not SHORTEST_CHARACTERS <= len(text) <= longest or any(c.isdigit() for c in text) or text in ordinary.words:
        return False
    common = sum(word.text in ordinary.words for word in stretch)
    if common == len(stretch):
        return whole and len(stretch) >= 3
    one_thing = len(stretch) == 1 and stretch[0].noun
    return whole or not (one_thing or stretch[-1].text in ordinary.loose_ends)


def _nouns(words: Sequence[Word], known: ProposalWords) -> Iterator[str]:
    for before, word in zip((None, *words), words, strict=False):
        noun = word.noun or (before is not None and before.text in known.determiners)
        if noun and len(word.text) >= SHORTEST_CHARACTERS and word.text not in known.ordinary:
            yield word.text


def _whole_ones(spread: Spread) -> list[Proposed]:
    """Without what only occurs within a longer one that is said as often, the most said first, of those the longest."""
    ranked = sorted(spread, key=lambda p: (-len(spread[p]), -len(p), p))
    kept: list[str] = []
    for phrase in ranked:
        covered = any(phrase in long and len(spread[long]) >= len(spread[phrase]) for long in spread if long != phrase)
        within = any(short in phrase for short in kept)
        if not covered and not within:
            kept.append(phrase)
    return [Proposed(phrase, tuple(spread[phrase])) for phrase in kept]


def _text(stretch: Sequence[Word]) -> str:
    gap = " " if stretch[0].text.isascii() else ""
    return gap.join(word.text for word in stretch)
