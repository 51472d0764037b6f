"""Help from outside for a search: a model that rewords the question, an endpoint that puts what was found in order.

Both are optional, neither is waited for longer than its setting says, and whatever they do the own ranking stands.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from copilot.conversation import mask_text
from copilot.domain.evidence import SearchHit
from copilot.domain.query import SearchQuery
from copilot.knowledge.search.joined import Rewritten, join
from copilot.knowledge.search.naming import narrowed_to
from copilot.knowledge.search.patience import Patience
from copilot.knowledge.search.reranked import SENT, Reranking
from copilot.workflows.rewrite import Rewriting

Look = Callable[[SearchQuery], tuple[SearchHit, ...]]
"""The own ranking of a question."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is left to wait for in one search, or in all searches of one reply."""

    rerank: Patience
    rewrite: Patience


@dataclass(frozen=True, slots=True)
class Assistance:
    """Who is configured to help."""

    reranking: Reranking | None = None
    rewriting: Rewriting | None = None

    def waiting(self) -> Waiting:
        """A fresh share of patience."""
        return Waiting(
            Patience(self.reranking.timeout_seconds if self.reranking else 0),
            Patience(self.rewriting.timeout_seconds if self.rewriting else 0),
        )

    def search(self, query: SearchQuery, look: Look, waiting: Waiting) -> tuple[SearchHit, ...]:
        """The best `query.k`, with what help there is for a question that a person asks."""
        rewriting = self.rewriting if self.rewriting and self.rewriting.wanted(query) else None
        if not query.asked or not (self.reranking or rewriting):
            return look(query)
        wide = replace(query, k=max(query.k, SENT))
        hits = look(wide)
        if rewriting and hits:
            texts = rewriting.queries(query, hits, waiting.rewrite)
            hits = join(hits, [Rewritten(text, look(_reworded(wide, text))) for text in texts])
        if self.reranking:
            question = mask_text(query.text, brand=query.brand).text
            hits = self.reranking.order(question, hits, query.step, waiting.rerank)
        return hits[: query.k]


def _reworded(query: SearchQuery, text: str) -> SearchQuery:
    """The query with other words, narrowed to the products that it was narrowed to before: a model may drop a name."""
    names = narrowed_to(query)
    if len(names) > 1:
        return replace(query, text=" ".join((*names, text)))
    return replace(query, text=text, product=names[0] if names else None)


NO_ASSISTANCE = Assistance()
"""Search by our own ranking alone."""
