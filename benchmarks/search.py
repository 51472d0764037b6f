"""Search and learning against their bars, beside the bare parts and LangChain's `EnsembleRetriever`, in one run.

    python benchmarks/search.py [--passages 30000] [--titles FILE] [--labelled DIR …] [--no-langchain]

Learning is what `butterfly learn` does, from files to both indexes; its bare rate is the embedder and Chroma's own add
on the passages that came of it. Search is what `butterfly search` does; its bare parts are embedding the question,
Chroma's own query and tantivy's own query. DIR is a folder as `butterfly eval retrieval` takes it, without scopes.
"""

import argparse
import itertools
import random
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import psutil
from langchain_baseline import Baseline, build_baseline
from search_texts import FIRST_FILE, ROWS_A_FILE, made_up, question, read_texts, write_files

from copilot.bootstrap import build_copilot
from copilot.domain.evidence import Passage
from copilot.domain.query import SearchQuery
from copilot.evaluation.retrieval import evaluate_retrieval, measure_ranking, read_retrieval_set
from copilot.knowledge.search import BuiltInEmbedder, VectorIndex
from copilot.knowledge.search.cutting import Cutter
from copilot.knowledge.search.filling import full_text
from copilot.knowledge.search.vectors import VectorEntry, collection_name
from copilot.knowledge.search.words import WordIndex
from copilot.settings import Settings
from copilot.workflows.copilot import Copilot

BARS = {"ratio": 1.5, "learning": 0.8, "again": 20.0, "p50": 10.0, "p95": 25.0}
ADDED_AT_ONCE = 512
LOOK_SECONDS = 0.05
MEGABYTE = 2**20
K = 10


@dataclass(frozen=True, slots=True)
class Learned:
    """How a process learned: passages before the clock ran and while it ran, seconds, seconds for the same again,
    and megabytes that its memory grew at most."""

    first: int
    passages: int
    seconds: float
    again: float
    grew: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=30_000, help="more than 1,000")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--titles", type=Path, help="texts to learn instead of made-up ones")
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--no-langchain", action="store_true")
    arguments = parser.parse_args()
    chance = random.Random(7)
    texts = read_texts(arguments.titles) if arguments.titles else made_up(chance, arguments.passages)
    texts = list(dict.fromkeys(texts))[: arguments.passages]
    questions = [question(chance, text) for text in chance.sample(texts, min(arguments.questions, len(texts)))]
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        write_files(place / "files", texts)
        print(f"learning {len(texts):,} passages …", flush=True)
        ours = aside(learn_ours, place)
        bare = aside(learn_bare, place)
        show_learning(ours, bare)
        copilot = open_copilot(place)
        baseline = None
        if not arguments.no_langchain:
            known = [(p.id, full_text(p)) for p in all_passages(copilot)]
            baseline = build_baseline(known, BuiltInEmbedder(), place / "baseline", K)
            print(f"LangChain EnsembleRetriever learns {baseline.rate:,.0f} passages/s")
        show_search(time_search(copilot, place, questions, baseline))
        copilot.close()
        for labelled in arguments.labelled:
            show_quality(labelled, place / labelled.name)


def aside(work: Callable[[Path], Learned], place: Path) -> Learned:
    """Do `work` in a fresh process, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, place).result()


def open_copilot(place: Path) -> Copilot:
    """The product on the data of this run, nothing else configured."""
    return build_copilot(Settings(data_dir=place / "data", model="", chroma_url="", database_url="", _env_file=None))


def all_passages(copilot: Copilot) -> list[Passage]:
    """Everything that was learned."""
    return list(itertools.chain.from_iterable(copilot.store.documents.batches("bench")))


def learn_ours(place: Path) -> Learned:
    """Learn the files, then the same files again. The first is learned before, to load what is loaded once."""
    copilot, files = open_copilot(place), sorted((place / "files").iterdir())
    first = copilot.learn([p for p in files if p.name in ("brand.yaml", FIRST_FILE)])
    with Growth() as growth:
        started = time.perf_counter()
        report = copilot.learn([place / "files"])
        middle = time.perf_counter()
        again = copilot.learn([place / "files"])
        ended = time.perf_counter()
    if report.failed or again.documents:
        raise SystemExit(f"not learned as meant: {report} {again}")
    copilot.close()
    return Learned(first.passages, report.passages, middle - started, ended - middle, growth.megabytes)


def learn_bare(place: Path) -> Learned:
    """Embed the same passages and add them to Chroma, one after the other."""
    copilot, embedder = open_copilot(place), BuiltInEmbedder()
    passages = all_passages(copilot)
    vectors, name = VectorIndex(place / "bare"), collection_name("bare", embedder.fingerprint)

    def add(these: Sequence[Passage]) -> None:
        for start in range(0, len(these), ADDED_AT_ONCE):
            some = these[start : start + ADDED_AT_ONCE]
            rows = embedder.embed([full_text(p) for p in some])
            vectors.add(name, [VectorEntry(p.id, p.role.value, p.product) for p in some], rows)

    add(passages[:ROWS_A_FILE])
    with Growth() as growth:
        started = time.perf_counter()
        add(passages[ROWS_A_FILE:])
        seconds = time.perf_counter() - started
    rest = max(0, len(passages) - ROWS_A_FILE)
    return Learned(len(passages) - rest, rest, seconds, 0, growth.megabytes)


class Growth:
    """How much more memory this process had at most than at the start."""

    def __enter__(self) -> "Growth":
        self._process, self._done = psutil.Process(), Event()
        self._start = self._most = self._process.memory_info().rss
        self._watch = Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watch.join()
        self.megabytes = (self._most - self._start) / MEGABYTE

    def _look(self) -> None:
        while not self._done.wait(LOOK_SECONDS):
            self._most = max(self._most, self._process.memory_info().rss)


def time_search(
    copilot: Copilot, place: Path, questions: Sequence[str], baseline: Baseline | None
) -> dict[str, list[float]]:
    """Milliseconds of each, asked in turns, so that a busy moment of the machine falls on all of them."""
    brand, embedder, cutter = copilot.brand("bench"), BuiltInEmbedder(), Cutter()
    vectors, name = VectorIndex(place / "bare"), collection_name("bare", embedder.fingerprint)
    view = WordIndex(place / "data" / "words" / collection_name(brand.id, embedder.fingerprint)).view()
    rows = {q: embedder.embed([q])[0] for q in questions}
    asked: dict[str, Callable[[str], object]] = {
        "search": lambda q: copilot.searching.search(SearchQuery(brand, q, K)),
        "embed": lambda q: embedder.embed([q]),
        "chroma": lambda q: vectors.nearest(name, rows[q], K),
        "tantivy": lambda q: view.search(view.bm25("words", cutter.cut(q).words), K),
    }
    if baseline is not None:
        asked["langchain"] = baseline.search
    for call in asked.values():
        call(questions[0])
    times: dict[str, list[float]] = {name: [] for name in asked}
    for q in questions[1:]:
        for name, call in asked.items():
            started = time.perf_counter()
            call(q)
            times[name].append((time.perf_counter() - started) * 1000)
    return times


def show_learning(ours: Learned, bare: Learned) -> None:
    """Rates, the same again, and memory, each with its bar."""
    rate, bare_rate = ours.passages / ours.seconds, bare.passages / bare.seconds
    print(f"{ours.first + ours.passages:,} passages")
    print(f"{'learning':24} {rate:8,.0f}/s   bare parts {bare_rate:8,.0f}/s   {verdict(rate / bare_rate, 'learning')}")
    print(f"{'the same again':24} {ours.again:8.2f} s   {verdict(ours.seconds / ours.again, 'again')}")
    print(f"{'memory grew':24} {ours.grew:8.0f} MB  bare parts {bare.grew:8.0f} MB")


def show_search(times: dict[str, list[float]]) -> None:
    """p50 and p95 of each, and search against the sum of the bare parts."""
    print(f"{'ms':24} {'p50':>8} {'p95':>8}")
    halves = {name: statistics.median(taken) for name, taken in times.items()}
    for name, taken in times.items():
        print(f"{name:24} {halves[name]:8.2f} {late(taken):8.2f}")
    bare = halves["embed"] + halves["chroma"] + halves["tantivy"]
    print(f"{'search : bare parts':24} {verdict(halves['search'] / bare, 'ratio', most=True)}")
    print(f"{'search p50':24} {verdict(halves['search'], 'p50', most=True)}")
    print(f"{'search p95':24} {verdict(late(times['search']), 'p95', most=True)}")


def show_quality(folder: Path, place: Path) -> None:
    """How well both find on a labelled folder."""
    embedder, data = BuiltInEmbedder(), read_retrieval_set(folder)
    if any(query.product for query in data.queries):
        raise SystemExit(f"{folder} has scopes, which the baseline has not")
    ours = evaluate_retrieval(folder, embedder).both
    baseline = build_baseline([(p.id, p.text) for p in data.passages], embedder, place, K)
    rows, times = [], []
    for id_, query in zip(data.query_ids, data.queries, strict=True):
        started = time.perf_counter()
        found = baseline.search(query.text)
        times.append((time.perf_counter() - started) * 1000)
        rows.append(measure_ranking(found, data.judgements[id_]))
    mrr, recall = (statistics.fmean(row[column] for row in rows) for column in (0, 3))
    print(f"{folder.name:24} {'MRR@10':>8} {'recall@10':>10} {'p50 ms':>8} {'p95 ms':>8}")
    print(f"{'ours':24} {ours.mrr_10:8.3f} {ours.recall_10:10.3f} {ours.p50_ms:8.2f} {ours.p95_ms:8.2f}")
    print(f"{'EnsembleRetriever':24} {mrr:8.3f} {recall:10.3f} {statistics.median(times):8.2f} {late(times):8.2f}")


def late(taken: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(taken)[int(len(taken) * 0.95)]


def verdict(value: float, bar: str, *, most: bool = False) -> str:
    """A figure with its bar, and whether it is met."""
    met = value <= BARS[bar] if most else value >= BARS[bar]
    return f"{value:8.2f}   bar {'≤' if most else '≥'} {BARS[bar]:g}   {'met' if met else 'SHORT'}"


if __name__ == "__main__":
    main()
