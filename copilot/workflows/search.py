"""Looking things up: passages for a question, facts for a day, evidence for a brief."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from copilot.domain.brand import Brand
from copilot.domain.conflict import KnownFacts
from copilot.domain.draft import Brief
from copilot.domain.evidence import Evidence, Fact, SearchHit
from copilot.domain.query import SearchQuery
from copilot.knowledge.evidence import gather_evidence
from copilot.knowledge.nearness import Nearness, unknown_nearness
from copilot.knowledge.search import KnowledgeIndex
from copilot.store import Store
from copilot.workflows.disputes import known_facts


@dataclass(frozen=True, slots=True)
class Searching:
    """Search in what is live in the database, through the indexes."""

    store: Store
    index: KnowledgeIndex
    keep_up: Callable[[Brand], None]
    """Brings the indexes up to what the database has, also what another process learned."""
    nearness: Nearness = unknown_nearness
    """Compares what customers ask with the questions that scripts and FAQ entries answer."""

    def search(self, query: SearchQuery) -> tuple[SearchHit, ...]:
        """The best passages for `query`, best first. Raises `IndexFailed`."""
        self.keep_up(query.brand)
        return self.index.search(query, lambda ids: self.store.documents.passages(query.brand.id, ids))

    def known_facts(self, brand: Brand) -> KnownFacts:
        """Every live fact, with what is disputed and what was decided."""
        return known_facts(self.store, brand.id)

    def gather(self, brief: Brief, known: KnownFacts) -> Evidence:
        """What a text for `brief` may stand on."""
        return gather_evidence(brief, self.search, known.all, nearness=self.nearness, disputes=known.disputes)

    def facts(self, brand: Brand, product: str | None, at: date | None) -> tuple[Fact, ...]:
        """Facts of the brand or of one product; with a day, only those in force on it."""
        facts = self.store.documents.facts(brand.id, product)
        return tuple(f for f in facts if at is None or f.in_force(at))
