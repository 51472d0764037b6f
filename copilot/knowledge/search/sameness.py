"""Whether two passages say the same, so that a result counts it once."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import add

from copilot.domain.evidence import Passage
from copilot.knowledge.search.function_words import denials_in
from copilot.knowledge.search.spelling import plain

_NOT_WORDS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
REMEMBERED = 512
"""Passages, 20 kB each: searches find the same ones again and again."""
NEARLY_ALL = 0.9
"""Share of common character pairs from which two texts with the same numbers count as one."""


@dataclass(frozen=True)
class Saying:
    """What a passage says, as far as telling it from others goes."""

    product: str | None
    numbers: tuple[str, ...]
    text: str
    """Without spaces and marks."""
    spelt: str

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Its pairs of characters; most passages differ before anybody asks for them."""
        text = self.text
        return frozenset(map(add, text, text[1:])) if len(text) > 1 else frozenset((text,))

    @staticmethod
    def of(passage: Passage) -> "Saying":
        """What `passage` says."""
        return _said(passage.product, passage.text)

    def same_as(self, other: "Saying") -> bool:
        """Whether both say the same.

        Texts with other numbers or about other products never do: a price list is full of those. Nor do
        texts of which one denies what the other says.
        """
        if (self.product, self.numbers) != (other.product, other.numbers):
            return False
        mine, theirs = len(self.pairs), len(other.pairs)
        # Most are told apart by their lengths, and what is denied takes longest to find: every search compares.
        if min(mine, theirs) < NEARLY_ALL * max(mine, theirs):
            return False
        common = len(self.pairs & other.pairs)
        return common >= NEARLY_ALL * (mine + theirs - common) and denials_in(self.spelt) == denials_in(other.spelt)


@lru_cache(maxsize=REMEMBERED)
def _said(product: str | None, told: str) -> Saying:
    spelt = plain(told)
    text = _NOT_WORDS.sub("", spelt)
    return Saying(product, tuple(_NUMBER.findall(text)), text, spelt)


class Said:
    """What has been said so far."""

    def __init__(self) -> None:
        self._told: dict[tuple[str | None, tuple[str, ...]], list[Saying]] = {}
        """By product and numbers: what differs in them is never the same."""

    def again(self, passage: Passage) -> bool:
        """Whether an earlier passage said the same; if not, this one counts as said from now on."""
        saying = Saying.of(passage)
        told = self._told.setdefault((saying.product, saying.numbers), [])
        if any(saying.same_as(other) for other in told):
            return True
        told.append(saying)
        return False
