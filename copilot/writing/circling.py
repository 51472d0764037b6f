"""Notices an answer that goes round in a circle, as small models do until their last token."""

ROUNDS = 4
"""So often a stretch stands in a row before it counts: a rhyme or a refrain comes three times at most."""
SHORTEST = 24
"""Characters of all rounds together: “哈哈哈哈” and “……” are meant."""
LONGEST_ROUND = 160
LOOK_EVERY = 24
"""Characters that come before it is looked at again."""


class Circling:
    """Feed it the pieces of an answer as they come."""

    def __init__(self) -> None:
        self._tail = ""
        self._unseen = 0

    def feed(self, piece: str) -> bool:
        """Whether the answer goes round in a circle."""
        self._tail = (self._tail + piece)[-max(SHORTEST, ROUNDS * LONGEST_ROUND) :]
        self._unseen += len(piece)
        if self._unseen < LOOK_EVERY:
            return False
        self._unseen = 0
        return _round_of(self._tail) > 0


def once_round(text: str) -> str:
    """`text` with the circle at its end gone through once; `text` itself where there is none."""
    length = _round_of(text)
    if not length:
        return text
    begin = len(text) - length
    while begin and text[begin - 1] == text[begin - 1 + length]:
        begin -= 1
    return text[: begin + length]


def _round_of(text: str) -> int:
    """Characters of one round of the circle that `text` ends in; 0 where it ends in none."""
    for length in range(1, min(LONGEST_ROUND, len(text) // ROUNDS) + 1):
        rounds = text[-max(ROUNDS * length, SHORTEST) :]
        if len(rounds) >= SHORTEST and rounds[length:] == rounds[:-length] and rounds.strip():
            return length
    return 0
