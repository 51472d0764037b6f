"""Whether two passages say the same, so that a result counts it once."""

import re

from copilot.domain.evidence import Passage
from copilot.knowledge.search.cutting import plain

NEARLY_ALL = 0.9
"""Share of common character pairs from which two texts with the same numbers count as one."""


class Said:
    """What has been said so far."""

    def __init__(self) -> None:
        self._told: list[tuple[str | None, list[str], frozenset[str]]] = []

    def again(self, passage: Passage) -> bool:
        """Whether an earlier passage said the same; if not, this one counts as said from now on.

        Texts with other numbers or about other products are never the same: a price list is full of those.
        """
        text = re.sub(r"[\W_]+", "", plain(passage.text))
        numbers = re.findall(r"\d+", text)
        pairs = frozenset(text[i : i + 2] for i in range(max(1, len(text) - 1)))
        for product, told_numbers, told in self._told:
            if product == passage.product and told_numbers == numbers and _alike(told, pairs):
                return True
        self._told.append((passage.product, numbers, pairs))
        return False


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= NEARLY_ALL * len(one | other)
