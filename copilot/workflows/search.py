"""Looking things up: passages for a question, facts for a day, evidence for a brief."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from copilot.domain.brand import Brand
from copilot.domain.conflict import KnownFacts
from copilot.domain.draft import Brief
from copilot.domain.evidence import (
    Choice,
    ChoiceKind,
    Evidence,
    EvidenceItem,
    Fact,
    Field,
    Passage,
    Role,
    SearchHit,
)
from copilot.domain.query import SearchQuery
from copilot.errors import InvalidInput
from copilot.knowledge.choices import find_choice, may_leave_choice
from copilot.knowledge.evidence import gather_evidence
from copilot.knowledge.fact_choice import was_read_from
from copilot.knowledge.fact_wording import say_fact
from copilot.knowledge.followup import follow_up
from copilot.knowledge.nearness import ClaimsNear, Nearness, unknown_nearness
from copilot.knowledge.search import KnowledgeIndex
from copilot.store import Store
from copilot.workflows.aliases import under_full_names
from copilot.workflows.assistance import NO_ASSISTANCE, Assistance, Waiting
from copilot.workflows.knowing import Knowing


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person wants to search. `rewrite` lets a model reword the question; None: as the settings say."""

    explain: bool = False
    rewrite: bool | None = None


PLAINLY = Manner()


@dataclass(frozen=True, slots=True)
class Searching:
    """Search in what is live in the database, through the indexes."""

    store: Store
    ready: Callable[[Brand], KnowledgeIndex]
    """The index that answers for a brand, brought up to what the database has, also what another process learned."""
    knowing: Knowing
    nearness: Nearness = unknown_nearness
    """Compares what customers ask with the questions that scripts and FAQ entries answer."""
    assistance: Assistance = NO_ASSISTANCE
    """Who helps from outside, if anybody, with a question that a person asks."""
    claims_near: ClaimsNear | None = None
    """Compares what a text claims with what the knowledge says. Never raises."""

    def search(self, query: SearchQuery) -> tuple[SearchHit, ...]:
        """The best passages for `query`, best first; by words alone while meanings cannot be compared."""
        return self._search(query, self.assistance.waiting())

    def _search(self, query: SearchQuery, waiting: Waiting) -> tuple[SearchHit, ...]:
        index = self.ready(query.brand)

        def look(asked: SearchQuery) -> tuple[SearchHit, ...]:
            return index.search(asked, lambda ids: self.store.documents.passages(asked.brand.id, ids))

        return self.assistance.search(query, look, waiting)

    def foresee(self, brand: Brand, questions: Iterable[str]) -> None:
        """Say which questions are about to be asked, for the search to be quicker then."""
        self.ready(brand).foresee(questions)

    def in_manner(self, query: SearchQuery, manner: Manner) -> SearchQuery:
        """The query as a person asks it. Raises `InvalidInput` (rewrite_no_model) where nobody could reword it."""
        if manner.rewrite and self.assistance.rewriting is None:
            raise InvalidInput("no model is configured that could reword a question", code="rewrite_no_model")
        return replace(query, asked=True, explain=manner.explain, rewrite=manner.rewrite)

    def answer(self, query: SearchQuery) -> tuple[SearchHit, ...]:
        """The best passages for what a person asks: understood from `query.context` where it leans on it, with the
        rows of the facts first that lie in a range it names, or that tell apart the models it could mean."""
        meant = follow_up(query.text, query.context, query.brand.products)
        text = f"{meant.product} {meant.text}" if meant.product else meant.text
        asked = replace(query, text=text, product=query.product or meant.product)
        choice = self._choice(query)
        if choice is None or query.at is None:
            return self.search(asked)
        rows = [fact_hit(fact, query.brand, query.at, choice.kind) for fact in choice.facts][: query.k]
        hits = self.search(replace(asked, product=None if meant.leans else query.product, k=3 * query.k))
        ours = [h for h in hits if h.passage.product in choice.products]
        others = [h for h in hits if h.passage.product is None]
        return (*rows, *[*ours, *others][: query.k - len(rows)])

    def _choice(self, query: SearchQuery) -> Choice | None:
        if query.at is None or not may_leave_choice(query.text, query.brand):
            return None
        known = self.known_facts(query.brand)
        doubtful = known.disputes.doubtful
        certain = [f for f in known.standing if f not in doubtful and query.product in (None, f.product)]
        return find_choice(query.text, query.brand, certain, query.at)

    def read_from(self, brand: Brand, fact: Fact) -> tuple[Passage, ...]:
        """The passages that stand where a fact was read."""
        passages = self.store.documents.passages_of(brand.id, fact.source.document_id)
        return tuple(p for p in passages if was_read_from(p, fact))

    def known_facts(self, brand: Brand) -> KnownFacts:
        """Every live fact, with what is disputed and what was decided."""
        return self.knowing.of(brand).facts

    def gather(self, brief: Brief, known: KnownFacts) -> Evidence:
        """What a text for `brief` may stand on."""
        waiting = self.assistance.waiting()
        return gather_evidence(
            brief,
            lambda query: self._search(query, waiting),
            known.all,
            nearness=self.nearness,
            disputes=known.disputes,
        )

    def facts(self, brand: Brand, product: str | None, at: date | None) -> tuple[Fact, ...]:
        """Facts of the brand or of one product; with a day, only those in force on it."""
        facts = under_full_names(self.store.documents.facts(brand.id), brand)
        return tuple(f for f in facts if product in (None, f.product) and (at is None or f.in_force(at)))


def fact_hit(fact: Fact, brand: Brand, at: date, kind: ChoiceKind) -> SearchHit:
    """A fact as a found passage: its row in words, at its own place."""
    text = say_fact(fact, owner=fact.product or brand.name, language=brand.language, at=at)
    item = EvidenceItem(0, text, Role.OFFER if fact.field in Field.PRICES else Role.SPEC, fact.source, fact=fact)
    return SearchHit(Passage(item.passage_id, text, item.role, fact.source, product=fact.product), 1.0, choice=kind)
