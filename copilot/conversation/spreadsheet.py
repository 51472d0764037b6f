"""Rows copied out of a spreadsheet: which column is the time, the name and the text."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.conversation.clocks import WHOLE_CLOCK
from copilot.conversation.tables import pasting


@dataclass(frozen=True, slots=True)
class ChatRow:
    """One row of a chat table; `at` and `name` are empty when there is no such column."""

    name: str
    text: str
    at: str = ""


def read_rows(text: str) -> list[ChatRow]:
    """The rows of a tab-separated table; empty when `text` is not mostly one."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or sum("\t" in line for line in lines) * 2 <= len(lines):
        return []
    rows = [[cell.strip() for cell in row] for row in _cells(text)]
    rows = [row for row in rows if sum(map(bool, row)) >= 2]
    if rows and sum(cell.casefold() in pasting().table_headings for cell in rows[0]) >= 2:
        rows = rows[1:]
    return _assign(rows) if rows else []


def _cells(text: str) -> list[list[str]]:
    # Only cells that hold a line break are quoted by spreadsheets; elsewhere a quote is a quote.
    if '\t"' in text or text.startswith('"'):
        return list(csv.reader(text.splitlines(keepends=True), delimiter="\t"))
    return [line.split("\t") for line in text.splitlines()]


def _assign(rows: Sequence[Sequence[str]]) -> list[ChatRow]:
    width = max(len(row) for row in rows)
    columns = [[row[i] if i < len(row) else "" for row in rows] for i in range(width)]
    clocks = [i for i in range(width) if _share_of_clocks(columns[i]) > 0.5]
    others = [i for i in range(width) if i not in clocks and any(columns[i])]
    if not others:
        return []
    text = max(others, key=lambda i: sum(map(len, columns[i])))
    names = [i for i in others if i != text and max(map(len, columns[i])) <= 40]
    name = min(names, key=lambda i: len(set(columns[i])), default=None)
    return [
        ChatRow(
            name="" if name is None else columns[name][k],
            text=columns[text][k],
            at=" ".join(columns[i][k] for i in clocks if columns[i][k]),
        )
        for k in range(len(rows))
    ]


def _share_of_clocks(cells: Sequence[str]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(bool(WHOLE_CLOCK.match(cell)) for cell in filled) / len(filled) if filled else 0.0
