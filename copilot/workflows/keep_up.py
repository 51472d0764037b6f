"""Keeping the indexes in step with the database: mending what was lost, and changing the embedder without downtime."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from copilot.domain.brand import Brand
from copilot.domain.document import Reindexing
from copilot.errors import ButterflyError, IndexFailed, ModelFailed
from copilot.knowledge.search import KnowledgeIndex
from copilot.store import Store
from copilot.workflows.follow import VECTORS, Following

OpenFormer = Callable[[str], KnowledgeIndex]
"""The index of an embedder with that fingerprint, which is not the configured one any more."""


@dataclass(frozen=True, slots=True)
class SearchState:
    """What a person who searches should know: what is not found as well as usual, and why."""

    reindexing: Reindexing | None = None
    trouble: ButterflyError | None = None
    """Why meanings are not compared, or only in part."""
    reranking: ButterflyError | None = None
    """Why the configured reranking endpoint does not help at present; the order is our own then."""
    rewriting: ButterflyError | None = None
    """Why no model rewords questions at present, where one should; they are searched as they are then."""

    @property
    def usual(self) -> bool:
        """Everything that is known is found: what only puts it in order may be away."""
        return self.reindexing is None and self.trouble is None


@dataclass(frozen=True, slots=True)
class KeepingUp:
    """Every brand's index. After a change of embedder there are two: the former one answers until the current one has
    everything; then it is dropped."""

    store: Store
    current: Following
    open_former: OpenFormer
    _settled: set[str] = field(default_factory=set)
    _formers: dict[str, Following] = field(default_factory=dict)
    _examined: dict[str, int] = field(default_factory=dict)

    def ready(self, brand: Brand) -> KnowledgeIndex:
        """The index to search in, brought up to the database where that is quick and possible; what takes longer is done
        aside, as nobody who searches should wait for all that somebody learns. Never fails for an index that does not answer: search in it goes by
        words then."""
        serving = self.serving(brand)
        if not serving.index.resting:
            try:
                if serving.behind(brand) and not serving.catch_up_a_little(brand):
                    serving.catch_up_aside(brand)
                else:
                    self._mend(serving, brand)
            except (IndexFailed, ModelFailed):
                logging.getLogger(__name__).warning("the index of %s is not up to date", brand.id, exc_info=True)
        return serving.index

    def bring_up_to_date(self, brand: Brand) -> None:
        """Apply every change that the index which answers has not seen; the first time, and after an outage, also mend
        what was lost. Moving to another embedder is left to `catch_up`. Raises `IndexFailed`, `ModelFailed`."""
        serving = self.serving(brand)
        if serving.behind(brand):
            _finish(serving.catch_up(brand))
        self._mend(serving, brand)

    def catch_up(self, brand: Brand) -> Iterator[int]:
        """Bring the current index to the head of the log, however long it takes; yield the changes applied so far.
        The former embedder's index goes when it is not needed any more. Raises `IndexFailed`, `ModelFailed`."""
        yield from self.current.catch_up(brand)
        self.serving(brand)

    def serving(self, brand: Brand) -> Following:
        """The index that answers for a brand."""
        if brand.id in self._settled:
            return self.current
        formers = self._formers_of(brand)
        if formers and self.current.behind(brand):
            return next((f for f in formers if f.index.words_mark(brand.id)), self.current)
        if all(self._dropped(former, brand) for former in formers):
            self._settled.add(brand.id)
        return self.current

    def state(self, brand: Brand) -> SearchState:
        """How search in a brand does at present."""
        serving = self.serving(brand)
        moving = bool(self._formers_of(brand)) if brand.id not in self._settled else False
        if not moving or not self.current.behind(brand):
            return SearchState(trouble=serving.index.trouble)
        total = self.store.documents.counts(brand.id).passages
        done = min(self.current.index.words_count(brand.id), total)
        return SearchState(Reindexing(done, total), serving.index.trouble)

    def close(self) -> None:
        """Let go of files and connections."""
        for following in (self.current, *self._formers.values()):
            following.close()

    def _mend(self, serving: Following, brand: Brand) -> None:
        outages = serving.index.meanings.times
        if serving is not self.current or self._examined.get(brand.id) == outages:
            return
        if self.store.index.head(brand.id):
            if serving.lost(brand):
                _finish(serving.rebuild(brand))
            self._examined[brand.id] = outages

    def _formers_of(self, brand: Brand) -> list[Following]:
        marks = self.store.index.marks(brand.id)
        names = [n for n in marks if n.startswith(VECTORS) and n != self.current.name]
        return [self._former(name) for name in sorted(names, key=lambda n: -marks[n])]

    def _former(self, name: str) -> Following:
        if name not in self._formers:
            self._formers[name] = Following(self.store, self.open_former(name.removeprefix(VECTORS)))
        return self._formers[name]

    def _dropped(self, former: Following, brand: Brand) -> bool:
        try:
            former.index.forget_brand(brand.id)
        except IndexFailed:
            logging.getLogger(__name__).warning("the former index of %s is still there", brand.id, exc_info=True)
            return False
        self.store.index.forget_mark(former.name, brand.id)
        return True


def _finish(steps: Iterator[int]) -> None:
    for _ in steps:
        pass
