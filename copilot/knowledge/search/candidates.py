"""What both legs find for a question, and what each candidate shows of itself for ranking."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from copilot.knowledge.search.cutting import Terms
from copilot.knowledge.search.words import Filter, WordView

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PER_WORD_LEG = 40
MEANING_LEG = 60
MEANING_LEG_WHEN_FILTERED = 200
FEW_ENOUGH_TO_COMPARE_ALL = 1_500
"""Up to so many passages a filter leaves are compared one by one: exact, and faster than Chroma's own filter."""
BM25_K1 = 1.2

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
)
"""Columns of the matrix, in order. `_share` is of the most a question could score, `_of_best` of the best candidate."""

Nearest = Callable[[int], Sequence[str] | None]
"""Ids of the so many passages nearest in meaning, over the whole brand; None where nobody can tell at present."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Found passages, one row each. `words` and `meaning` are what the legs gave: BM25 and cosine."""

    ids: tuple[str, ...]
    roles: tuple[str, ...]
    words: "Floats"
    meaning: "Floats"
    features: "Floats"
    compared: bool = True
    """Whether meanings were compared; without the question's vector, only the words' columns say anything."""

    @staticmethod
    def none() -> "Candidates":
        """Nothing found."""
        import numpy as np

        empty = np.zeros(0, dtype=np.float32)
        return Candidates((), (), empty, empty, np.zeros((0, len(FEATURES)), dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the two legs understand it."""

    terms: Terms
    vector: "Floats | None"
    """None while the embedder fails: words alone then."""


def find_candidates(view: WordView, nearest: Nearest, question: Question, wanted: Filter) -> Candidates:
    """The best of each leg, within what `wanted` admits."""
    bound = view.bound(wanted)
    bounds = [] if bound is None else [bound]
    by_words = view.bm25("words", question.terms.words)
    by_pairs = view.bm25("pairs", question.terms.pairs)
    found: dict[Any, Any] = {}
    for query in (by_words, by_pairs):
        for _, place in view.search(view.within(query, *bounds), PER_WORD_LEG):
            found[_key(place)] = place
    for place in _meaning_leg(view, nearest, question, bound):
        found[_key(place)] = place
    return _describe(view, question, list(found.values()))


def words_leg(view: WordView, words: Sequence[str], wanted: Filter, limit: int) -> list[str]:
    """Ids of the best by BM25 over words."""
    bound = view.bound(wanted)
    query = view.within(view.bm25("words", words), *([] if bound is None else [bound]))
    return [view.stored(place)["id"][0] for _, place in view.search(query, limit)]


def meaning_leg(view: WordView, nearest: Nearest, question: Question, wanted: Filter) -> list[str]:
    """Ids of the nearest by the cosine of whole passages."""
    bound = view.bound(wanted)
    if bound is None:
        return list(nearest(MEANING_LEG) or ())
    found = [view.stored(place) for place in _meaning_leg(view, nearest, question, bound)]
    if not found:
        return []
    cosines, _ = _cosines([entry["vectors"][0] for entry in found], question)
    return [found[i]["id"][0] for i in sorted(range(len(found)), key=lambda i: -cosines[i])]


def scores_by_words(features: "Floats") -> "Floats":
    """Log odds of the share that each candidate has of what the question's words could score at the most."""
    import numpy as np

    columns = [FEATURES.index(name) for name in ("words_share", "pairs_share", "coverage")]
    share = np.clip(features[:, columns].mean(axis=1), 0.001, 0.999)
    scores: Floats = np.log(share / (1 - share)).astype(np.float32)
    return scores


def _meaning_leg(view: WordView, nearest: Nearest, question: Question, bound: Any | None) -> list[Any]:
    if question.vector is None:
        return []
    if bound is None:
        ids = nearest(MEANING_LEG)
        if ids is None:
            return _compared_one_by_one(view, question, view.everything())
        return [place for _, place in view.search(view.any_of("id", ids), len(ids))] if ids else []
    if view.count(bound) <= FEW_ENOUGH_TO_COMPARE_ALL:
        return _compared_one_by_one(view, question, bound)
    ids = nearest(MEANING_LEG_WHEN_FILTERED) or ()
    return [place for _, place in view.search(view.within(bound, view.any_of("id", ids)), len(ids))] if ids else []


def _compared_one_by_one(view: WordView, question: Question, bound: Any) -> list[Any]:
    """The nearest of what `bound` admits, by the vectors in the word index; nothing where that is too much."""
    import numpy as np

    left = view.count(bound)
    if not 0 < left <= FEW_ENOUGH_TO_COMPARE_ALL:
        return []
    places = [place for _, place in view.search(bound, left)]
    if len(places) <= MEANING_LEG:
        return places
    wholes, _ = _cosines([view.stored(place)["vectors"][0] for place in places], question)
    best = np.argsort(-wholes, kind="stable")[:MEANING_LEG]
    return [places[i] for i in best]


def _describe(view: WordView, question: Question, places: list[Any]) -> Candidates:
    import numpy as np

    if not places:
        return Candidates.none()
    entries = [view.stored(place) for place in places]
    ids = tuple(entry["id"][0] for entry in entries)
    lengths = np.array([entry["length"][0] for entry in entries], dtype=np.float32)
    whole, sentence = _cosines([entry["vectors"][0] for entry in entries], question)
    only = view.any_of("id", ids)
    rows = {_key(place): row for row, place in enumerate(places)}
    words, pairs, chars = (_scores(view, view.within(view.bm25(f, t), only), rows) for f, t in _fields(question))
    coverage, covered = (
        _scores(view, view.within(_coverage_query(view, f, t), only), rows) for f, t in _fields(question)[::2]
    )
    most = [sum(view.idf(f, t) for t in set(terms)) or 1.0 for f, terms in _fields(question)]
    features = np.stack(
        [
            *_both(words, most[0] * (1 + BM25_K1)),
            *_both(pairs, most[1] * (1 + BM25_K1)),
            *_both(chars, most[2] * (1 + BM25_K1)),
            covered / most[2],
            whole,
            whole - whole.max(initial=-1),
            sentence,
            sentence - sentence.max(initial=-1),
            sentence - whole,
            coverage / most[0],
            coverage / max(float(coverage.max(initial=0)), 1e-6),
            np.log1p(lengths) / 5,
            np.log1p(lengths) / 5 - np.log1p(len(question.terms.pairs)) / 5,
        ],
        axis=1,
    )
    roles = tuple(entry["role"][0] for entry in entries)
    return Candidates(ids, roles, words, whole, features.astype(np.float32), question.vector is not None)


def _fields(question: Question) -> tuple[tuple[str, tuple[str, ...]], ...]:
    terms = question.terms
    return ("words", terms.words), ("pairs", terms.pairs), ("chars", terms.chars)


def _coverage_query(view: WordView, field: str, terms: Sequence[str]) -> Any:
    return view.weighted(field, {t: view.idf(field, t) for t in terms})


def _scores(view: WordView, query: Any, rows: Mapping[tuple[int, int], int]) -> "Floats":
    import numpy as np

    scores = np.zeros(len(rows), dtype=np.float32)
    for score, place in view.search(query, len(rows)):
        scores[rows[_key(place)]] = score
    return scores


def _cosines(stored: Sequence[bytes], question: Question) -> tuple["Floats", "Floats"]:
    """Cosine of each whole passage, and of its best sentence or, without sentences, the whole again; 0 for a question
    without a vector."""
    import numpy as np

    if (vector := question.vector) is None:
        return np.zeros(len(stored), dtype=np.float32), np.zeros(len(stored), dtype=np.float32)
    width = 2 * len(vector)
    starts = np.cumsum([0, *(len(raw) // width for raw in stored[:-1])])
    rows = np.frombuffer(b"".join(stored), dtype=np.float16).reshape(-1, len(vector))
    cosines = rows.astype(np.float32) @ vector
    return cosines[starts], np.maximum.reduceat(cosines, starts)


def _both(scores: "Floats", most: float) -> tuple["Floats", "Floats"]:
    return scores / most, scores / max(float(scores.max(initial=0)), 1e-6)


def _key(place: Any) -> tuple[int, int]:
    return place.segment_ord, place.doc
