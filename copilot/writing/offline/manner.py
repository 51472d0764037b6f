"""What a persona's own posts show of their manner: how they turn to readers, take a breath, and run sentences on."""

import re
from dataclasses import dataclass
from functools import lru_cache

from copilot.domain.persona import Persona
from copilot.writing.offline.words import Words

LONGEST_TURN = 2
"""Words of an English turn of phrase; longer ones say something of their own."""
SHORTEST_CLOSING = 3
"""Characters of a sentence of its own that may close a text; a shorter one is a sigh (“作孽”) and needs its occasion."""
_SENTENCE = re.compile(r"[^。！？!?…\n]+[。！？!?…]*")
_ENDS = re.compile(r"(?<=[。！？!?…])\s*|(?<=[a-z”\])]\.)\s+|\n+")


@dataclass(frozen=True, slots=True)
class Manner:
    """Phrases of the card as the samples use them, with their comma or colon."""

    fronts: tuple[str, ...] = ()
    """That open a text or an answer (“结论放前面：”)."""
    turns: tuple[str, ...] = ()
    """That may open any sentence (“讲句实在的，”)."""
    calls: tuple[str, ...] = ()
    """That call the readers (“各位老邻居，”)."""
    closings: tuple[str, ...] = ()
    """Sentences that close a text."""
    longest: int = 0
    """Characters of a sentence they write without stopping; 0 for people of short sentences."""

    @property
    def own(self) -> tuple[str, ...]:
        """All of them, without signs."""
        return tuple(p.strip(" ，,：:。.").lower() for p in (*self.fronts, *self.turns, *self.calls, *self.closings))


@lru_cache(maxsize=64)
def _read(persona: Persona, comma: str, call: str, known: frozenset[str], long_sentence: int) -> Manner:
    fronts: list[str] = []
    turns: list[str] = []
    closings: list[str] = []
    for word in persona.pet_words:
        said = rf"{re.escape(word)}(?P<sign>[，,：:])"
        before = r"(?:^|[。！？!?.]\s*|，|\band )" if comma == "，" else r"(?:^|[.!?]\s+|\band )"
        found = [m for s in persona.samples for m in re.finditer(before + said, s, re.IGNORECASE)]
        if found and (comma == "，" or word.count(" ") < LONGEST_TURN):
            phrase = _capitalized(word) + (comma if found[0]["sign"] in "，," else found[0]["sign"])
            phrase += " " if comma.endswith(" ") and not phrase.endswith(" ") else ""
            (turns if found[0]["sign"] in "，," else fronts).append(phrase)
        closing = rf"(?:^|[。！？!?.]\s*){re.escape(word)}[。.]$"
        if len(word) >= SHORTEST_CLOSING and any(re.search(closing, s, re.IGNORECASE) for s in persona.samples):
            closings.append(_capitalized(word))
    calls = [a for a in persona.address if a not in known and 1 < len(a) <= 16 and re.search(call, a)]
    lengths = [len(s) for sample in persona.samples for s in _SENTENCE.findall(sample)]
    runs_on = bool(lengths) and sum(lengths) / len(lengths) > long_sentence
    return Manner(
        tuple(fronts),
        tuple(turns),
        tuple(_capitalized(c) + comma for c in calls),
        tuple(closings),
        max(lengths) if runs_on else 0,
    )


def manner_of(persona: Persona | None, words: Words) -> Manner:
    """The manner of a persona; nothing of its own without one."""
    if persona is None:
        return Manner()
    return _read(persona, words.comma, words.call, frozenset(words.address), words.long_sentence)


def _capitalized(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
