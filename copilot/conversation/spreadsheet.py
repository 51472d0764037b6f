"""Rows copied out of a spreadsheet or a CSV file: which column is the time, the name and the text."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.conversation.clocks import WHOLE_CLOCK
from copilot.conversation.tables import is_role_label, pasting

_SEPARATORS = (",", ";", "|")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class ChatRow:
    """One row of a chat table; `at` and `name` are empty when there is no such column."""

    name: str
    text: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns hold what."""

    text: int
    name: int | None
    clocks: tuple[int, ...]


def read_rows(text: str) -> list[ChatRow]:
    """The rows of a table of a chat; empty when `text` is none.

    Tabs make a table. Commas and the like make one only with a heading, or with a column of times or of roles beside
    others: people write commas.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and sum("\t" in line for line in lines) * 2 > len(lines):
        return _read(_cells(text))
    for separator in _SEPARATORS:
        if lines and all(separator in line for line in lines[:1]) and len(lines) > 1:
            rows = list(csv.reader(text.strip().splitlines(keepends=True), delimiter=separator, skipinitialspace=True))
            if _is_table([row for row in rows if row]):
                return _read(rows)
    return []


def _read(cells: Sequence[Sequence[str]]) -> list[ChatRow]:
    rows = [[cell.strip() for cell in row] for row in cells]
    rows = [row for row in rows if sum(map(bool, row)) >= 2]
    if not rows:
        return []
    headed = _is_heading(rows[0])
    body = rows[1:] if headed else rows
    columns = (_by_heading(rows[0]) if headed else None) or _by_content(body)
    return _assign(body, columns) if columns else []


def _cells(text: str) -> list[list[str]]:
    # Only cells that hold a line break are quoted by spreadsheets; elsewhere a quote is a quote.
    if '\t"' in text or text.startswith('"'):
        return list(csv.reader(text.splitlines(keepends=True), delimiter="\t"))
    return [line.split("\t") for line in text.splitlines()]


def _is_heading(row: Sequence[str]) -> bool:
    known = pasting().table_headings
    return sum(any(cell.casefold().strip() in words for words in known.values()) for cell in row) >= 2


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    if _is_heading(rows[0]):
        return True
    width = len(rows[0])
    if len({len(row) for row in rows}) > 1 or width < 2:
        return False
    columns = [[row[i].strip() for row in rows] for i in range(width)]
    timed = width > 2 and any(_share_of_clocks(column) == 1 for column in columns)
    return timed or any(all(map(is_role_label, column)) for column in columns)


def _by_heading(heading: Sequence[str]) -> _Columns | None:
    """The columns by their names; None where none is called a text."""
    known = pasting().table_headings
    plain = [cell.casefold().strip() for cell in heading]
    found = {kind: [i for i, cell in enumerate(plain) if cell in words] for kind, words in known.items()}
    if not found["text"]:
        return None
    return _Columns(found["text"][0], next(iter(found["name"]), None), tuple(found["time"]))


def _by_content(rows: Sequence[Sequence[str]]) -> _Columns | None:
    width = max((len(row) for row in rows), default=0)
    columns = [[row[i] if i < len(row) else "" for row in rows] for i in range(width)]
    clocks = tuple(i for i in range(width) if _share_of_clocks(columns[i]) > 0.5)
    others = [i for i in range(width) if i not in clocks and any(columns[i])]
    if not others:
        return None
    text = max(others, key=lambda i: sum(map(len, columns[i])))
    names = [i for i in others if i != text and max(map(len, columns[i])) <= _LONGEST_NAME]
    return _Columns(text, min(names, key=lambda i: len(set(columns[i])), default=None), clocks)


def _assign(rows: Sequence[Sequence[str]], columns: _Columns) -> list[ChatRow]:
    def cell(row: Sequence[str], i: int) -> str:
        return row[i] if i < len(row) else ""

    return [
        ChatRow(
            name="" if columns.name is None else cell(row, columns.name),
            text=cell(row, columns.text),
            at=" ".join(cell(row, i) for i in columns.clocks if cell(row, i)),
        )
        for row in rows
    ]


def _share_of_clocks(cells: Sequence[str]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(bool(WHOLE_CLOCK.match(cell)) for cell in filled) / len(filled) if filled else 0.0
