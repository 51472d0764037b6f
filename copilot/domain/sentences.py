"""A text cut into its sentences, each with where it starts, and one of them said otherwise."""

import re
from dataclasses import dataclass
from enum import StrEnum

from copilot.domain.draft import Usage

NOTHING_SPENT = Usage()

_END = re.compile(r"[。！？!?…；;\n]+[”’」』）)\"']*|\.(?=\s|$)")
_MARK = re.compile(r"[ \u3000]?\[\d{1,3}\]")


class SentenceWish(StrEnum):
    """How a sentence should be said otherwise."""

    SHORTER = "shorter"
    WARMER = "warmer"
    PLAINER = "plainer"
    LESS_SALESY = "less_salesy"
    OTHER_ANGLE = "other_angle"
    IN_PERSONA = "in_persona"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence of a variant said otherwise; nothing is stored yet. All of the text outside it stays as it is."""

    draft_id: str
    version: int
    """Of the draft that it was made for."""
    number: int
    """Of the variant, from 1."""
    text: str
    """What the variant says, all of it."""
    start: int
    before: str
    after: str
    wish: SentenceWish
    by: str
    """The model's name, or `offline`."""
    usage: Usage = NOTHING_SPENT
    failure: str = ""
    """The code of why the model did not help, where there is one and it did not."""

    @property
    def changed(self) -> str:
        """The text with the sentence as proposed."""
        return self.text[: self.start] + self.after + self.text[self.start + len(self.before) :]


def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """The sentences with what ends them and the marks behind, without blanks around: `text[start:start + len(s)] == s`."""
    found: list[tuple[int, str]] = []
    start = 0
    for end in _END.finditer(text):
        stop = end.end()
        while mark := _MARK.match(text, stop):
            stop = mark.end()
        _add(found, text, start, stop)
        start = stop
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[tuple[int, str]], text: str, start: int, stop: int) -> None:
    piece = text[start:stop]
    if inner := piece.strip():
        found.append((start + piece.index(inner), inner))
