"""Search and learning against their bars, beside the bare parts and LangChain's `EnsembleRetriever`, in one run.

    python benchmarks/search.py [--passages 30000 [100000 …]] [--texts FILE …] [--labelled DIR …] [--no-langchain]

One table for each number of passages; 100,000 take some ten minutes on two cores that are free, 30,000 three. Without
FILE (lines, or `corpus.jsonl`) the texts are made of the demo brand's. Learning is what `butterfly learn` does, from
files to both indexes; its bare rate is the embedder and Chroma's own add on the passages that came of it. Search is what
`butterfly search` does, and its bare parts are asked the same questions in turn with it, each once before the other.
DIR is a folder as `butterfly eval retrieval` takes it, without scopes; by default the sets of colloquial questions.
"""

import argparse
import itertools
import random
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bare_parts import PARTS, BareParts
from langchain_baseline import Baseline, build_baseline
from search_texts import FIRST_FILE, ROWS_A_FILE, demo_texts, enough, question, read_texts, write_files

from copilot.bootstrap import build_copilot
from copilot.domain.evidence import Passage
from copilot.domain.query import SearchQuery
from copilot.evaluation.retrieval import evaluate_retrieval, measure_ranking, read_retrieval_set
from copilot.knowledge.search import BuiltInEmbedder
from copilot.knowledge.search.filling import full_text
from copilot.settings import Settings
from copilot.workflows.copilot import Copilot

BARS = {"ratio": 1.5, "learning": 0.8, "again": 20.0, "p50": 10.0, "p95": 25.0}
KILOBYTE, MEGABYTE = 2**10, 2**20
COLLOQUIAL = Path(__file__).parents[1] / "tests" / "knowledge" / "search" / "data" / "colloquial"
K = 10


@dataclass(frozen=True, slots=True)
class Learned:
    """How a process learned: passages before the clock ran and while it ran, seconds, seconds for the same again,
    seconds of its own CPU, and the most memory it had, in megabytes, at the start and at the end."""

    first: int
    passages: int
    seconds: float
    again: float
    busy: float
    began: float
    peak: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, nargs="+", default=[30_000], help="each more than 1,000")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="to learn instead of the demo brand's")
    parser.add_argument("--labelled", type=Path, nargs="*", default=sorted(COLLOQUIAL.iterdir()))
    parser.add_argument("--no-langchain", action="store_true")
    arguments = parser.parse_args()
    known = read_texts(arguments.texts) if arguments.texts else demo_texts()
    for count in arguments.passages:
        chance = random.Random(7)
        texts = enough(chance, known, count)
        questions = [question(chance, text) for text in chance.sample(texts, min(arguments.questions, len(texts)))]
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            measure(Path(folder), texts, questions, with_baseline=not arguments.no_langchain)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for labelled in arguments.labelled:
            show_quality(labelled, Path(folder) / labelled.name)


def measure(place: Path, texts: Sequence[str], questions: Sequence[str], *, with_baseline: bool) -> None:
    """Learn `texts`, ask `questions`, print how long it took."""
    write_files(place / "files", texts)
    print(f"learning {len(texts):,} passages …", flush=True)
    ours = aside(learn_ours, place)
    bare = aside(learn_bare, place)
    show_learning(ours, bare, place)
    copilot = open_copilot(place)
    baseline = None
    if with_baseline:
        known = [(p.id, full_text(p)) for p in all_passages(copilot)]
        baseline = build_baseline(known, BuiltInEmbedder(), place / "baseline", K)
        print(f"LangChain EnsembleRetriever learns {baseline.rate:,.0f} passages/s")
    show_search(time_search(copilot, place, questions, baseline))
    copilot.close()


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
    began, busy, started = peak(), cpu(), time.perf_counter()
    report = copilot.learn([place / "files"])
    middle = time.perf_counter()
    again = copilot.learn([place / "files"])
    ended = time.perf_counter()
    if report.failed or again.documents:
        raise SystemExit(f"not learned as meant: {report} {again}")
    copilot.close()
    return Learned(first.passages, report.passages, middle - started, ended - middle, cpu() - busy, began, peak())


def learn_bare(place: Path) -> Learned:
    """Embed the same passages and add them to Chroma, one after the other."""
    copilot = open_copilot(place)
    passages, parts = all_passages(copilot), bare_parts(place)
    copilot.close()
    first, rest = passages[:ROWS_A_FILE], passages[ROWS_A_FILE:]
    parts.add(first)
    began, busy, started = peak(), cpu(), time.perf_counter()
    parts.add(rest)
    seconds = time.perf_counter() - started
    return Learned(len(first), len(rest), seconds, 0, cpu() - busy, began, peak())


def bare_parts(place: Path) -> BareParts:
    """The parts beside the product's word index, the only one in its folder."""
    return BareParts(place / "bare", next((place / "data" / "words").iterdir()))


def peak() -> float:
    """The most memory this process had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE


def cpu() -> float:
    """Seconds that this process and those it started and waited for were busy."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)


def size(folder: Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGABYTE


def time_search(
    copilot: Copilot, place: Path, questions: Sequence[str], baseline: Baseline | None
) -> dict[str, list[float]]:
    """Milliseconds of each. Search and its bare parts are asked in turn, each as often first: what one read is at hand for
    the next, and a busy moment of the machine falls on both. The baseline is asked after them: at 100,000 passages it walks
    through so much memory that whoever comes next finds nothing of its own at hand."""
    brand, parts = copilot.brand("bench"), bare_parts(place)

    def ours(q: str) -> dict[str, float]:
        return {"search": timed(lambda: copilot.searching.search(SearchQuery(brand, q, K)))}

    def bare(q: str) -> dict[str, float]:
        return dict(zip(PARTS, parts.ask(q, K), strict=True))

    turns: list[list[Callable[[str], dict[str, float]]]] = [[ours, bare]]
    if baseline is not None:
        turns.append([lambda q: {"langchain": timed(lambda: baseline.search(q))}])
    times: dict[str, list[float]] = {}
    for asked in turns:
        for order, q in zip(itertools.cycle(itertools.permutations(asked)), questions, strict=False):
            for call in order:
                for name, taken in call(q).items():
                    times.setdefault(name, []).append(taken)
    return {name: taken[2:] for name, taken in times.items()}  # the first ones load what is loaded once


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that `call` takes."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def show_learning(ours: Learned, bare: Learned, place: Path) -> None:
    """Rates, the same again, and memory, each with its bar."""
    rate, bare_rate = ours.passages / ours.seconds, bare.passages / bare.seconds
    print(f"{ours.first + ours.passages:,} passages")
    print(f"{'learning':24} {rate:8,.0f}/s   bare parts {bare_rate:8,.0f}/s   {verdict(rate / bare_rate, 'learning')}")
    print(f"{'CPU while learning':24} {ours.busy:8.1f} s   bare parts {bare.busy:8.1f} s")
    print(f"{'the same again':24} {ours.again:8.2f} s   {verdict(ours.seconds / ours.again, 'again')}")
    grew, bare_grew = ours.peak - ours.began, bare.peak - bare.began
    print(f"{'memory grew':24} {grew:8.0f} MB  bare parts {bare_grew:8.0f} MB", end="   ")
    sizes = [size(place / "data" / name) for name in ("chroma", "words")]
    print(f"indexes on disk {sum(sizes):.0f} MB ({sizes[0]:.0f} Chroma, {sizes[1]:.0f} words)", flush=True)


def show_search(times: dict[str, list[float]]) -> None:
    """p50 and p95 of each, and search against the sum of the bare parts."""
    print(f"{'ms':24} {'p50':>8} {'p95':>8}")
    halves = {name: statistics.median(taken) for name, taken in times.items()}
    for name, taken in times.items():
        print(f"{name:24} {halves[name]:8.2f} {late(taken):8.2f}")
    bare = sum(halves[part] for part in PARTS)
    print(f"{'search : bare parts':24} {verdict(halves['search'] / bare, 'ratio', most=True)}")
    if "langchain" in halves:
        print(f"{'langchain : search':24} {halves['langchain'] / halves['search']:8.2f}")
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
