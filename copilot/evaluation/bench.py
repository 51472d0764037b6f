"""The search bench: an uploaded test set, or a brand's own questions, against a fresh index, telling progress."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot.domain.bench import BenchEvent, BenchFiles, BenchProgress, BenchReport, Helped, Miss
from copilot.domain.brand import Brand
from copilot.domain.document import IndexChange
from copilot.domain.evidence import Passage
from copilot.domain.query import SearchQuery
from copilot.errors import InvalidInput, UnreadableFile
from copilot.evaluation.retrieval import DEPTH, Leg, RetrievalSet, helped_legs, means, read_retrieval_set
from copilot.knowledge.search.index import KnowledgeIndex
from copilot.knowledge.search.vectors import VectorIndex
from copilot.ports import Embedder
from copilot.workflows.assistance import NO_ASSISTANCE, Assistance, Look

INDEXED_AT_ONCE = 512
TOLD_EACH = 25
WORST = 20
SHOWN = 3
QUESTION = "question:"


def set_of_files(files: BenchFiles) -> RetrievalSet:
    """The test set in uploaded files. Raises `InvalidInput` (`bench_missing`, `bench_broken`, `bench_empty`)."""
    given = {"corpus.jsonl": files.corpus, "queries.jsonl": files.queries, "qrels.tsv": files.qrels}
    if missing := [name for name, content in given.items() if content is None]:
        raise InvalidInput(f"missing: {missing}", code="bench_missing", files=", ".join(missing))
    with TemporaryDirectory() as place:
        for name, content in given.items():
            (Path(place) / name).write_bytes(content or b"")
        try:
            return read_retrieval_set(Path(place))
        except UnreadableFile as error:
            if error.code == "file_empty":
                raise InvalidInput(str(error), code="bench_empty") from error
            facts = {"file": Path(str(error.facts["path"])).name, "detail": error.facts["detail"]}
            raise InvalidInput(str(error), code="bench_broken", **facts) from error


def set_of_brand(brand: Brand, passages: Sequence[Passage]) -> RetrievalSet:
    """The questions in a brand's own knowledge, each looking for its answer, from which the question is taken away.

    Raises `InvalidInput` (bench_no_questions) where no passage says what it answers.
    """
    queries: list[tuple[str, SearchQuery]] = []
    judgements: dict[str, dict[str, int]] = {}
    for passage in passages:
        for number, question in enumerate(_questions(passage)):
            id_ = f"{passage.id}/{number}"
            queries.append((id_, SearchQuery(brand, question, k=DEPTH)))
            judgements[id_] = {passage.id: 1}
    if not queries:
        raise InvalidInput("no passage has a question", code="bench_no_questions")
    ids, asked = zip(*queries, strict=True)
    return RetrievalSet(brand.name, tuple(map(_answer, passages)), asked, ids, judgements)


def run_bench(data: RetrievalSet, embedder: Embedder, assistance: Assistance = NO_ASSISTANCE) -> Iterator[BenchEvent]:
    """Index the set in a temporary place and ask its questions of each leg, of both, and of both with each of
    `assistance`; at last the report."""
    by_id = {passage.id: passage for passage in data.passages}

    def load(ids: Sequence[str]) -> Mapping[str, Passage]:
        return {i: by_id[i] for i in ids}

    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        index = KnowledgeIndex(embedder, VectorIndex(Path(place) / "vectors"), Path(place) / "words")
        yield from _fill(index, data)
        index.search(data.queries[0], load)  # Warm: the first question loads the dictionary and the encoder.
        helped = helped_legs(assistance, lambda query: index.search(query, load))
        legs: tuple[Leg, ...] = (
            index.by_words,
            index.by_meaning,
            lambda query: [hit.passage.id for hit in index.search(query, load)],
            *helped.values(),
        )
        ranked: list[list[Sequence[str]]] = [[] for _ in legs]
        times: list[list[float]] = [[] for _ in legs]
        for number, query in enumerate(data.queries, start=1):
            for leg, rankings, taken in zip(legs, ranked, times, strict=True):
                started = time.perf_counter()
                rankings.append(leg(query))
                taken.append((time.perf_counter() - started) * 1000)
            if number % TOLD_EACH == 0:
                yield BenchProgress(number, len(data.queries), asking=True)
        worst = _worst(data, ranked[2], by_id, lambda query: index.search(query, load))
        index.close()
    relevant = [data.judgements[id_] for id_ in data.query_ids]
    words, meaning, both, *others = (means(r, relevant, t) for r, t in zip(ranked, times, strict=True))
    measured = Helped(**dict(zip(helped, others, strict=True)))
    yield BenchReport(len(data.passages), len(data.queries), words, meaning, both, worst, measured)


def _fill(index: KnowledgeIndex, data: RetrievalSet) -> Iterator[BenchProgress]:
    changes = [IndexChange(n, passage.id, passage) for n, passage in enumerate(data.passages, 1)]
    mark = 0
    for start in range(0, len(changes), INDEXED_AT_ONCE):
        yield BenchProgress(start, len(changes))
        mark = index.apply(data.queries[0].brand, changes[start : start + INDEXED_AT_ONCE], vectors_mark=mark)


def _worst(
    data: RetrievalSet, rankings: Sequence[Sequence[str]], by_id: Mapping[str, Passage], look: Look
) -> tuple[Miss, ...]:
    """The questions whose right passage came latest, and why others came before it."""
    late: list[tuple[int | None, str, SearchQuery]] = []
    for id_, query, ranking in zip(data.query_ids, data.queries, rankings, strict=True):
        relevant = data.judgements[id_]
        place = next((n for n, found in enumerate(ranking[:DEPTH], 1) if found in relevant), None)
        if place != 1:
            late.append((place, id_, query))
    misses: list[Miss] = []
    for place, id_, query in sorted(late, key=lambda one: -(one[0] or DEPTH + 1))[:WORST]:
        relevant = data.judgements[id_]
        wanted = [by_id[i].text for i in relevant if i in by_id]
        hits = [hit for hit in look(replace(query, k=SHOWN, explain=True)) if hit.passage.id not in relevant]
        misses.append(Miss(query.text, place, tuple(wanted[:SHOWN]), tuple(hits)))
    return tuple(misses)


def _questions(passage: Passage) -> list[str]:
    return [tag.removeprefix(QUESTION) for tag in passage.tags if tag.startswith(QUESTION)]


def _answer(passage: Passage) -> Passage:
    """The passage without the questions it answers: a question must not find itself."""
    questions = _questions(passage)
    if not questions:
        return passage
    text, heading = passage.text, passage.heading
    for question in questions:
        text, heading = text.replace(question, ""), heading.replace(question, "")
    return replace(passage, text=text.strip() or passage.text, heading=heading.strip(" >"), tags=())
