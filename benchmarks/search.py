"""Speed of search and learning beside the bare parts they are made of, measured in one run.

    python benchmarks/search.py [PASSAGES] [--questions N] [--titles FILE]

Texts are made up of common words unless FILE gives one in each line (or a corpus.jsonl). The bare parts: embedding a
question, Chroma's own query, tantivy's own query; for learning the embedder and Chroma's own add.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot.domain.brand import Brand
from copilot.domain.document import IndexChange
from copilot.domain.evidence import Passage, Role, Source
from copilot.domain.query import SearchQuery
from copilot.knowledge.search import BuiltInEmbedder, KnowledgeIndex, VectorIndex
from copilot.knowledge.search.cutting import Cutter
from copilot.knowledge.search.vectors import VectorEntry, collection_name
from copilot.knowledge.search.words import WordIndex

BRAND = Brand(id="bench", name="bench")
SUBJECTS = ["枕头", "床垫", "被子", "床单", "抱枕", "眼罩", "毛毯", "靠垫", "凉席", "睡袋", "蚊帐", "床架"]
TRAITS = [
    "偏硬",
    "偏软",
    "透气",
    "保暖",
    "防水",
    "可机洗",
    "无异味",
    "静音",
    "可折叠",
    "加厚",
    "轻便",
    "抗菌",
    "慢回弹",
    "不起球",
]
PEOPLE = ["老人", "孕妇", "学生", "侧睡的人", "打呼的人", "颈椎不好的人", "怕热的人", "宿舍党", "新婚夫妻", "宝宝"]
DOINGS = ["换季", "搬家", "出差", "午休", "送礼", "失眠", "带娃", "过敏", "露营", "坐月子"]
LEARNED_AT_ONCE = 512


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", nargs="?", type=int, default=3_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--titles", type=Path)
    arguments = parser.parse_args()
    chance = random.Random(7)
    texts = read_texts(arguments.titles) if arguments.titles else made_up(chance, 2 * arguments.passages)
    passages = as_passages(texts[: arguments.passages])
    questions = [question(chance, text) for text in chance.sample(texts, min(arguments.questions, len(texts)))]
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        measure(Path(place), passages, questions)


def measure(place: Path, passages: Sequence[Passage], questions: Sequence[str]) -> None:
    """Learn and search, then the same with the bare parts."""
    embedder = BuiltInEmbedder()
    embedder.embed(["warm"])
    index = KnowledgeIndex(embedder, VectorIndex(place / "vectors"), place / "words")
    ours = learn(index, passages)
    bare_vectors, bare = VectorIndex(place / "bare"), collection_name("bare", embedder.fingerprint)
    parts = learn_bare(embedder, bare_vectors, bare, passages)
    print(f"learning {len(passages):,} passages   ours {ours:,.0f}/s   bare parts {parts:,.0f}/s   {ours / parts:.0%}")
    by_id = {passage.id: passage for passage in passages}
    words = WordIndex(place / "words" / collection_name(BRAND.id, embedder.fingerprint))
    cutter = Cutter()
    rows = [embedder.embed([q])[0] for q in questions]
    turn = dict(zip(questions, rows, strict=True))
    view = words.view()
    asked: dict[str, Callable[[str], object]] = {
        "search": lambda q: index.search(SearchQuery(BRAND, q), lambda ids: {i: by_id[i] for i in ids}),
        "embed": lambda q: embedder.embed([q]),
        "chroma": lambda q: bare_vectors.nearest(bare, turn[q], 10),
        "tantivy": lambda q: view.search(view.bm25("words", cutter.cut(q).words), 10),
    }
    for call in asked.values():
        call(questions[0])
    # In turns, so that a busy moment of the machine falls on all of them.
    times: dict[str, list[float]] = {name: [] for name in asked}
    for q in questions[1:]:
        for name, call in asked.items():
            started = time.perf_counter()
            call(q)
            times[name].append((time.perf_counter() - started) * 1000)
    show(times)


def learn(index: KnowledgeIndex, passages: Sequence[Passage]) -> float:
    """Passages a second through both legs."""
    started, mark = time.perf_counter(), 0
    changes = [IndexChange(seq, passage.id, passage) for seq, passage in enumerate(passages, start=1)]
    for start in range(0, len(changes), LEARNED_AT_ONCE):
        mark = index.apply(BRAND, changes[start : start + LEARNED_AT_ONCE], vectors_mark=mark)
    return len(passages) / (time.perf_counter() - started)


def learn_bare(embedder: BuiltInEmbedder, vectors: VectorIndex, name: str, passages: Sequence[Passage]) -> float:
    """Passages a second through the embedder and Chroma alone, one after the other."""
    started = time.perf_counter()
    for start in range(0, len(passages), LEARNED_AT_ONCE):
        some = passages[start : start + LEARNED_AT_ONCE]
        vectors.add(name, [VectorEntry(p.id, "faq", None) for p in some], embedder.embed([p.text for p in some]))
    return len(passages) / (time.perf_counter() - started)


def show(times: dict[str, list[float]]) -> None:
    """p50 and p95 of each, and search against the sum of the bare parts."""
    print(f"{'ms':10} {'p50':>8} {'p95':>8}")
    halves: dict[str, float] = {}
    for name, taken in times.items():
        ordered = sorted(taken)
        halves[name] = ordered[len(ordered) // 2]
        print(f"{name:10} {halves[name]:8.2f} {ordered[int(len(ordered) * 0.95)]:8.2f}")
    bare = sum(half for name, half in halves.items() if name != "search")
    print(f"search is {halves['search'] / bare:.2f} times the bare parts ({bare:.2f} ms)")


def read_texts(path: Path) -> list[str]:
    """One text for each line, or the `text` of each line's JSON object."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [json.loads(line)["text"] if line.startswith("{") else line for line in lines]


def made_up(chance: random.Random, count: int) -> list[str]:
    """Short texts about bedding, no two the same."""
    return [
        f"{chance.choice(PEOPLE)}{chance.choice(DOINGS)}用的{chance.choice(SUBJECTS)}，{chance.choice(TRAITS)}又"
        f"{chance.choice(TRAITS)}，第{n}款，配{chance.choice(SUBJECTS)}正好"
        for n in range(count)
    ]


def as_passages(texts: Sequence[str]) -> list[Passage]:
    """One passage for each text."""
    return [Passage(f"p{n}", t, Role.FAQ, Source("bench", "bench", 1, f"L{n}")) for n, t in enumerate(texts)]


def question(chance: random.Random, text: str) -> str:
    """A piece of a text, asked about."""
    start = chance.randrange(max(1, len(text) - 12))
    return text[start : start + 12] + "吗"


if __name__ == "__main__":
    main()
