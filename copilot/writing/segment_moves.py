"""Which moves of a reply suit a segment: what convinces these customers comes first, what repels them last."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from copilot.domain.audience import Segment
from copilot.domain.conversation import Move
from copilot.yaml_text import read_yaml


class _MovesFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    convinces: dict[Move, list[str]]
    repels: dict[Move, list[str]]


Patterns = Mapping[Move, re.Pattern[str]]


def in_order_for(segment: Segment | None, moves: Iterable[Move]) -> list[Move]:
    """The moves, each once: first those that do what convinces the segment, in the card's order, last those that run
    into what repels it. Without a segment, as they came."""
    once = list(dict.fromkeys(moves))
    if segment is None:
        return once
    liked = convincing(segment)
    disliked = set(_moves_in(segment.repels, _patterns()[1])) - set(liked)
    return sorted(once, key=lambda move: (move in disliked, liked.index(move) if move in liked else len(liked)))


def convincing(segment: Segment | None) -> tuple[Move, ...]:
    """The moves that do what convinces the segment, each once, in the order its card tells it."""
    return tuple(dict.fromkeys(_moves_in(segment.convinces, _patterns()[0]))) if segment else ()


def _moves_in(told: Iterable[str], patterns: Patterns) -> list[Move]:
    found = (next((move for move, words in patterns.items() if words.search(line)), None) for line in told)
    return [move for move in found if move is not None]


@cache
def _patterns() -> tuple[Patterns, Patterns]:
    raw = read_yaml((files(__package__) / "segment_moves.yaml").read_text("utf-8"))
    file = _MovesFile.model_validate(raw)
    return _compiled(file.convinces), _compiled(file.repels)


def _compiled(words: Mapping[Move, list[str]]) -> Patterns:
    return {move: re.compile("|".join(f"(?:{w})" for w in some), re.IGNORECASE) for move, some in words.items()}
