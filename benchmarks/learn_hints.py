"""Learn what customers' questions share: where their answers lie, which ideas of `ideas.yaml` they mean, and what a passage
looks like that tells of each.

    python benchmarks/learn_hints.py DATA_FOLDER [--hold-out NAME…]

DATA_FOLDER holds sub-folders of colloquial questions as `butterfly eval retrieval` reads them; those of `--hold-out` are
left out. Replaces `hints.json`. Run it after each change of `ideas.yaml`, and before `train_ranker.py`.
"""

import argparse
import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copilot.evaluation.retrieval import RetrievalSet, read_retrieval_set
from copilot.knowledge.search import hints
from copilot.knowledge.search.embedding import BuiltInEmbedder
from copilot.knowledge.search.hints import PARTS, Hints, softmax
from copilot.knowledge.search.ideas import asked_sayings, load_ideas, told_sayings
from copilot.knowledge.search.scripts import simplified
from copilot.knowledge.search.spelling import plain
from copilot.knowledge.search.typed import written_out

Floats = NDArray[np.float32]

DIRECTIONS = 32
MEMBERS = 2
"""Turns learned from different beginnings and laid beside each other."""
TURN_STEPS, TURN_RATE, TURN_DECAY = 500, 0.003, 6.0
"""A question may move only little: with a tenth of this decay, brands left out did worse than with no turn at all."""
SHARPNESS = 0.06
IDEA_STEPS, IDEA_RATE, IDEA_DECAY = 600, 0.01, 0.1
FIRST_GUESS = 12.0
TOLD_DIRECTIONS = 64
"""Brands left out did as well with 48, 96 and all 512; the product is worked out for each candidate of a doubtful search."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A set with its vectors: questions, passages, which passages answer each question, what each passage tells."""

    name: str
    questions: Floats
    passages: Floats
    answers: Floats
    told: Floats


@dataclass(frozen=True, slots=True)
class Meant:
    """Sayings: their vectors, and the number of the idea that each means."""

    vectors: Floats
    ideas: NDArray[np.int64]


def main() -> None:
    """Write the hints next to the module that reads them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hold-out", nargs="*", default=[])
    arguments = parser.parse_args()
    folders = [f for f in sorted(arguments.folder.iterdir()) if (f / "qrels.tsv").exists()]
    embedder = BuiltInEmbedder()
    sets = [embed_set(embedder, read_retrieval_set(f)) for f in folders if f.name not in arguments.hold_out]
    learned = learn(sets, *embed_sayings(embedder))
    data: dict[str, Any] = {"embedder": embedder.fingerprint, "ideas": learned.ideas}
    data |= {part: packed(getattr(learned, part)) for part in PARTS}
    data["learned_from"] = [s.name for s in sets]
    target = Path(hints.__file__).with_name(hints.HINTS_FILE)
    target.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{target.name}: {target.stat().st_size // 1000} kB, from {sum(len(s.questions) for s in sets)} questions")


def embed_set(embedder: BuiltInEmbedder, data: RetrievalSet) -> Embedded:
    """Vectors of a small set."""
    rows = {passage.id: row for row, passage in enumerate(data.passages)}
    answers = np.zeros((len(data.queries), len(rows)), np.float32)
    for row, query_id in enumerate(data.query_ids):
        answers[row, [rows[i] for i in data.judgements[query_id]]] = 1
    ideas = load_ideas()
    columns = {name: column for column, name in enumerate(ideas.names)}
    told = np.zeros((len(rows), len(columns)), np.float32)
    for row, passage in enumerate(data.passages):
        told[row, [columns[idea] for idea in ideas.told.ideas_in(plain(passage.text))]] = 1
    often = told.sum(axis=0)
    told *= np.log1p((len(rows) - often + 0.5) / (often + 0.5))
    questions = embedder.embed([simplified(written_out(query.text)) for query in data.queries])
    return Embedded(data.name, questions, embedder.embed([p.text for p in data.passages]), answers, told)


def embed_sayings(embedder: BuiltInEmbedder) -> tuple[Meant, Meant]:
    """All that is asked, and all that is told."""
    return _meant(embedder, asked_sayings()), _meant(embedder, told_sayings())


def _meant(embedder: BuiltInEmbedder, sayings: Mapping[str, Sequence[str]]) -> Meant:
    columns = {name: column for column, name in enumerate(load_ideas().names)}
    # What is told of some ideas is only a pattern: the idea's own name stands for it.
    said = [(columns[idea], saying) for idea, some in sayings.items() for saying in some or [idea.replace("_", " ")]]
    return Meant(embedder.embed([saying for _, saying in said]), np.array([column for column, _ in said]))


def learn(sets: Sequence[Embedded], asked: Meant, told: Meant) -> Hints:
    """The hints that these sets and sayings teach."""
    members = [learn_turn(sets, np.random.default_rng(seed)) for seed in range(MEMBERS)]
    share = np.float32(1 / MEMBERS)
    questions = np.concatenate([s.questions for s in sets])
    passages = np.concatenate([s.passages for s in sets])
    ideas_by, bias = learn_ideas(questions, np.concatenate([s.answers @ s.told for s in sets]), asked)
    told_by, told_bias = learn_ideas(passages, np.concatenate([s.told for s in sets]), told)
    return Hints(
        load_ideas().names,
        np.concatenate([m["towards"] for m in members]),
        np.concatenate([m["back"] * share for m in members]),
        np.asarray(sum(m["shift"] for m in members) * share)[None, :],
        ideas_by,
        bias[None, :],
        *in_few_directions(told_by),
        told_bias[None, :],
        softmax(passages @ told_by.T + told_bias).mean(axis=0)[None, :],
    )


def learn_turn(sets: Sequence[Embedded], chance: np.random.Generator) -> dict[str, Floats]:
    """Directions and shift that bring a question nearer to its answers than to the brand's other passages."""
    asked = [(s, row) for s in sets for row in range(len(s.questions))]
    width = sets[0].questions.shape[1]
    weights = {
        "towards": chance.normal(0, 0.02, (DIRECTIONS, width)).astype(np.float32),
        "back": chance.normal(0, 0.02, (DIRECTIONS, width)).astype(np.float32),
        "shift": np.zeros(width, np.float32),
    }
    moments = {k: (np.zeros_like(w), np.zeros_like(w)) for k, w in weights.items()}
    for step in range(1, TURN_STEPS + 1):
        gradient = {k: np.zeros_like(w) for k, w in weights.items()}
        some = chance.integers(len(asked), size=16)
        for one in some:
            add_gradient(weights, gradient, *asked[one])
        rate = TURN_RATE * min(1, step / 50) * (1 - step / (TURN_STEPS + 1))
        for key, weight in weights.items():
            weight -= rate * (adam(gradient[key] / len(some), moments[key], step) + TURN_DECAY * weight)
    return weights


def add_gradient(weights: dict[str, Floats], gradient: dict[str, Floats], data: Embedded, row: int) -> None:
    """Cross entropy between the softmax over all passages and those that answer."""
    question, passages = data.questions[row], data.passages
    along = weights["towards"] @ question
    scores = passages @ (question + along @ weights["back"] + weights["shift"]) / SHARPNESS
    shares = np.exp(scores - scores.max())
    wrong = passages.T @ (shares / shares.sum() - data.answers[row] / data.answers[row].sum())
    gradient["shift"] += wrong
    gradient["back"] += np.outer(along, wrong)
    gradient["towards"] += np.outer(weights["back"] @ wrong, question)


def learn_ideas(texts: Floats, told: Floats, sayings: Meant) -> tuple[Floats, Floats]:
    """A softmax over ideas, learned from sayings and from texts of which it is known what they mean or tell."""
    chance, count = np.random.default_rng(0), told.shape[1]
    first = np.stack([sayings.vectors[sayings.ideas == i].mean(axis=0) for i in range(count)])
    first *= FIRST_GUESS / np.linalg.norm(first, axis=1, keepdims=True)
    weights, bias = first.copy(), np.zeros(count, np.float32)
    known = told.sum(axis=1) > 0
    texts, told = texts[known], told[known] / told[known].sum(axis=1, keepdims=True)
    moments = [(np.zeros_like(w), np.zeros_like(w)) for w in (weights, bias)]
    for step in range(1, IDEA_STEPS + 1):
        some, few = chance.integers(len(sayings.ideas), size=128), chance.integers(len(texts), size=64)
        target = np.zeros((128, count), np.float32)
        target[np.arange(128), sayings.ideas[some]] = 1
        x = np.concatenate([sayings.vectors[some], texts[few]])
        t = np.concatenate([target, 2 * told[few]])
        odds = x @ weights.T + bias
        wrong = (softmax(odds) * t.sum(axis=1, keepdims=True) - t) / len(x)
        rate = IDEA_RATE * (1 - step / (IDEA_STEPS + 1))
        weights -= rate * (adam(wrong.T @ x, moments[0], step) + IDEA_DECAY * (weights - first))
        bias -= rate * (adam(wrong.sum(axis=0), moments[1], step) + IDEA_DECAY * bias)
    return weights.astype(np.float32), bias


def in_few_directions(rows: Floats) -> tuple[Floats, Floats]:
    """Directions, and where along them each row nearly lies: the product is the nearest of that rank."""
    along, lengths, directions = np.linalg.svd(rows, full_matrices=False)
    return directions[:TOLD_DIRECTIONS], along[:, :TOLD_DIRECTIONS] * lengths[:TOLD_DIRECTIONS]


def adam(gradient: Floats, moments: tuple[Floats, Floats], step: int) -> Floats:
    """The direction of one step of Adam; changes the moments."""
    first, second = moments
    first += 0.1 * (gradient - first)
    second += 0.001 * (gradient**2 - second)
    return np.asarray((first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8), dtype=np.float32)


def packed(rows: Floats) -> dict[str, Any]:
    """Rows as whole numbers of one byte and their scale."""
    scale = float(np.abs(rows).max()) / 127
    whole = np.round(rows / scale).astype(np.int8)
    return {"count": len(rows), "scale": scale, "rows": base64.b64encode(whole.tobytes()).decode()}


if __name__ == "__main__":
    main()
