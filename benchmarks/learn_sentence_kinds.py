"""Learn what sentences read like as a whole, and say how that does on writers who were left out.

    python benchmarks/learn_sentence_kinds.py [FOLDER] [--dry]

FOLDER (`benchmarks/sentence_kinds` unless given) has one file for each writer, a sentence a line: {kind, category, text},
`kind` empty for what is lawful. Every writer is first left out and judged by what the others teach; the thresholds are taken
from there. Then the weights learned of all replace those that ship, unless `--dry`. Some minutes on two cores.
"""

import argparse
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from learn_hints import packed
from numpy.typing import NDArray

from copilot.checking import sentence_kinds
from copilot.checking.request import CheckRequest, Reading
from copilot.checking.rulebook import RuleBook, channel_forms, load_rules
from copilot.checking.sentence_kinds import BUCKETS, KINDS, LANGUAGES, LAWFUL, Said, signs_of
from copilot.checking.surface import Stretch, Surface, SurfaceTables
from copilot.checking.whole_sentences import cues_in
from copilot.checking.wording import Wording
from copilot.domain.brand import Brand, Category
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.language import Language
from copilot.knowledge.search.embedding import BuiltInEmbedder
from copilot.knowledge.search.hints import softmax

Floats = NDArray[np.float32]

TARGET = Path(__file__).parent / "sentence_kinds"
STEPS, RATE = 150, 0.06
DECAY = {"meaning": 0.1, "signs": 0.05}
"""Of .05 to .3 each, these told most sentences of English writers left out."""
LEAST_OFTEN = 2
"""Sentences that a sign has to stand in; what stands in one says nothing of others."""
LAWFUL_WARNED = {"zh": 0.008, "en": 0.02}
LAWFUL_NOTED = {"zh": 0.025, "en": 0.05}
"""Shares of lawful sentences of writers left out that may be warned of and noted. A text has some three sentences. Most of
those of the writers are near neighbours of hints, of which English ones are told apart less well."""
AT = date(2026, 11, 28)


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands in which bucket of which row, in the order of rows. Nearly all of the table is empty."""

    rows: NDArray[np.int64]
    buckets: NDArray[np.int64]
    weights: Floats
    count: int

    def times(self, weights: Floats) -> Floats:
        """The sum of each row's buckets."""
        return _summed(self.rows, self.weights[:, None] * weights[self.buckets], self.count)

    def back(self, wrong: Floats) -> Floats:
        """The sum of each bucket's rows."""
        order = np.argsort(self.buckets, kind="stable")
        return _summed(self.buckets[order], (self.weights[:, None] * wrong[self.rows])[order], BUCKETS)

    def some(self, wanted: NDArray[np.bool_]) -> "Signs":
        """Only those rows."""
        kept = wanted[self.rows]
        return Signs(
            (np.cumsum(wanted) - 1)[self.rows[kept]], self.buckets[kept], self.weights[kept], int(wanted.sum())
        )


def _summed(places: NDArray[np.int64], values: Floats, count: int) -> Floats:
    """Values of one place, which follow each other, added up: a row for each of `count` places."""
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    sums = np.zeros((count, values.shape[1]), np.float32)
    sums[places[starts]] = np.add.reduceat(values, starts)
    return sums


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences in order: what encodes them, what they are, who wrote them, whether rules found the right kind in them."""

    vectors: Floats
    signs: Signs
    kinds: NDArray[np.int64]
    writers: NDArray[np.str_]
    found: NDArray[np.bool_]

    def some(self, rows: NDArray[np.bool_]) -> "Labelled":
        """Only those rows."""
        return Labelled(
            self.vectors[rows], self.signs.some(rows), self.kinds[rows], self.writers[rows], self.found[rows]
        )


def main() -> None:
    """Print how writers left out do, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=TARGET)
    parser.add_argument("--dry", action="store_true", help="Leave the shipped weights alone.")
    arguments = parser.parse_args()
    data = read(arguments.folder)
    shares = left_out(data)
    limits = choose_limits(data, shares)
    print(f"{len(data.kinds):,} sentences of {len(set(data.writers))} writers; {limits}")
    for name in sorted({*data.writers, *(w[:2] for w in data.writers)}, key=lambda n: (len(n), n)):
        rows = np.char.startswith(data.writers, name)
        show(name, data.some(rows), shares[rows], limits[name[:2]])
    if not arguments.dry:
        save(sentence_kinds.WEIGHTS_FILE, KINDS, fit(data), limits, sorted(set(data.writers)))


def read(folder: Path) -> Labelled:
    """All files of the folder."""
    rows = lines_of(folder)
    rules = load_rules()
    wording = Wording(tuple(rules.rules), rules.lexicon)
    tables = tables_of(rules)
    said, found = [], []
    for _, row in rows:
        surface = Surface(row["text"], tables)
        worded = wording.check(Reading(_request(row), surface, rules.offers))
        said.append(Said(surface.plain.strip(), cues_in(Stretch(0, len(row["text"])), worded, row["category"])))
        found.append(any(f.kind == row["kind"] and f.severity is not Severity.NOTE for f in worded.findings))
    return Labelled(
        BuiltInEmbedder().embed([s.text for s in said]),
        all_signs(said),
        np.array([KINDS.index(row["kind"]) for _, row in rows]),
        np.array([writer for writer, _ in rows]),
        np.array(found),
    )


def lines_of(folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """The lines of all files, each with its writer."""
    return [
        (file.stem, json.loads(line))
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
        if line.strip()
    ]


def tables_of(rules: RuleBook) -> SurfaceTables:
    """By what a text is made plain."""
    pairs = dict(zip(rules.surface.traditional, rules.surface.simplified, strict=True))
    return SurfaceTables(pairs, rules.surface.look_alikes, rules.surface.spelled)


def all_signs(said: Sequence[Said]) -> Signs:
    """The signs of sentences, a row for each."""
    signs = [(row, *sign) for row, one in enumerate(said) for sign in signs_of(one).items()]
    at, buckets, weights = (np.array(column) for column in zip(*signs, strict=True))
    return Signs(at, buckets, weights.astype(np.float32), len(said))


def _request(row: dict[str, Any]) -> CheckRequest:
    chinese = any("\u4e00" <= c <= "\u9fff" for c in row["text"])
    language = Language.ZH if chinese else Language.EN
    brand = Brand(id="b", name="b", category=Category(row["category"]), language=language)
    return CheckRequest(row["text"], brand, channel_forms()[Channel.GROUP], language, AT)


def fit(data: Labelled, kinds: int = len(KINDS)) -> dict[str, Floats]:
    """Weights by Adam on all rows at once."""
    wanted = np.eye(kinds, dtype=np.float32)[data.kinds]
    often = (np.bincount(data.signs.buckets, minlength=BUCKETS) >= LEAST_OFTEN)[:, None]
    sizes = {"meaning": data.vectors.shape[1], "signs": BUCKETS, "bias": 1}
    weights = {name: np.zeros((size, kinds), np.float32) for name, size in sizes.items()}
    moments = {name: (np.zeros_like(w), np.zeros_like(w)) for name, w in weights.items()}
    for step in range(1, STEPS + 1):
        wrong = (shares_by(weights, data) - wanted) / len(wanted)
        gradients = {"meaning": data.vectors.T @ wrong, "signs": data.signs.back(wrong) * often}
        gradients["bias"] = wrong.sum(axis=0, keepdims=True)
        rate = RATE * (1 - step / (STEPS + 1))
        for name, gradient in gradients.items():
            gradient += DECAY.get(name, 0) * weights[name] / len(wanted)
            first, second = moments[name]
            first += 0.1 * (gradient - first)
            second += 0.01 * (gradient**2 - second)
            weights[name] -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def shares_by(weights: dict[str, Floats], data: Labelled) -> Floats:
    """The probability of each kind for each row."""
    return softmax(data.vectors @ weights["meaning"] + data.signs.times(weights["signs"]) + weights["bias"])


def left_out(data: Labelled, kinds: int = len(KINDS)) -> Floats:
    """Shares for each row by what other writers teach."""
    shares = np.zeros((len(data.kinds), kinds), np.float32)
    owns = [data.writers == writer for writer in sorted(set(data.writers))]
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        for own, found in zip(owns, pool.map(partial(_without, data, kinds), owns), strict=True):
            shares[own] = found
    return shares


def _without(data: Labelled, kinds: int, own: NDArray[np.bool_]) -> Floats:
    return shares_by(fit(data.some(~own), kinds), data.some(own))


def choose_limits(data: Labelled, shares: Floats) -> dict[str, dict[str, float]]:
    """By language, from which probability of anything unlawful people are warned, and from which it is noted."""
    unlawful, lawful = 1 - shares[:, 0], data.kinds == KINDS.index(LAWFUL)
    limits = {}
    for language in LANGUAGES:
        told = unlawful[lawful & np.char.startswith(data.writers, language)]
        least = {"sure": 1 - LAWFUL_WARNED[language], "likely": 1 - LAWFUL_NOTED[language]}
        limits[language] = {name: round(float(np.quantile(told, share)), 3) for name, share in least.items()}
    return limits


def show(name: str, data: Labelled, shares: Floats, limits: dict[str, float]) -> None:
    """What rules find, and what rules and whole sentences find together, by kind."""
    unlawful, best = 1 - shares[:, 0], shares[:, 1:].argmax(axis=1) + 1
    lawful, right = data.kinds == 0, best == data.kinds

    def both(least: float) -> NDArray[np.bool_]:
        return np.asarray(data.found | (right & (unlawful >= least)), dtype=np.bool_)

    columns = [data.found, both(limits["sure"]), both(limits["likely"])]
    flagged = [float((unlawful[lawful] >= limits[t]).mean()) for t in ("sure", "likely")]
    print(f"{name}: lawful {lawful.sum()}, over sure {flagged[0]:.3f}, over likely {flagged[1]:.3f}")
    for kind in (None, *range(1, len(KINDS))):
        rows = ~lawful if kind is None else data.kinds == kind
        figures = " ".join(f"{c[rows].mean():6.2f}" for c in columns)
        print(f"  {'all' if kind is None else KINDS[kind]:14} {rows.sum():5} rules, sure, likely: {figures}")


def save(
    file: str,
    kinds: Sequence[str],
    weights: dict[str, Floats],
    limits: dict[str, dict[str, float]],
    writers: Sequence[str],
) -> None:
    """Next to the module that reads it."""
    data: dict[str, Any] = {"embedder": BuiltInEmbedder().fingerprint, "kinds": kinds, "limits": limits}
    data["bias"] = [round(float(b), 4) for b in weights["bias"][0]]
    data |= {name: packed(weights[name]) for name in ("meaning", "signs")}
    data["learned_from"] = list(writers)
    target = Path(sentence_kinds.__file__).with_name(file)
    target.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{target.name}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
