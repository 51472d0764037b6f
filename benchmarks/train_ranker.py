"""Learn the ranker's weights from folders of judged questions, and say how it does on a folder it has not seen.

    python benchmarks/train_ranker.py DATA_FOLDER [--dialogues FILE] [--write]

DATA_FOLDER holds sub-folders as `butterfly eval retrieval` reads them. FILE has one dialogue in each line, {turns:
[{role: customer|agent, text}]}: a customer's turn becomes a question whose answer is the agent's next turn, which
teaches how people really ask. Each set is first left out and ranked by what the others teach; `--write` then learns
from all of them and replaces the weights that ship with the program.
"""

import argparse
import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from copilot.domain.brand import Brand
from copilot.domain.evidence import Passage, Role, Source
from copilot.domain.query import SearchQuery
from copilot.evaluation.retrieval import RetrievalSet, build_index, measure_ranking, read_retrieval_set
from copilot.knowledge.search import ranking
from copilot.knowledge.search.candidates import FEATURES
from copilot.knowledge.search.embedding import BuiltInEmbedder
from copilot.knowledge.search.ranking import Ranker

MASKED = re.compile(r"\[[^\]]*x\]")
SHORTEST_ANSWER = 12
SHORTEST_QUESTION = 6

Floats = NDArray[np.float32]

HIDDEN = 12
ROUNDS = 30
QUERIES_AT_ONCE = 32
LEARNING_RATE = 0.003
SHRINK = 2e-3
"""Weight decay: the sets are few, and a ranker that fits them closely does worse on another one."""
MEMBERS = 3
"""Rankers learned from different beginnings and joined into one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One judged question: its candidates, their features and their relevance."""

    ids: tuple[str, ...]
    features: Floats
    grades: Floats
    relevant: Mapping[str, int]


def main() -> None:
    """Leave each set out once, print what the ranker makes of it, and write the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dialogues", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    folders = [f for f in sorted(arguments.folder.iterdir()) if (f / "qrels.tsv").exists()]
    sets = {folder.name: collect(read_retrieval_set(folder)) for folder in folders}
    if arguments.dialogues:
        sets["dialogues"] = collect(read_dialogues(arguments.dialogues))
    for name, asked in sets.items():
        show(f"{name}, left out", asked, learn([rows for other, rows in sets.items() if other != name]))
    everything = learn(list(sets.values()))
    for name, asked in sets.items():
        show(f"{name}, learned from", asked, everything)
    if arguments.write:
        write(everything, tuple(sets))


def read_dialogues(path: Path) -> RetrievalSet:
    """Customers' turns as questions, the agents' turns after them as documents; masked words are cut out."""
    brand = Brand(id="dialogues", name="dialogues")
    answers: dict[str, str] = {}
    queries, judgements = dict[str, SearchQuery](), dict[str, dict[str, int]]()
    for line in path.read_text("utf-8").splitlines():
        turns = json.loads(line)["turns"]
        for turn, following in itertools.pairwise(turns):
            question, answer = (MASKED.sub("", t["text"]).strip() for t in (turn, following))
            if (turn["role"], following["role"]) != ("customer", "agent") or len(answer) < SHORTEST_ANSWER:
                continue
            if answer in answers or len(question) < SHORTEST_QUESTION:
                continue
            answers[answer] = f"d{len(answers)}"
            queries[f"q{len(queries)}"] = SearchQuery(brand, question)
            judgements[f"q{len(judgements)}"] = {answers[answer]: 1}
    passages = tuple(Passage(i, text, Role.FAQ, Source("d", "d", 1, i)) for text, i in answers.items())
    return RetrievalSet("dialogues", passages, tuple(queries.values()), tuple(queries), judgements)


def collect(data: RetrievalSet) -> list[Asked]:
    """Index a set and gather every question's candidates."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        index = build_index(data, BuiltInEmbedder(), Path(place))
        asked = []
        for query_id, query in zip(data.query_ids, data.queries, strict=True):
            found = index.candidates(query)
            relevant = data.judgements[query_id]
            grades = np.array([relevant.get(i, 0) for i in found.ids], dtype=np.float32)
            asked.append(Asked(found.ids, found.features, grades, relevant))
    return asked


def learn(sets: Sequence[Sequence[Asked]]) -> Ranker:
    """Learn from several sets, each weighing the same however many questions it has."""
    useful = [[a for a in asked if a.grades.sum() > 0] for asked in sets]
    rows = np.concatenate([a.features for asked in useful for a in asked])
    centre, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    members = [_fit(useful, centre, scale, np.random.default_rng(seed)) for seed in range(MEMBERS)]
    return Ranker(
        centre,
        scale,
        np.mean([m["straight"] for m in members], axis=0),
        np.concatenate([m["inner"] for m in members], axis=1),
        np.concatenate([m["inner_bias"] for m in members]),
        np.concatenate([m["outer"] / np.float32(MEMBERS) for m in members]),
    )


def _fit(
    sets: Sequence[Sequence[Asked]], centre: Floats, scale: Floats, chance: np.random.Generator
) -> dict[str, Floats]:
    width = len(FEATURES)
    weights: dict[str, Floats] = {
        "straight": np.zeros(width, np.float32),
        "inner": chance.normal(0, 0.3, (width, HIDDEN)).astype(np.float32),
        "inner_bias": np.zeros(HIDDEN, np.float32),
        "outer": chance.normal(0, 0.1, HIDDEN).astype(np.float32),
    }
    moments = {k: (np.zeros_like(w), np.zeros_like(w)) for k, w in weights.items()}
    prepared = [[((a.features - centre) / scale, _target(a.grades)) for a in asked] for asked in sets]
    steps = ROUNDS * 40
    for step in range(1, steps + 1):
        gradient = {k: np.zeros_like(w) for k, w in weights.items()}
        for asked in prepared:
            some = chance.integers(len(asked), size=QUERIES_AT_ONCE // len(prepared))
            for i in some:
                _add_gradient(weights, gradient, *asked[i])
        rate = LEARNING_RATE * (1 - step / (steps + 1))
        _step(weights, gradient, moments, step, rate)
    return weights


def _target(grades: Floats) -> Floats:
    gains = 2**grades - 1
    return np.asarray(gains / gains.sum(), dtype=np.float32)


def _add_gradient(weights: Mapping[str, Floats], gradient: dict[str, Floats], x: Floats, target: Floats) -> None:
    """Cross entropy between the softmax over a question's candidates and their judged shares."""
    hidden = np.tanh(x @ weights["inner"] + weights["inner_bias"])
    scores = x @ weights["straight"] + hidden @ weights["outer"]
    shares = np.exp(scores - scores.max())
    wrong = (shares / shares.sum() - target) / QUERIES_AT_ONCE
    back = np.outer(wrong, weights["outer"]) * (1 - hidden**2)
    gradient["straight"] += x.T @ wrong
    gradient["outer"] += hidden.T @ wrong
    gradient["inner"] += x.T @ back
    gradient["inner_bias"] += back.sum(axis=0)


def _step(
    weights: dict[str, Floats],
    gradient: Mapping[str, Floats],
    moments: Mapping[str, tuple[Floats, Floats]],
    step: int,
    rate: float,
) -> None:
    """One step of Adam with decoupled weight decay."""
    for key, weight in weights.items():
        first, second = moments[key]
        first += 0.1 * (gradient[key] - first)
        second += 0.001 * (gradient[key] ** 2 - second)
        ahead = (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weight -= rate * (ahead + SHRINK * weight)


def show(title: str, asked: Sequence[Asked], ranker: Ranker) -> None:
    """Print MRR@10, recall@5, recall@10 and nDCG@10."""
    rows = []
    for one in asked:
        order = np.argsort(-ranker.score(one.features), kind="stable")
        rows.append(measure_ranking([one.ids[i] for i in order], one.relevant))
    mrr, _, recall_5, recall_10, ndcg = np.mean(rows, axis=0)
    print(f"{title:44} MRR@10 {mrr:.4f}  recall@5 {recall_5:.4f}  recall@10 {recall_10:.4f}  nDCG@10 {ndcg:.4f}")


def write(ranker: Ranker, sets: Sequence[str]) -> None:
    """Replace the weights that ship with the program."""
    data = {"features": FEATURES, "learned_from": sets}
    for part in ("centre", "scale", "straight", "inner", "inner_bias", "outer"):
        data[part] = np.round(getattr(ranker, part).astype(float), 5).tolist()
    target = Path(ranking.__file__).with_name(ranking.WEIGHTS_FILE)
    target.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
