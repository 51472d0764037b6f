"""Knows a text in which a model repeats its prompt instead of writing."""

import re
from dataclasses import dataclass

LONGEST_CHANCE, LONGEST_CHANCE_ASCII = 6, 18
"""Characters, without spaces and punctuation, that a text shares with the example by chance at most."""
COPIED, COPIED_ASCII = 16, 40
"""Characters, counted alike, from which on a text copies a sample instead of sounding like it."""
SHORTEST_DIRECTION = 10


@dataclass(frozen=True, slots=True)
class Echoes:
    """What must not come back: any stretch of the `example`, whose facts belong to another trade, any whole line of the
    `directions`, which say how to write and for whom, and whole sentences of the persona's `samples`."""

    example: str
    directions: tuple[str, ...]
    samples: tuple[str, ...] = ()

    def are_in(self, text: str) -> bool:
        """Whether `text` repeats any of it."""
        if any(d in text for d in self.directions if len(d) >= SHORTEST_DIRECTION):
            return True
        bare = _bare(text)
        chance, copied = (LONGEST_CHANCE_ASCII, COPIED_ASCII) if bare.isascii() else (LONGEST_CHANCE, COPIED)
        return _share(bare, _bare(self.example), chance) or any(_share(bare, _bare(s), copied) for s in self.samples)


def _share(text: str, of: str, length: int) -> bool:
    """Whether `text` holds a stretch of that many characters `of` another."""
    return any(of[i : i + length] in text for i in range(len(of) - length + 1))


def _bare(text: str) -> str:
    return re.sub(r"\[\d+\]|[\W_]+", "", text).casefold()
