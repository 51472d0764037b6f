"""Knows a text in which a model repeats its prompt instead of writing."""

import re
from dataclasses import dataclass

LONGEST_CHANCE, LONGEST_CHANCE_ASCII = 6, 18
"""Characters, without spaces and punctuation, that a text shares with the example by chance at most."""
SHORTEST_DIRECTION = 10


@dataclass(frozen=True, slots=True)
class Echoes:
    """What must not come back: any stretch of the `example`, whose facts belong to another trade, and any whole line
    of the `directions`, which say how to write and for whom."""

    example: str
    directions: tuple[str, ...]

    def are_in(self, text: str) -> bool:
        """Whether `text` repeats any of it."""
        return any(d in text for d in self.directions if len(d) >= SHORTEST_DIRECTION) or self._holds_example(text)

    def _holds_example(self, text: str) -> bool:
        bare_text, bare_example = _bare(text), _bare(self.example)
        length = LONGEST_CHANCE_ASCII if bare_text.isascii() else LONGEST_CHANCE
        stretches = (bare_example[i : i + length] for i in range(len(bare_example) - length + 1))
        return any(stretch in bare_text for stretch in stretches)


def _bare(text: str) -> str:
    return re.sub(r"\[\d+\]|[\W_]+", "", text).casefold()
