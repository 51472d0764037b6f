"""How well search finds: a folder of documents, questions and judgements against the real index."""

import json
import math
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from copilot.domain.bench import NO_HELP_MEASURED, Helped, Measures
from copilot.domain.brand import Brand
from copilot.domain.document import IndexChange
from copilot.domain.evidence import Passage, Role, Source
from copilot.domain.query import SearchQuery
from copilot.errors import UnreadableFile
from copilot.knowledge.search.index import KnowledgeIndex
from copilot.knowledge.search.vectors import VectorIndex
from copilot.ports import Embedder
from copilot.workflows.assistance import NO_ASSISTANCE, Assistance, Look

DEPTH = 10

Leg = Callable[[SearchQuery], Sequence[str]]
"""Ids for a question, best first."""

Judgements = Mapping[str, Mapping[str, int]]
"""Relevance above 0 by document id, by query id."""


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """A folder's content. A query's scope limits its ranking to the documents of that scope."""

    name: str
    passages: tuple[Passage, ...]
    queries: tuple[SearchQuery, ...]
    query_ids: tuple[str, ...]
    judgements: Judgements


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """Each leg alone and both joined, over queries that have a relevant document."""

    name: str
    documents: int
    queries: int
    words: Measures
    meaning: Measures
    both: Measures
    helped: Helped = NO_HELP_MEASURED

    def as_json(self) -> dict[str, Any]:
        """One JSON-able object; measures rounded to four places. What nobody helped with is left out."""
        helped = {key: measures for key, measures in asdict(self.helped).items() if measures is not None}
        own = {key: value for key, value in asdict(self).items() if key != "helped"}
        return {
            key: {k: round(v, 4) for k, v in value.items()} if isinstance(value, dict) else value
            for key, value in (own | helped).items()
        }


def evaluate_retrieval(
    folder: Path, embedder: Embedder, *, most_queries: int | None = None, assistance: Assistance = NO_ASSISTANCE
) -> RetrievalReport:
    """Index the folder's corpus in a temporary place and ask its queries, at last with each part of `assistance` that is there.

    Reads `corpus.jsonl` {id, text[, scope]}, `queries.jsonl` {id, text[, scope]} and `qrels.tsv` (query, document,
    relevance; with or without a header). Where documents have scopes and a query names none, its id is its scope.
    Raises `UnreadableFile`.
    """
    data = read_retrieval_set(folder)
    asked = list(zip(data.query_ids, data.queries, strict=True))[:most_queries]
    by_id = {passage.id: passage for passage in data.passages}

    def load(ids: Sequence[str]) -> Mapping[str, Passage]:
        return {i: by_id[i] for i in ids}

    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        index = build_index(data, embedder, Path(place))
        index.search(asked[0][1], load)  # Warm: the first question loads the dictionary and the encoder.
        legs: list[Leg] = [
            index.by_words,
            index.by_meaning,
            lambda query: [hit.passage.id for hit in index.search(query, load)],
        ]
        words, meaning, both = (_measure(leg, asked, data.judgements) for leg in legs)
        helped = {
            name: _measure(leg, asked, data.judgements)
            for name, leg in helped_legs(assistance, lambda query: index.search(query, load)).items()
        }
    return RetrievalReport(data.name, len(data.passages), len(asked), words, meaning, both, Helped(**helped))


def helped_legs(assistance: Assistance, look: Look) -> dict[str, Leg]:
    """The joined search with each helper that is there and, where both are, with both, by the names of `Helped`."""
    reranking, rewriting = assistance.reranking, assistance.rewriting
    chosen: dict[str, Assistance] = {}
    if reranking:
        chosen["reranked"] = Assistance(reranking=reranking)
    if rewriting and rewriting.usual:
        chosen["rewritten"] = Assistance(rewriting=rewriting)
    if len(chosen) == 2:
        chosen["rewritten_and_reranked"] = assistance
    return {name: _leg(helper, look) for name, helper in chosen.items()}


def _leg(assistance: Assistance, look: Look) -> Leg:
    def ask(query: SearchQuery) -> list[str]:
        hits = assistance.search(replace(query, asked=True), look, assistance.waiting())
        return [hit.passage.id for hit in hits]

    return ask


def build_index(data: RetrievalSet, embedder: Embedder, place: Path) -> KnowledgeIndex:
    """A fresh index in `place` with every document of the set."""
    index = KnowledgeIndex(embedder, VectorIndex(place / "vectors"), place / "words")
    changes = [IndexChange(n, passage.id, passage) for n, passage in enumerate(data.passages, 1)]
    index.apply(data.queries[0].brand, changes)
    return index


def read_retrieval_set(folder: Path) -> RetrievalSet:
    """Read a folder; queries without any relevant document are left out."""
    brand = Brand(id=folder.name, name=folder.name)
    judgements = _read_judgements(folder / "qrels.tsv")
    passages = tuple(_passage(row, folder.name) for row in _rows(folder / "corpus.jsonl"))
    scopes = {passage.product for passage in passages}
    queries, ids = [], []
    for row in _rows(folder / "queries.jsonl"):
        if row["id"] in judgements:
            scope = row.get("scope", row["id"] if row["id"] in scopes else None)
            queries.append(SearchQuery(brand, row["text"], k=DEPTH, product=scope))
            ids.append(row["id"])
    if not queries or not passages:
        raise UnreadableFile(str(folder), "file_empty", "no query has a relevant document")
    return RetrievalSet(folder.name, passages, tuple(queries), tuple(ids), judgements)


def _passage(row: Mapping[str, str], document: str) -> Passage:
    source = Source(document_id=document, document=document, version=1, locator=row["id"])
    return Passage(row["id"], row["text"], Role.FAQ, source, product=row.get("scope"))


def _rows(path: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rows.append({key: str(row[key]) for key in ("id", "text", "scope") if key != "scope" or "scope" in row})
        except (ValueError, KeyError, TypeError) as error:
            raise UnreadableFile(str(path), "file_broken", f"line {number}") from error
    return rows


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise UnreadableFile(str(path), "file_missing") from error
    except ValueError as error:
        raise UnreadableFile(str(path), "file_broken", str(error)) from error


def _read_judgements(path: Path) -> Judgements:
    judgements: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path)):
        parts = line.split("\t")
        try:
            query, document, relevance = parts[0], parts[1], int(parts[2])
        except (IndexError, ValueError) as error:
            if number == 0 or not line.strip():
                continue
            raise UnreadableFile(str(path), "file_broken", f"line {number + 1}") from error
        if relevance > 0:
            judgements.setdefault(query, {})[document] = relevance
    return judgements


def _measure(leg: Leg, asked: Sequence[tuple[str, SearchQuery]], judgements: Judgements) -> Measures:
    rankings, times = [], []
    for _, query in asked:
        started = time.perf_counter()
        rankings.append(leg(query))
        times.append((time.perf_counter() - started) * 1000)
    return means(rankings, [judgements[query_id] for query_id, _ in asked], times)


def means(
    rankings: Sequence[Sequence[str]], relevant: Sequence[Mapping[str, int]], milliseconds: Sequence[float]
) -> Measures:
    """The measures over all rankings, each with what was relevant to it and the time it took."""
    rows = [measure_ranking(ranked, wanted) for ranked, wanted in zip(rankings, relevant, strict=True)]
    times = sorted(milliseconds)
    mrr, recall_1, recall_3, recall_5, recall_10, ndcg = map(statistics.fmean, zip(*rows, strict=True))
    return Measures(mrr, recall_1, recall_3, recall_5, recall_10, ndcg, _share_of(times, 0.50), _share_of(times, 0.95))


def measure_ranking(
    ranked: Sequence[str], relevant: Mapping[str, int]
) -> tuple[float, float, float, float, float, float]:
    """MRR@10, recall@1, @3, @5, @10 and nDCG@10 of one ranking."""
    grades = [relevant.get(document, 0) for document in ranked[:DEPTH]]
    first = next((1 / place for place, grade in enumerate(grades, 1) if grade), 0.0)
    recalls = [sum(g > 0 for g in grades[:k]) / min(k, len(relevant)) for k in (1, 3, 5, 10)]
    ideal = _gain(sorted(relevant.values(), reverse=True)[:DEPTH])
    return first, recalls[0], recalls[1], recalls[2], recalls[3], _gain(grades) / ideal


def _gain(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def _share_of(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
