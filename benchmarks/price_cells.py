"""Lists every price fact read from the spreadsheets of a folder, with its cell.

`python benchmarks/price_cells.py FOLDER [--at 2026-11-23]` — the products are those on a `brand.yaml` in that folder,
where there is one; `--at` is the day that years nobody wrote are settled by (today when left out). The last line counts.
"""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from copilot.domain.brand import Brand
from copilot.domain.document import Known
from copilot.domain.evidence import Fact, Field
from copilot.errors import UnreadableFile
from copilot.knowledge.reading import read_file
from copilot.knowledge.reading.cards import read_brand_card

ENDINGS = frozenset({".xlsx", ".xlsm", ".csv", ".tsv"})


def main() -> None:
    """Print the facts, file by file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--at", type=date.fromisoformat, default=date.today())
    asked = parser.parse_args()
    files = prices = 0
    for path in sorted(p for p in asked.folder.rglob("*") if p.suffix.lower() in ENDINGS):
        print(f"# {path.relative_to(asked.folder)}")
        files += 1
        try:
            for fact in price_facts(path, asked.at, card_beside(path, asked.folder)):
                print("\t".join(row(fact)))
                prices += 1
        except UnreadableFile as error:
            print(f"! {error.code}: {error}")
    print(f"{prices} prices in {files} files")


def price_facts(path: Path, today: date, brand: Brand | None) -> Iterator[Fact]:
    """The price facts of one file, in its order. Raises `UnreadableFile`."""
    known = Known(brand.id if brand else "none", brand)
    read = read_file(path.name, path.read_bytes(), known, today=today)
    return (f for f in read.facts if f.field in Field.PRICES)


def row(fact: Fact) -> tuple[str, ...]:
    """Cell, product, kind, value, unit, first day, last day, note; an open end is empty."""
    days = (d.isoformat() if d else "" for d in (fact.valid_from, fact.valid_to))
    return (fact.source.locator, fact.product, fact.field, fact.value, fact.unit, *days, fact.note)


def card_beside(path: Path, top: Path) -> Brand | None:
    """The brand on the nearest `brand.yaml` from the file's folder up to `top`."""
    for folder in path.parents:
        card = folder / "brand.yaml"
        if card.is_file():
            return read_brand_card(card.name, card.read_text("utf-8"))
        if folder == top:
            return None
    return None


if __name__ == "__main__":
    main()
