"""What a format reader hands on: stretches of prose and grids of cells, each knowing where it stood."""

import re
from dataclasses import dataclass
from enum import StrEnum


class ProseKind(StrEnum):
    """How a stretch of prose came about."""

    TEXT = "text"
    EXCHANGE = "exchange"
    """A customer's words and what was answered, from a pasted chat: never a source of facts."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, list item or exchange. `headings` is the path from the document's title down."""

    text: str
    locator: str
    headings: tuple[str, ...] = ()
    kind: ProseKind = ProseKind.TEXT


Position = tuple[int, int]
"""Row and column of a cell, both from 0."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a person sees it. Cells of a merged area share text and `origin`, the area's first position."""

    text: str
    locator: str
    origin: Position
    unit: str = ""
    """What the number format shows beside the number: `¥`, `元/盒`, `%`."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet or table. Positions without content are absent from `cells`."""

    cells: dict[Position, Cell]
    title: str = ""
    headings: tuple[str, ...] = ()


Block = Prose | Grid


def row_locator(cells: list[Cell]) -> str:
    """The place of a row: `价格表!A5:H5` for cells with addresses, `table 2 row 1-8` for cells of several rows."""
    first, last = cells[0].locator, cells[-1].locator
    if first == last:
        return first
    begin, end = re.search(r"\d+$", first), re.search(r"\d+$", last)
    if " row " in first and begin and end:
        low, high = sorted((int(begin[0]), int(end[0])))
        return f"{first[: begin.start()]}{low}-{high}"
    return f"{first}:{last.rpartition('!')[2]}"
