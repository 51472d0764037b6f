"""Learn which clauses assert something to be checked, and say how that does on writers who were left out.

    python benchmarks/learn_asserting.py [FOLDER] [--dry]

FOLDER (`benchmarks/asserting` unless given) has one file for each writer, a clause a line: {fact, text}. Every writer is first
left out and judged by what the others teach; the limits are taken from there. Then the weights learned of all replace those that
ship, unless `--dry`.
"""

import argparse
from pathlib import Path

import numpy as np
from learn_sentence_kinds import Floats, Labelled, all_signs, fit, left_out, lines_of, save, tables_of
from numpy.typing import NDArray

from copilot.checking.rulebook import load_rules
from copilot.checking.sentence_kinds import LANGUAGES, Said
from copilot.checking.stated_facts import KINDS, WEIGHTS_FILE
from copilot.checking.surface import Surface
from copilot.knowledge.search.embedding import BuiltInEmbedder

TARGET = Path(__file__).parent / "asserting"
_QUARTERS = 4
TALK_TAKEN = {"sure": 0.04, "likely": 0.1}
"""Shares of what is no assertion that may be taken for one."""


def main() -> None:
    """Print how writers left out do, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=TARGET)
    parser.add_argument("--dry", action="store_true", help="Leave the shipped weights alone.")
    arguments = parser.parse_args()
    data = read(arguments.folder)
    shares = left_out(data, len(KINDS))[:, 1]
    limits = choose_limits(data, shares)
    print(f"{len(data.kinds):,} clauses of {len(set(data.writers))} writers; {limits}")
    for name in sorted({*data.writers, *(w[:2] for w in data.writers)}, key=lambda n: (len(n), n)):
        rows = np.char.startswith(data.writers, name)
        found = {t: (shares[rows & (data.kinds == 1)] >= limits[name[:2]][t]).mean() for t in TALK_TAKEN}
        wrong = {t: (shares[rows & (data.kinds == 0)] >= limits[name[:2]][t]).mean() for t in TALK_TAKEN}
        print(name, *(f"{t}: facts {found[t]:.2f}, talk {wrong[t]:.2f};" for t in TALK_TAKEN))
    if not arguments.dry:
        save(WEIGHTS_FILE, KINDS, fit(data, len(KINDS)), limits, sorted(set(data.writers)))


def read(folder: Path) -> Labelled:
    """All files of the folder."""
    tables, rows = tables_of(load_rules()), lines_of(folder)
    said = [Said(Surface(row["text"], tables).plain.strip(), frozenset()) for _, row in rows]
    return Labelled(
        BuiltInEmbedder().embed([s.text for s in said]),
        all_signs(said),
        np.array([int(row["fact"]) for _, row in rows]),
        _apart([writer for writer, _ in rows]),
        np.zeros(len(rows), dtype=np.bool_),
    )


def _apart(writers: list[str]) -> NDArray[np.str_]:
    """Whom each row is left out with: its writer, or a quarter of the rows of one who is the only one of a language."""
    alone = {w for w in writers if sum(o[:2] == w[:2] for o in set(writers)) == 1}
    return np.array([f"{w}/{n % _QUARTERS}" if w in alone else w for n, w in enumerate(writers)])


def choose_limits(data: Labelled, shares: Floats) -> dict[str, dict[str, float]]:
    """By language, from which probability on a clause is taken to assert something."""
    limits = {}
    for language in LANGUAGES:
        talk = shares[(data.kinds == 0) & np.char.startswith(data.writers, language)]
        limits[language] = {t: round(float(np.quantile(talk, 1 - s)), 3) for t, s in TALK_TAKEN.items()}
    return limits


if __name__ == "__main__":
    main()
