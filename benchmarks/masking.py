"""How much planted personal data is masked, by kind, and how many innocent texts are touched.

Usage: python benchmarks/masking.py FOLDER [--show]

FOLDER holds planted.txt (`«…»` marks what must not be seen) and innocents.txt; `# kind` heads a section, `\\n` is a line
break, one text per line. An item counts as masked when neither it nor six of its signs in a row are left.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from copilot.conversation import mask_text

MARKED = re.compile(r"«(.*?)»", re.DOTALL)
RUN = 6

Outcome = tuple[str, bool, str]
"""Kind, whether it is well, and what to show when it is not."""


def main() -> None:
    """Print the shares, and with `--show` every text that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    report("planted items masked", list(planted(options.folder / "planted.txt")), options.show)
    report("innocent texts untouched", list(innocents(options.folder / "innocents.txt")), options.show)


def read_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Each text with the kind its section is headed with."""
    kind = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            kind = line[2:].strip()
        elif line.strip():
            yield kind, line.replace("\\n", "\n")


def planted(path: Path) -> Iterator[Outcome]:
    """One outcome for each marked item."""
    for kind, text in read_texts(path):
        masked = mask_text(MARKED.sub(r"\1", text)).text
        for secret in MARKED.findall(text):
            yield kind, hidden(secret, masked), f"{text!r} -> {masked!r}"


def innocents(path: Path) -> Iterator[Outcome]:
    """One outcome for each text."""
    for kind, text in read_texts(path):
        masked = mask_text(text).text
        yield kind, masked == text, f"{text!r} -> {masked!r}"


def hidden(secret: str, masked: str) -> bool:
    """Whether nothing of `secret` that would tell who it is can be seen."""
    pieces = [secret, *(secret[i : i + RUN] for i in range(len(secret) - RUN + 1))]
    return not any(piece in masked for piece in pieces)


def report(title: str, outcomes: list[Outcome], show: bool) -> None:
    """Print the shares of what is well."""
    kinds = Counter(kind for kind, _, _ in outcomes)
    well = Counter(kind for kind, good, _ in outcomes if good)
    print(f"{title}: {well.total()} of {kinds.total()} = {well.total() / kinds.total():.1%}")
    for kind in kinds:
        print(f"  {kind:30} {well[kind]:4} of {kinds[kind]:4}")
    if show:
        for _, good, told in outcomes:
            if not good:
                print(f"    {told}")


if __name__ == "__main__":
    main()
