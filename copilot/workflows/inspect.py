"""Looking at ourselves: what is configured, what answers, what is out of step, and mending it."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from copilot.domain.brand import Brand
from copilot.domain.document import Reindexing
from copilot.errors import ButterflyError, IndexFailed, ModelAnswerUnusable
from copilot.ports import ChatMessage, ChatModel, ChatRequest, TextDelta
from copilot.store import Store
from copilot.workflows.assistance import NO_ASSISTANCE, Assistance
from copilot.workflows.keep_up import KeepingUp, SearchState

# Any short answer will do; reasoning models need room to think before they say a word.
QUESTION = ChatRequest((ChatMessage("user", "1+1="),), max_answer_tokens=256, temperature=0.0)


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What asking the model something tiny gave. `error` is set when it did not answer."""

    milliseconds: int
    text: str = ""
    error: ButterflyError | None = None


@dataclass(frozen=True, slots=True)
class BrandState:
    """A brand's knowledge as the database and as the indexes have it. `error` is set when an index cannot be read."""

    brand_id: str
    documents: int
    passages: int
    facts: int
    indexed_words: int = 0
    indexed_meanings: int = 0
    error: ButterflyError | None = None
    reindexing: Reindexing | None = None
    """How far the move to another embedder is, while it goes on."""

    @property
    def in_step(self) -> bool:
        """Whether both indexes hold what the database holds."""
        return self.error is None and self.passages == self.indexed_words == self.indexed_meanings


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What `butterfly doctor` tells. `configured` has no secrets in it."""

    configured: Mapping[str, str]
    brands: tuple[BrandState, ...]
    model: ModelAnswer | None
    reranker: ModelAnswer | None = None
    others: Mapping[str, ModelAnswer] = field(default_factory=dict)
    """The models besides the drafting one, by what they are for."""

    @property
    def well(self) -> bool:
        """Nothing is out of step, and the models and the reranking endpoint answer where there are any."""
        answers = [answer for answer in (self.model, self.reranker, *self.others.values()) if answer is not None]
        return all(b.in_step for b in self.brands) and all(answer.error is None for answer in answers)


@dataclass(frozen=True, slots=True)
class Inspecting:
    """Examines the parts and repairs the indexes."""

    store: Store
    keeping: KeepingUp
    model: ChatModel | None
    configured: Mapping[str, str]
    assistance: Assistance = NO_ASSISTANCE
    stopwatch: Callable[[], float] = time.perf_counter
    others: Mapping[str, ChatModel] = field(default_factory=dict)

    def diagnose(self) -> Diagnosis:
        """Ask every part how it is."""
        return Diagnosis(self.configured, self.knowledge(), self.ask_model(), self.ask_reranker(), self.ask_others())

    def knowledge(self) -> tuple[BrandState, ...]:
        """Each brand's knowledge, in the database and in the indexes."""
        return tuple(self._brand(b) for b in self.store.brands.all())

    def repair(self) -> None:
        """Make the indexes anew from the database, for every brand."""
        for _ in self.repair_events():
            pass

    def repair_events(self) -> Iterator[Reindexing]:
        """Make the indexes anew, telling after each portion how far it is. Stopped in the middle, the next start goes on
        with it. Raises `IndexFailed`, `ModelFailed`."""
        for brand in self.store.brands.all():
            total = self.store.documents.counts(brand.id).passages
            for _ in self.keeping.current.rebuild(brand):
                yield Reindexing(min(self.keeping.current.index.words_count(brand.id), total), total, brand.id)
            self.keeping.serving(brand)

    def search_state(self, brand: Brand) -> SearchState:
        """What a person who searches in a brand should know at present."""
        reranking, rewriting = self.assistance.reranking, self.assistance.rewriting
        return replace(
            self.keeping.state(brand),
            reranking=reranking.trouble if reranking else None,
            rewriting=rewriting.trouble if rewriting else None,
        )

    def ask_model(self) -> ModelAnswer | None:
        """Ask the configured model something tiny; None when there is none."""
        return self._asked(self.model) if self.model else None

    def ask_others(self) -> dict[str, ModelAnswer]:
        """Ask the models of other roles the same."""
        return {role: self._asked(model) for role, model in self.others.items()}

    def _asked(self, model: ChatModel) -> ModelAnswer:
        start = self.stopwatch()
        try:
            text = "".join(e.text for e in model.stream(QUESTION) if isinstance(e, TextDelta)).strip()
            if not text:
                raise ModelAnswerUnusable(f"{model.name} answered nothing", model=model.name)
        except ButterflyError as error:
            return ModelAnswer(round((self.stopwatch() - start) * 1000), error=error)
        return ModelAnswer(round((self.stopwatch() - start) * 1000), text)

    def ask_reranker(self) -> ModelAnswer | None:
        """Ask the configured reranking endpoint something tiny; None when there is none."""
        if self.assistance.reranking is None:
            return None
        start, error = self.stopwatch(), None
        try:
            self.assistance.reranking.probe()
        except ButterflyError as failed:
            error = failed
        return ModelAnswer(round((self.stopwatch() - start) * 1000), error=error)

    def _brand(self, brand: Brand) -> BrandState:
        live = self.store.documents.counts(brand.id)
        state = BrandState(brand.id, live.documents, live.passages, live.facts)
        try:
            meanings, words = self.keeping.current.index.counts(brand.id)
            reindexing = self.keeping.state(brand).reindexing
        except IndexFailed as error:
            return replace(state, error=error)
        return replace(state, indexed_words=words, indexed_meanings=meanings, reindexing=reindexing)
