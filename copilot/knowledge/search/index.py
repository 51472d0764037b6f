"""The knowledge index of all brands: follows the change log, and answers questions out of both legs."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from copilot.domain.brand import Brand, Product
from copilot.domain.document import IndexChange
from copilot.domain.evidence import Passage, Role, SearchHit
from copilot.domain.ladder import Step
from copilot.domain.query import SearchQuery
from copilot.errors import ButterflyError
from copilot.knowledge.search.candidates import (
    Candidates,
    Question,
    find_candidates,
    meaning_leg,
    scores_by_words,
    words_leg,
)
from copilot.knowledge.search.cutting import Cutter
from copilot.knowledge.search.entries import Entry
from copilot.knowledge.search.filling import Rows, embedded, vector_entries, word_entries
from copilot.knowledge.search.hints import hints_for
from copilot.knowledge.search.naming import narrowed_to
from copilot.knowledge.search.outage import Outage
from copilot.knowledge.search.preference import preference
from copilot.knowledge.search.questions import Questions
from copilot.knowledge.search.ranking import load_ranker
from copilot.knowledge.search.sameness import Said
from copilot.knowledge.search.validity import in_force
from copilot.knowledge.search.vectors import VectorIndex, collection_name
from copilot.knowledge.search.why import Order, Searched, explain
from copilot.knowledge.search.words import Filter, WordIndex
from copilot.ports import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Item = TypeVar("Item")

LoadPassages = Callable[[Sequence[str]], Mapping[str, Passage]]
"""The passages of those ids that the database still has."""

CHANGES_AT_ONCE = 2_048
STORED_AT_ONCE = 256
"""Vectors for which Chroma is asked; by forties each takes it 0.9 ms, by so many 0.5."""
SPARE = 3
"""Passages loaded beyond those asked for, as some may say the same or hold on other days."""


class KnowledgeIndex:
    """Both indexes of every brand. The database is the truth; all that is here can be made anew from it."""

    def __init__(self, embedder: Embedder, vectors: VectorIndex, words_folder: Path) -> None:
        self._embedder = embedder
        self._vectors = vectors
        self._words_folder = words_folder
        self._lock = threading.Lock()
        self._words: dict[str, WordIndex] = {}
        self._cutters: dict[str, tuple[tuple[Product, ...], Cutter]] = {}
        self._questions = Questions(embedder)
        self.meanings = Outage()
        """How Chroma does. While it fails, search goes on by words, with the vectors that the word index has."""
        self.encoding = Outage()
        """How the embedder does. While it fails, search goes on by words alone."""

    @property
    def fingerprint(self) -> str:
        """Of the embedder: an index of another one is another index."""
        return self._embedder.fingerprint

    @property
    def resting(self) -> bool:
        """Whether a part failed just now and is left alone for a moment."""
        return self.encoding.resting or self.meanings.resting

    @property
    def trouble(self) -> ButterflyError | None:
        """Why search goes by words only at present, if it does."""
        return self.encoding.error or self.meanings.error

    def words_mark(self, brand_id: str) -> int:
        """Number of the last change the word index has; kept inside that index, 0 when it is new or was lost."""
        return self._word_index(brand_id).mark

    def apply(self, brand: Brand, changes: Sequence[IndexChange], *, vectors_mark: int = 0) -> int:
        """Follow `changes` (rising `seq`) in both legs; return the vectors' new mark, which the caller keeps.

        Changes up to `vectors_mark` are in Chroma already, and only the word index may lack them. Applying a change
        twice is harmless. Raises `IndexFailed`; what was applied before it stays.
        """
        latest = {change.passage_id: change for change in changes}
        todo = sorted(latest.values(), key=lambda change: change.seq)
        words_mark = self.words_mark(brand.id)
        if any(change.seq > vectors_mark for change in todo):
            # Before anything is embedded in vain.
            self.meanings.watch(lambda: self._vectors.count(self._collection(brand.id)))
        for some in _in_portions(todo, CHANGES_AT_ONCE):
            fresh = [c for c in some if c.seq > vectors_mark]
            unworded = [c for c in some if c.seq > words_mark]
            if fresh or unworded:
                self._follow(brand, fresh, unworded, mark=max(words_mark, some[-1].seq))
        return max([vectors_mark, *(change.seq for change in changes)])

    def forget_brand(self, brand_id: str) -> None:
        """Drop both indexes of a brand."""
        self._vectors.drop(self._collection(brand_id))
        self._word_index(brand_id).clear()

    def counts(self, brand_id: str) -> tuple[int, int]:
        """Number of passages in the vector index and in the word index. Raises `IndexFailed`."""
        count = self.meanings.watch(lambda: self._vectors.count(self._collection(brand_id)))
        return count, self.words_count(brand_id)

    def words_count(self, brand_id: str) -> int:
        """Number of passages in the word index."""
        return len(self._word_index(brand_id).view())

    def foresee(self, questions: Iterable[str]) -> None:
        """Be quicker with questions that are about to be asked; nothing where the embedder fails."""
        self.encoding.attempt(lambda: self._questions.foresee(questions))

    def warm(self, brand: Brand) -> None:
        """Load what the first question would otherwise wait for."""
        self._cutter(brand).warm()

    def close(self) -> None:
        """Let go of files and connections; the next call opens them again."""
        self._vectors.close()
        with self._lock:
            self._words.clear()

    def search(self, query: SearchQuery, load: LoadPassages) -> tuple[SearchHit, ...]:
        """The best `query.k` passages that `load` still knows, best first, what says the same only once."""
        candidates = self.candidates(query)
        if not candidates.ids:
            return ()
        ranked = load_ranker().rank(candidates) if candidates.compared else scores_by_words(candidates.known)
        scores = ranked if query.step is None else ranked + _role_bonus(candidates.roles, query.step) * ranked.std()
        hits = _choose(candidates, scores, query, load)
        if not query.explain:
            return hits
        view, cutter = self._word_index(query.brand.id).view(), self._cutter(query.brand)
        vector = self.encoding.attempt(lambda: self._questions.vector(query.text))
        return explain(hits, Searched(query, view, cutter, vector, candidates, Order(ranked, scores)), load)

    def candidates(self, query: SearchQuery) -> Candidates:
        """What both legs find for a question, unranked; the rows the ranker is trained on. A leg that fails finds
        nothing, and `trouble` tells why."""
        view = self._word_index(query.brand.id).view()
        if not query.text.strip() or len(view) == 0:
            return Candidates.none()
        vector = self.encoding.attempt(lambda: self._questions.vector(query.text))
        question = self._question(query, vector)
        nearest = self._nearest(query)
        return find_candidates(
            view, lambda limit: self.meanings.attempt(lambda: nearest(limit)), question, _wanted(query)
        )

    def _question(self, query: SearchQuery, vector: "Floats | None") -> Question:
        return Question(self._cutter(query.brand).asked(query.text), vector, hints_for(self._embedder.fingerprint))

    def by_words(self, query: SearchQuery) -> list[str]:
        """Ids of the best `query.k` by BM25 over words alone; for measuring."""
        view = self._word_index(query.brand.id).view()
        words = self._cutter(query.brand).asked(query.text).words
        return words_leg(view, words, _wanted(query), query.k)

    def by_meaning(self, query: SearchQuery) -> list[str]:
        """Ids of the best `query.k` by cosine of whole passages alone; for measuring."""
        view = self._word_index(query.brand.id).view()
        question = Question(self._cutter(query.brand).asked(query.text), self._questions.vector(query.text))
        found = meaning_leg(view, self._nearest(query), question, _wanted(query))
        return found[: query.k]

    def _nearest(self, query: SearchQuery) -> Callable[[int], Sequence[str]]:
        collection = self._collection(query.brand.id)
        return lambda limit: self._vectors.nearest(collection, self._questions.vector(query.text), limit)

    def _follow(
        self, brand: Brand, fresh: Sequence[IndexChange], unworded: Sequence[IndexChange], *, mark: int
    ) -> None:
        collection = self._collection(brand.id)
        new = [c.passage for c in fresh if c.passage is not None]
        lagging = [c.passage for c in unworded if c.passage is not None]
        worded = {p.id for p in lagging}
        ids, entries = {p.id for p in new}, list[Entry]()
        known: Rows = {}
        if behind := [p.id for p in lagging if p.id not in ids]:
            known = {i: row[None, :] for i, row in self._vectors.fetch(collection, behind).items()}
        passages = list({p.id: p for p in (*new, *lagging)}.values())
        with ThreadPoolExecutor(1) as aside, closing(embedded(self._embedder, passages, known)) as portions:
            # Chroma 1.5 holds the interpreter's lock while it writes, but the texts that are being embedded need it little.
            waiting, stored, left = list[tuple[Passage, "Floats"]](), [], len(passages)
            while left:
                some, rows = self.encoding.watch(lambda: next(portions))
                left -= len(some)
                waiting += [(p, rows[p.id][0]) for p in some if p.id in ids]
                if waiting and (len(waiting) >= STORED_AT_ONCE or not left):
                    stored.append(aside.submit(self._put_vectors, collection, waiting))
                    waiting = []
                entries += word_entries(self._cutter(brand), [p for p in some if p.id in worded], rows)
            for done in stored:
                done.result()
        self._vectors.delete(collection, [c.passage_id for c in fresh if c.passage is None])
        # Last, because this mark is kept with it: it must not run ahead of the vectors.
        forgotten = [c.passage_id for c in unworded if c.passage is None]
        self._word_index(brand.id).write(entries, forgotten, mark=mark)

    def _put_vectors(self, collection: str, some: "Sequence[tuple[Passage, Floats]]") -> None:
        import numpy as np

        self._vectors.add(collection, vector_entries([p for p, _ in some]), np.stack([vector for _, vector in some]))

    def _collection(self, brand_id: str) -> str:
        return collection_name(brand_id, self._embedder.fingerprint)

    def _word_index(self, brand_id: str) -> WordIndex:
        # It holds vectors too, so another embedder gets another folder.
        name = self._collection(brand_id)
        with self._lock:
            if name not in self._words:
                self._words[name] = WordIndex(self._words_folder / name)
            return self._words[name]

    def _cutter(self, brand: Brand) -> Cutter:
        products, cutter = self._cutters.get(brand.id, ((), None))
        if cutter is None or products != brand.products:
            names = [name for product in brand.products for name in product.names]
            if cutter is None or not cutter.knows(names):
                cutter = Cutter(names)
            self._cutters[brand.id] = brand.products, cutter
        return cutter


def _in_portions(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _wanted(query: SearchQuery) -> Filter:
    names = tuple(n for name in narrowed_to(query) for n in _all_names(query.brand, name))
    return Filter(names or None, tuple(role.value for role in query.roles))


def _all_names(brand: Brand, name: str) -> tuple[str, ...]:
    """Every name of a product: a passage keeps the one its document used before the others were known."""
    product = brand.product(name)
    return product.names if product else (name,)


def _role_bonus(roles: Sequence[str], step: Step) -> "Floats":
    import numpy as np

    bonus = preference(step)
    return np.array([bonus.get(Role(role), 0.0) for role in roles], dtype=np.float32)


def _choose(candidates: Candidates, scores: "Floats", query: SearchQuery, load: LoadPassages) -> tuple[SearchHit, ...]:
    import numpy as np

    order = np.argsort(-scores, kind="stable").tolist()
    shares = 1 / (1 + np.exp(-scores))
    said, hits = Said(), list[SearchHit]()
    portion = query.k + SPARE
    for start in range(0, len(order), portion):
        some = order[start : start + portion]
        passages = load([candidates.ids[i] for i in some])
        for i in some:
            passage = passages.get(candidates.ids[i])
            if passage is None or not in_force(passage, query.at) or said.again(passage):
                continue
            hits.append(SearchHit(passage, float(shares[i]), float(candidates.words[i]), float(candidates.meaning[i])))
            if len(hits) == query.k:
                return tuple(hits)
    return tuple(hits)
