"""Puts what search found in the order of a reranking endpoint, as far as that answers in time."""

import math
from collections.abc import Sequence
from dataclasses import replace

from copilot.domain.evidence import SearchHit
from copilot.domain.ladder import Step
from copilot.errors import ButterflyError
from copilot.knowledge.search.filling import full_text
from copilot.knowledge.search.outage import Outage
from copilot.knowledge.search.patience import Patience
from copilot.knowledge.search.preference import preference
from copilot.ports import Reranker

SENT = 30
"""So many of the best are sent: the right one is nearly always among them, and the wait grows with each."""
LONGEST_SENT = 1_200
"""Characters of a passage; cross-encoders read 512 tokens, and the question's answer stands early in most."""
SURELY = 0.9999


class Reranking:
    """A reranking endpoint and how it does. What fails is left alone for a moment, and its error is kept to be told."""

    def __init__(self, reranker: Reranker, timeout_seconds: float) -> None:
        self.reranker = reranker
        self.timeout_seconds = timeout_seconds
        self.outage = Outage()

    @property
    def trouble(self) -> ButterflyError | None:
        """Why the order is our own at present, if it is."""
        return self.outage.error

    def order(
        self, question: str, hits: Sequence[SearchHit], step: Step | None, patience: Patience
    ) -> tuple[SearchHit, ...]:
        """`hits` with the first `SENT` of them in the endpoint's order; as they are where it fails or takes too long.

        `question` goes out as it is given: mask it before. The step's roles stay preferred. Scores keep their scale:
        the first of the new order gets the highest of the old.
        """
        some = hits[:SENT]
        if len(some) < 2:
            return tuple(hits)
        texts = [full_text(hit.passage)[:LONGEST_SENT] for hit in some]
        given = self.outage.attempt(lambda: patience.wait_for(lambda: self.reranker.rerank(question, texts)))
        if given is None or len(given) != len(some):
            return tuple(hits)
        order = _places(given, some, step)
        moved = [
            replace(
                some[old],
                score=some[new].score,
                why=replace(why, reranked_from=old + 1) if (why := some[old].why) else None,
            )
            for new, old in enumerate(order)
        ]
        return (*moved, *hits[SENT:])

    def probe(self) -> None:
        """Ask it something tiny. Raises `ModelFailed`; what rests is asked all the same."""
        texts = ("1 + 1 = 2", "…")
        self.outage.watch(lambda: Patience(self.timeout_seconds).wait_for(lambda: self.reranker.rerank("1+1=?", texts)))


def _places(given: Sequence[float | None], hits: Sequence[SearchHit], step: Step | None) -> list[int]:
    """The hits' numbers in their new order: those with a score first, the others as they were."""
    told = [i for i, score in enumerate(given) if score is not None]
    scores = dict(zip(told, _spread([given[i] or 0.0 for i in told]), strict=True))
    if step is not None:
        wanted = preference(step)
        for i in told:
            scores[i] += wanted.get(hits[i].passage.role, 0.0)
    return [*sorted(told, key=lambda i: -scores[i]), *(i for i in range(len(given)) if i not in scores)]


def _spread(scores: Sequence[float]) -> list[float]:
    """Scores in standard deviations from their mean; shares are made log odds first, which lie as ours do."""
    if all(0.0 <= s <= 1.0 for s in scores):
        kept = [min(max(s, 1 - SURELY), SURELY) for s in scores]
        scores = [math.log(s / (1 - s)) for s in kept]
    mean = sum(scores) / max(len(scores), 1)
    deviation = math.sqrt(sum((s - mean) ** 2 for s in scores) / max(len(scores), 1))
    return [(s - mean) / deviation if deviation else 0.0 for s in scores]
