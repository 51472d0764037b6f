"""What both legs find for a question, and what each candidate shows of itself for ranking."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copilot.knowledge.search.cutting import Terms
from copilot.knowledge.search.entries import Picked
from copilot.knowledge.search.hints import Hints
from copilot.knowledge.search.lengths import as_kept
from copilot.knowledge.search.words import Filter, WordView, ideas_field

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PER_WORD_LEG = 30
MEANING_LEG = 40
MEANING_LEG_WHEN_FILTERED = 200
FEW_ENOUGH_TO_COMPARE_ALL = 1_500
"""Up to so many passages a filter leaves are compared one by one: exact, and faster than Chroma's own filter."""
BM25_K1 = 1.2
BM25_B = 0.75
WORD_FIELDS = ("words", "pairs", "chars")

FEATURES = (
    "words_share",
    "words_of_best",
    "pairs_share",
    "pairs_of_best",
    "chars_share",
    "chars_of_best",
    "chars_coverage",
    "cosine",
    "cosine_below_best",
    "sentence",
    "sentence_below_best",
    "sentence_gain",
    "coverage",
    "coverage_of_best",
    "length",
    "length_ratio",
    "turned",
    "turned_below_best",
    "turned_sentence",
    "turned_sentence_below_best",
    "ideas_share",
    "ideas_of_best",
    "ideas_coverage",
    "hinted",
    "hinted_of_best",
    "shared",
    "shared_below_best",
)
"""Columns of the matrix, in order. `_share` is of the most a question could score, `_of_best` of the best candidate."""
WELL_KNOWN = FEATURES[:16]
"""What words and meaning show; the columns after them say what was learned of customers' questions."""

Nearest = Callable[[int], Sequence[str] | None]
"""Ids of the so many passages nearest in meaning, over the whole brand; None where nobody can tell at present."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Found passages, one row each. `words` and `meaning` are what the legs gave: BM25 and cosine."""

    ids: tuple[str, ...]
    roles: tuple[str, ...]
    words: "Floats"
    meaning: "Floats"
    known: "Floats"
    """Their features: the columns of WELL_KNOWN."""
    learned: Callable[[], "Floats"]
    """Works out the columns of FEATURES after those, which most questions are ranked without."""
    compared: bool = True
    """Whether meanings were compared; without the question's vector, only the words' columns say anything."""

    @property
    def features(self) -> "Floats":
        """All columns of FEATURES."""
        import numpy as np

        return np.concatenate([self.known, self.learned()], axis=1)

    @staticmethod
    def none() -> "Candidates":
        """Nothing found."""
        import numpy as np

        row = np.zeros((0, len(FEATURES)), dtype=np.float32)
        known, learned = row[:, : len(WELL_KNOWN)], row[:, len(WELL_KNOWN) :]
        return Candidates((), (), row[:, 0], row[:, 0], known, lambda: learned)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the two legs understand it."""

    terms: Terms
    vector: "Floats | None"
    """None while the embedder fails: words alone then."""
    hints: Hints | None = None
    """What was learned of customers' questions; None where that was not for this embedder."""

    def turned(self) -> "Floats | None":
        """The vector moved to where answers lie, where that is known."""
        return None if self.vector is None or self.hints is None else self.hints.turned(self.vector)

    def hinted(self) -> Mapping[str, float]:
        """Ideas that the vector probably means, with their probabilities."""
        return {} if self.vector is None or self.hints is None else self.hints.near(self.vector)

    def shared(self, picked: Picked) -> "Floats":
        """How likely each is to be about what the vector means; 0 where that is not known."""
        import numpy as np

        if self.vector is None or self.hints is None or not len(picked):
            return np.zeros(len(picked), dtype=np.float32)
        return self.hints.shared(self.vector, picked.wholes(len(self.vector)))


def find_candidates(view: WordView, nearest: Nearest, question: Question, wanted: Filter) -> Candidates:
    """The best of each leg, within what `wanted` admits."""
    bound = view.bound(wanted)
    bounds = [] if bound is None else [bound]
    by_words = view.bm25("words", question.terms.words)
    by_pairs = view.bm25("pairs", question.terms.pairs)
    by_ideas = view.bm25(ideas_field(), question.terms.ideas)
    queries = (by_words, by_pairs, by_ideas)
    found = [row for query in queries for row in view.search(view.within(query, *bounds), PER_WORD_LEG)]
    found += _meaning_leg(view, nearest, question, wanted)
    return _describe(view, question, view.entries.once(found))


def words_leg(view: WordView, words: Sequence[str], wanted: Filter, limit: int) -> list[str]:
    """Ids of the best by BM25 over words."""
    bound = view.bound(wanted)
    query = view.within(view.bm25("words", words), *([] if bound is None else [bound]))
    return view.entries.pick(view.search(query, limit)).ids


def meaning_leg(view: WordView, nearest: Nearest, question: Question, wanted: Filter) -> list[str]:
    """Ids of the nearest by the cosine of whole passages."""
    if view.bound(wanted) is None:
        return list(nearest(MEANING_LEG) or ())
    rows = _meaning_leg(view, nearest, question, wanted)
    picked = view.entries.pick(rows)
    cosines, _ = _cosines(picked, question.vector)
    return [picked.ids[i] for i in sorted(range(len(rows)), key=lambda i: -cosines[i])]


def scores_by_words(features: "Floats") -> "Floats":
    """Log odds of the share that each candidate has of what the question's words could score at the most."""
    import numpy as np

    columns = [WELL_KNOWN.index(name) for name in ("words_share", "pairs_share", "coverage")]
    share = np.clip(features[:, columns].mean(axis=1), 0.001, 0.999)
    scores: Floats = np.log(share / (1 - share)).astype(np.float32)
    return scores


def _meaning_leg(view: WordView, nearest: Nearest, question: Question, wanted: Filter) -> list[int]:
    if question.vector is None:
        return []
    everywhere = wanted.admits_all
    if everywhere and (ids := nearest(MEANING_LEG)) is not None:
        return view.entries.rows_of(ids)
    few = view.all_within(wanted, FEW_ENOUGH_TO_COMPARE_ALL)
    if few is not None:
        return _compared_one_by_one(view, question, few)
    if everywhere:
        return []
    rows = view.entries.rows_of(nearest(MEANING_LEG_WHEN_FILTERED) or ())
    picked = view.entries.pick(rows)
    return [row for row, *said in zip(rows, picked.roles, picked.products, strict=True) if wanted.admits(*said)]


def _compared_one_by_one(view: WordView, question: Question, rows: Sequence[int]) -> list[int]:
    """The nearest of the rows, by the vectors in the word index."""
    import numpy as np

    if len(rows) <= MEANING_LEG:
        return list(rows)
    wholes, _ = _cosines(view.entries.pick(rows), question.vector)
    best = np.argsort(-wholes, kind="stable")[:MEANING_LEG]
    return [rows[i] for i in best]


def _describe(view: WordView, question: Question, rows: Sequence[int]) -> Candidates:
    import numpy as np

    if not rows:
        return Candidates.none()
    picked = view.entries.pick(rows)
    whole, sentence = _cosines(picked, question.vector)
    bm25, has, most = _word_signs(view, question, picked)
    # Filled in place: every search does this, and stacking columns takes longer than working them out.
    known = np.empty((len(rows), len(WELL_KNOWN)), dtype=np.float32)
    known[:, 0:6:2] = bm25 / (most * (1 + BM25_K1)).astype(np.float32)
    known[:, 1:6:2] = bm25 / np.maximum(bm25.max(axis=0), 1e-6)
    known[:, 6] = has[:, 2] / np.float32(most[2])
    known[:, 7], known[:, 8] = whole, whole - whole.max()
    known[:, 9], known[:, 10] = sentence, sentence - sentence.max()
    known[:, 11] = sentence - whole
    known[:, 12] = has[:, 0] / np.float32(most[0])
    known[:, 13] = has[:, 0] / max(float(has[:, 0].max()), 1e-6)
    known[:, 14] = np.log1p(picked.lengths("pairs").astype(np.float32)) / 5
    known[:, 15] = known[:, 14] - np.log1p(len(question.terms.pairs)) / 5
    return Candidates(
        tuple(picked.ids),
        tuple(picked.roles),
        bm25[:, 0],
        whole,
        known,
        lambda: np.stack(list(_beyond_words(view, question, picked)), axis=1).astype(np.float32),
        question.vector is not None,
    )


def _word_signs(view: WordView, question: Question, picked: Picked) -> tuple["Floats", "Floats", "Floats"]:
    """A row for each candidate and a column for each field of words: its BM25 as the index would score it, and the
    weight of those terms of the question that it has. And for each field the weight of all of them."""
    import numpy as np

    terms = question.terms
    fields = [
        (n, dict.fromkeys(said)) for n, said in zip(WORD_FIELDS, (terms.words, terms.pairs, terms.chars), strict=True)
    ]
    counts = picked.counts([(name, term) for name, said in fields for term in said])
    weights = np.zeros((counts.shape[1], len(fields)), dtype=np.float32)
    start = 0
    for column, (name, said) in enumerate(fields):
        weights[start : start + len(said), column] = [view.idf(name, term) for term in said]
        start += len(said)
    each = np.repeat(_slowness(view, picked, WORD_FIELDS), [len(said) for _, said in fields], axis=1)
    bm25 = (counts / (counts + each)) @ weights * (1 + BM25_K1)
    most = weights.sum(axis=0).astype(np.float64)
    most[most == 0] = 1.0
    return bm25, (counts > 0) @ weights, most


def _slowness(view: WordView, picked: Picked, fields: Sequence[str]) -> "Floats":
    """How slowly a term that is said again scores more, by the lengths of each row's fields: a column for each."""
    import numpy as np

    usual = [BM25_B / max(view.entries.usual_length[name], 1e-6) for name in fields]
    lengths = np.stack([picked.lengths(name) for name in fields], axis=1)
    slowness: Floats = BM25_K1 * (1 - BM25_B + np.array(usual, dtype=np.float32) * as_kept(lengths))
    return slowness


def _beyond_words(view: WordView, question: Question, picked: Picked) -> Iterator["Floats"]:
    """The columns of the turned question's meaning, and of ideas said and hinted at."""
    import numpy as np

    for cosines in _cosines(picked, question.turned()):
        yield cosines
        yield cosines - cosines.max(initial=-1)
    said, meant = set(question.terms.ideas), question.hinted()
    ideas = tuple(said | meant.keys())
    counts = picked.counts([("ideas", idea) for idea in ideas])
    weights = np.array([view.idf(ideas_field(), idea) for idea in ideas], dtype=np.float32)
    asked = weights * np.array([idea in said for idea in ideas], dtype=np.float32)
    hinted = weights * np.array([meant.get(idea, 0.0) for idea in ideas], dtype=np.float32)
    fulness = counts / (counts + _slowness(view, picked, ("ideas",)))
    most = float(asked.sum()) or 1.0
    yield from _both(fulness @ asked * (1 + BM25_K1), most * (1 + BM25_K1))
    yield (counts > 0) @ asked / most
    by_hint = fulness @ hinted * (1 + BM25_K1)
    yield from (by_hint, _both(by_hint, 1.0)[1])
    shared = question.shared(picked)
    yield from (shared, shared - shared.max(initial=-9))


def _cosines(picked: Picked, vector: "Floats | None") -> tuple["Floats", "Floats"]:
    """Cosines of each row's whole and of its best sentence; 0 for a question without a vector."""
    import numpy as np

    if vector is None or not len(picked):
        return np.zeros(len(picked), dtype=np.float32), np.zeros(len(picked), dtype=np.float32)
    return picked.cosines(vector)


def _both(scores: "Floats", most: float) -> tuple["Floats", "Floats"]:
    return scores / most, scores / max(float(scores.max(initial=0)), 1e-6)
