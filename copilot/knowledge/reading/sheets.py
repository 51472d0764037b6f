"""Reads a file as plain sheets: rows of text, nothing understood. For lists of people, which are no knowledge."""

from copilot.domain.sheet import Sheet, SheetRow
from copilot.errors import UnreadableFile
from copilot.knowledge.reading.blocks import Grid
from copilot.knowledge.reading.formats import Format
from copilot.knowledge.reading.limits import DEFAULT_LIMITS, Limits
from copilot.knowledge.reading.reader import opened_blocks

_TABLES = frozenset({Format.SPREADSHEET, Format.DELIMITED, Format.HTML})


def read_sheets(
    name: str, content: bytes, limits: Limits = DEFAULT_LIMITS, *, keep_lines: bool = False
) -> tuple[Sheet, ...]:
    """The sheets of a spreadsheet, or the one of delimited text; with `keep_lines`, texts in cells keep their line breaks.
    Raises `UnreadableFile`, `MemoryError`."""
    kind, blocks = opened_blocks(name, content, "", limits)
    sheets = tuple(_sheet(block, keep_lines) for block in blocks if isinstance(block, Grid) and block.cells)
    if kind not in _TABLES:
        raise UnreadableFile(name, "file_foreign", "not a spreadsheet")
    if not sheets:
        raise UnreadableFile(name, "file_empty", "no rows in it")
    return sheets


def _sheet(grid: Grid, keep_lines: bool) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in grid.cells.items():
        rows.setdefault(row, {})[column] = _lines(cell.text) if keep_lines else " ".join(cell.text.split())
    width = 1 + max(column for cells in rows.values() for column in cells)
    return Sheet(
        grid.title,
        tuple(SheetRow(n + 1, tuple(cells.get(c, "") for c in range(width))) for n, cells in sorted(rows.items())),
    )


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
