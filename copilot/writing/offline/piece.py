"""A stretch of text taken from evidence, with its marks, ready to stand in a pattern."""

from dataclasses import dataclass

from copilot.domain.draft import without_marks


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` carries `[n]` and no final stop (a quotation keeps its own). `keys` say which lines it used."""

    text: str
    keys: frozenset[str]

    @property
    def length(self) -> int:
        """Characters as they go out."""
        return len(without_marks(self.text))


def cite(text: str, n: int, key: str = "") -> Piece:
    """A piece of one item."""
    return Piece(f"{text}[{n}]", frozenset({key or f"{n}:{text}"}))


def join(pieces: list[Piece], between: str) -> Piece:
    """Several pieces as one."""
    return Piece(between.join(p.text for p in pieces), frozenset().union(*(p.keys for p in pieces)))
