"""Reads .csv: one grid, with the delimiter found by looking, and addresses as a spreadsheet would give them."""

import csv
import io

from copilot.errors import UnreadableFile
from copilot.knowledge.reading.blocks import Cell, Grid
from copilot.knowledge.reading.limits import Limits
from copilot.knowledge.reading.spreadsheet import letters


def read_delimited(name: str, text: str, limits: Limits) -> list[Grid]:
    """The file as one grid. Raises `UnreadableFile`."""
    csv.field_size_limit(1_000_000)
    lines = text.split("\n", 1)
    if lines[0].lower().startswith("sep=") and len(lines) > 1:
        text = lines[1]
    cells: dict[tuple[int, int], Cell] = {}
    for row, fields in enumerate(csv.reader(io.StringIO(text), delimiter=_delimiter(text))):
        for column, field in enumerate(fields):
            if shown := field.strip().strip("\t"):
                cells[row, column] = Cell(shown, f"{letters(column)}{row + 1}", (row, column))
        if len(cells) > limits.cells:
            raise UnreadableFile(name, "file_too_large", f"more than {limits.cells} cells")
    return [Grid(cells)]


def _delimiter(text: str) -> str:
    """The sign that cuts the first lines into the most, and the same number of, fields."""
    sample = [line for line in text.split("\n")[:30] if line.strip()]
    best, best_score = ",", 0.0
    for sign in (",", "\t", ";", "|", "，"):
        counts = [len(next(csv.reader([line], delimiter=sign), [])) - 1 for line in sample]
        if not counts or max(counts) == 0:
            continue
        common = max(set(counts), key=counts.count)
        score = common * counts.count(common) / len(counts)
        if common and score > best_score:
            best, best_score = sign, score
    return best
