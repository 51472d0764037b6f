"""Whether a passage that search found answers a question, or only is the best of what there is."""

from itertools import pairwise

from copilot.domain.evidence import SearchHit
from copilot.domain.why import NEAR_ENOUGH

SHARED_ENOUGH = 1 / 3
"""Share of a question's neighbouring characters that have to stand in the passage then."""


def answers(question: str, hit: SearchHit) -> bool:
    """Whether `hit` answers `question`. The ranker's score does not say: it only orders what was found."""
    return hit.meaning >= NEAR_ENOUGH or _shared(question, hit.passage.text)


def _shared(question: str, text: str) -> bool:
    """Whether a text has enough of a question's words, whatever they mean to the encoder (names, codes, numbers)."""
    asked = {a + b for a, b in pairwise(question.casefold()) if (a + b).isalnum()}
    return bool(asked) and sum(pair in text.casefold() for pair in asked) >= SHARED_ENOUGH * len(asked)
