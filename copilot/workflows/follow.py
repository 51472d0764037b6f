"""One index follows the database: portion by portion, so that a crash costs a portion and others get their turn."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from copilot.domain.brand import Brand
from copilot.knowledge.search import KnowledgeIndex
from copilot.store import Store

CHANGES_AT_ONCE = 512
VECTORS = "vectors:"
"""Before the embedder's fingerprint, the name of a vector index among the database's marks."""


@dataclass(frozen=True, slots=True)
class Following:
    """Applies the change log to an index. How far the vectors are stands in the database, how far the words are in
    the word index itself; both legs are complete up to the lesser of the two."""

    store: Store
    index: KnowledgeIndex
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        """The vector index in the database's marks; it changes with the embedder."""
        return f"{VECTORS}{self.index.fingerprint}"

    def place(self, brand: Brand) -> int:
        """The last change that both legs have."""
        return min(self.store.index.mark(self.name, brand.id), self.index.words_mark(brand.id))

    def behind(self, brand: Brand) -> bool:
        """Whether there are changes that the index does not have."""
        # Every search asks.
        head, followed = self.store.index.standing(self.name, brand.id)
        return head > min(followed, self.index.words_mark(brand.id))

    def catch_up(self, brand: Brand) -> Iterator[int]:
        """Apply unseen changes in portions; yield how many are applied so far. Raises `IndexFailed`, `ModelFailed`."""
        applied = 0
        while portion := self._portion(brand):
            applied += portion
            yield applied

    def rebuild(self, brand: Brand) -> Iterator[int]:
        """Make both legs anew from the database, as `catch_up` does: the log keeps every passage. Killed in the middle,
        it is gone on with by whoever catches up next."""
        with self._one_at_a_time:
            # First, so that a crash after it finds everything still to do.
            self.store.index.set_mark(self.name, brand.id, 0)
            self.index.forget_brand(brand.id)
        yield from self.catch_up(brand)

    def lost(self, brand: Brand) -> bool:
        """Whether the index says it has everything and does not hold what the database holds. Raises `IndexFailed`."""
        head = self.store.index.head(brand.id)
        live = self.store.documents.counts(brand.id).passages
        differs = any(count != live for count in self.index.counts(brand.id))
        return differs and self.place(brand) == head == self.store.index.head(brand.id)

    def _portion(self, brand: Brand) -> int:
        with self._one_at_a_time:
            changes = self.store.index.changes(brand.id, self.place(brand), CHANGES_AT_ONCE)
            if changes:
                mark = self.store.index.mark(self.name, brand.id)
                mark = self.index.apply(brand, changes, vectors_mark=mark)
                self.store.index.set_mark(self.name, brand.id, mark)
            return len(changes)
