"""Knows a reply that was given already: what the rep said in the chat, what was offered for it before, and the customer's
own words."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from copilot.domain.conversation import Speaker
from copilot.domain.draft import Brief, Task, without_marks
from copilot.writing.likeness import Pairs, overlap, pairs_of

SAME_OFFER = 0.8
"""Share of pairs in common from which a text is one that was offered before."""
TOLD = 0.7
"""Share of a sentence that the rep has said already, from which the customer has had it."""
WHOLE, HALF = 0.75, 0.5
PARROTED = 0.8
"""Share of pairs a sentence has in common with one of the customer's, from which it is hers."""
SHORTEST = 6
"""Pairs of a sentence that can be told from a turn of phrase."""
_SENTENCE = re.compile(r"[。！？!?；;…\n]+|\.(?=\s|$)")


class Repeats:
    """What the replies to one brief must not say again; nothing for other tasks, which repeat within limits."""

    def __init__(self, brief: Brief) -> None:
        turns = brief.conversation.turns if brief.task is Task.REPLY and brief.conversation else ()
        self._told: list[Pairs] = [
            pairs for turn in turns if turn.speaker is Speaker.REP for pairs in _sentences(turn.text)
        ]
        self._asked = [pairs for turn in turns if turn.speaker is Speaker.CUSTOMER for pairs in _sentences(turn.text)]
        self._offered = [pairs_of(text) for text in brief.said] if brief.task is Task.REPLY else []

    def are_in(self, text: str) -> bool:
        """Whether `text` is nearly one that was offered, or holds a sentence that the rep has said already."""
        if any(overlap(offered, pairs_of(text)) > SAME_OFFER for offered in self._offered):
            return True
        return any(_says_again(now, told) for now, told in _beside(text, self._told))

    def parrots(self, text: str) -> bool:
        """Whether a sentence of `text` is one of the customer's, given back to her."""
        return any(overlap(now, asked) > PARROTED for now, asked in _beside(text, self._asked))


def _beside(text: str, said: Sequence[Pairs]) -> Iterator[tuple[Pairs, Pairs]]:
    """Each sentence of `text` with each that was `said`; where nothing was, the text is not read."""
    return product(_sentences(text) if said else (), said)


def _says_again(now: Pairs, told: Pairs) -> bool:
    """Whether most of the sentence was told, or all that was told makes up half of it."""
    common = len(now & told)
    return common > TOLD * len(now) or (common > WHOLE * len(told) and common > HALF * len(now))


def _sentences(text: str) -> list[Pairs]:
    found = (pairs_of(part) for part in _SENTENCE.split(without_marks(text)))
    return [pairs for pairs in found if len(pairs) >= SHORTEST]
