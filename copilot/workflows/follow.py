"""One index follows the database: portion by portion, so that a crash costs a portion and others get their turn."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from copilot.domain.brand import Brand
from copilot.errors import ButterflyError
from copilot.knowledge.search import KnowledgeIndex
from copilot.store import Store

FEWEST_AT_ONCE, MOST_AT_ONCE = 512, 2_048
"""A portion is a quarter of what is left, within these: one to five seconds of learning, which is what a crash costs. With
512 throughout, 30,000 passages took a sixth longer: at the end of each portion one core waits for the other."""
A_LITTLE = 64
"""Changes that a person who searches waits for: a fifth of a second on one core."""
VECTORS = "vectors:"
"""Before the embedder's fingerprint, the name of a vector index among the database's marks."""


@dataclass(frozen=True, slots=True)
class Following:
    """Applies the change log to an index. How far the vectors are stands in the database, how far the words are in
    the word index itself; both legs are complete up to the lesser of the two."""

    store: Store
    index: KnowledgeIndex
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)
    _catching_up: list[str] = field(default_factory=list)
    """Ids of brands, each as often as somebody here catches up with it."""
    _aside: list[threading.Thread] = field(default_factory=list)
    _closing: threading.Event = field(default_factory=threading.Event)

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
        self._catching_up.append(brand.id)
        try:
            while portion := self._portion(brand):
                applied += portion
                yield applied
        finally:
            self._catching_up.remove(brand.id)

    def catch_up_a_little(self, brand: Brand) -> bool:
        """Apply a few changes, none where another thread is at it; whether the index has everything then.
        Raises `IndexFailed`, `ModelFailed`."""
        if brand.id in self._catching_up or not self._one_at_a_time.acquire(blocking=False):
            return False
        try:
            return self._apply_portion(brand, A_LITTLE) < A_LITTLE
        finally:
            self._one_at_a_time.release()

    def catch_up_aside(self, brand: Brand) -> None:
        """Catch up on a thread of its own, unless somebody does so already. A failure is logged."""
        if brand.id not in self._catching_up:
            thread = threading.Thread(target=self._catch_up_quietly, args=(brand,), name="catch-up", daemon=True)
            self._aside[:] = [*(t for t in self._aside if t.is_alive()), thread]
            thread.start()

    def close(self) -> None:
        """Let go of files and connections, when the portion that is being applied aside is in."""
        self._closing.set()
        for thread in self._aside:
            thread.join()
        self._closing.clear()
        self.index.close()

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

    def _catch_up_quietly(self, brand: Brand) -> None:
        try:
            for _ in self.catch_up(brand):
                if self._closing.is_set():
                    return
        except ButterflyError:
            logging.getLogger(__name__).warning("the index of %s is not up to date", brand.id, exc_info=True)

    def _portion(self, brand: Brand) -> int:
        with self._one_at_a_time:
            left = self.store.index.head(brand.id) - self.place(brand)
            return self._apply_portion(brand, min(MOST_AT_ONCE, max(FEWEST_AT_ONCE, left // 4)))

    def _apply_portion(self, brand: Brand, size: int) -> int:
        changes = self.store.index.changes(brand.id, self.place(brand), size)
        if changes:
            mark = self.store.index.mark(self.name, brand.id)
            mark = self.index.apply(brand, changes, vectors_mark=mark)
            self.store.index.set_mark(self.name, brand.id, mark)
        return len(changes)
