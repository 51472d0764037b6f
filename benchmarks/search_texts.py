"""Texts to learn and questions to ask, for measuring speed: read from files, or what the demo brand's documents say;
where that is too little, halves of them put together anew."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot.bootstrap import build_copilot
from copilot.settings import Settings

ROWS_A_FILE = 1_000
FIRST_FILE = "0000.csv"


def read_texts(paths: Sequence[Path]) -> list[str]:
    """One text for each line, or the `text` of each line's JSON object."""
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    texts = (json.loads(line)["text"] if line.startswith("{") else line for line in lines)
    return list(dict.fromkeys(" ".join(text.split()) for text in texts))


def demo_texts() -> list[str]:
    """The passages of the demo brands."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copilot = build_copilot(Settings(data_dir=Path(folder), model="", _env_file=None))
        for _ in copilot.learn_demo():
            pass
        told = (
            p.text for b in copilot.store.brands.all() for some in copilot.store.documents.batches(b.id) for p in some
        )
        texts = list(dict.fromkeys(" ".join(text.split()) for text in told))
        copilot.close()
    return texts


def enough(chance: random.Random, texts: Sequence[str], count: int) -> list[str]:
    """`count` texts, no two the same: those given, then the first half of one with the second half of another."""
    found = dict.fromkeys(texts[:count])
    while len(found) < count:
        one, other = chance.choice(texts), chance.choice(texts)
        found[one[: len(one) // 2] + other[len(other) // 2 :]] = None
    return list(found)


def question(chance: random.Random, text: str) -> str:
    """A piece of a text, asked about."""
    start = chance.randrange(max(1, len(text) - 12))
    return text[start : start + 12] + "吗"


def write_files(folder: Path, texts: Sequence[str]) -> Path:
    """A brand card and review files with one text in each row, as a brand would hand them in."""
    folder.mkdir(parents=True)
    (folder / "brand.yaml").write_text("brand: {id: bench, name: bench, category: general, language: zh}\n", "utf-8")
    for start in range(0, len(texts), ROWS_A_FILE):
        rows = [f'"{text.replace(chr(34), chr(39))}"' for text in texts[start : start + ROWS_A_FILE]]
        (folder / f"{start // ROWS_A_FILE:04}.csv").write_text("\n".join(["评论", *rows]), "utf-8")
    return folder
