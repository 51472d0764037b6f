"""Measuring search: what is measured with, how far it is, and what came of it."""

from dataclasses import dataclass

from copilot.domain.evidence import SearchHit


@dataclass(frozen=True, slots=True)
class BenchFiles:
    """An own test set as bytes: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`; None for one that was not given."""

    corpus: bytes | None
    queries: bytes | None
    qrels: bytes | None


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over the queries. recall@k is found / min(k, relevant); nDCG's gain is 2^relevance - 1."""

    mrr_10: float
    recall_1: float
    recall_3: float
    recall_5: float
    recall_10: float
    ndcg_10: float
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Helped:
    """The joined search with help from outside; None where that help is not configured."""

    reranked: Measures | None = None
    """Put in order by a reranking endpoint."""
    rewritten: Measures | None = None
    """Asked also in the rewordings of a model."""
    rewritten_and_reranked: Measures | None = None


NO_HELP_MEASURED = Helped()


@dataclass(frozen=True, slots=True)
class BenchProgress:
    """How far measuring is, in passages indexed or questions asked; `asking` once the index is filled."""

    done: int
    total: int
    asking: bool = False


@dataclass(frozen=True, slots=True)
class Miss:
    """A question whose right passage came late. `place` counts from 1; None when it is not among the first ten."""

    question: str
    place: int | None
    wanted: tuple[str, ...]
    found: tuple[SearchHit, ...]
    """What stood first instead, and why."""


@dataclass(frozen=True, slots=True)
class BenchReport:
    """Each leg alone and both joined. `worst` are the questions that the joined search answers worst."""

    passages: int
    questions: int
    words: Measures
    meaning: Measures
    both: Measures
    worst: tuple[Miss, ...]
    helped: Helped = NO_HELP_MEASURED


BenchEvent = BenchProgress | BenchReport
