"""Whether a passage that search found answers a question, or only is the best of what there is."""

from itertools import pairwise

from copilot.domain.evidence import SearchHit
from copilot.domain.why import NEAR_ENOUGH
from copilot.knowledge.search.function_words import function_words
from copilot.knowledge.search.spelling import CJK, RUN, plain, stems
from copilot.knowledge.telling import telling_runs

SHARED_ENOUGH = 1 / 3
"""Share of what a question is about that has to stand in the passage then."""


def answers(question: str, hit: SearchHit) -> bool:
    """Whether `hit` answers `question`. The ranker's score does not say: it only orders what was found."""
    return hit.meaning >= NEAR_ENOUGH or _shared(question, hit.passage.text)


def _shared(question: str, text: str) -> bool:
    """Whether a text has enough of a question's words, whatever they mean to the encoder (names, codes, numbers)."""
    asked, said = _about(question), _about(text)
    return bool(asked) and len(asked & said) >= SHARED_ENOUGH * len(asked)


def _about(text: str) -> set[str]:
    """The pairs of Chinese characters in a text and its other words by their stems, without what only asks."""
    found: set[str] = set()
    for run in RUN.findall(plain(text)):
        if CJK.match(run):
            found.update(a + b for told in telling_runs(run) for a, b in pairwise(told))
        elif run not in function_words():
            found.update(stems(run))
    return found
