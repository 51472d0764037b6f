"""The ruled tables of a PDF page and the lines around them, by pdfplumber."""

import re
from typing import Any

from copilot.knowledge.reading.blocks import Cell, Grid
from copilot.knowledge.reading.pdf_lines import Line, page_lines


def lines_and_tables(page: Any) -> list[Line | Grid]:
    """Lines and tables of a pdfplumber page from top to bottom. The page's memory is given back afterwards."""
    number = page.page_number
    tables = [t for t in page.find_tables() if len(t.rows) > 1 and t.bbox[3] - t.bbox[1] > 8] if _is_ruled(page) else []
    items: list[tuple[float, Line | Grid]] = []
    outside = page
    for index, table in enumerate(tables, start=1):
        grid = _grid(table, number, index)
        if grid:
            items.append((table.bbox[1], grid))
            box = table.bbox
            outside = outside.filter(lambda o, box=box: not _inside(o, box))
    words = outside.extract_words(extra_attrs=["size", "fontname"], keep_blank_chars=False, use_text_flow=False)
    items += [(line.top, line) for line in page_lines(words, number)]
    page.close()
    if any(line.column for _, line in items if isinstance(line, Line)):
        return [item for _, item in items]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _is_ruled(page: Any) -> bool:
    return len(page.lines) + len(page.rects) + len(page.curves) >= 3


def _inside(thing: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _grid(table: Any, page: int, index: int) -> Grid | None:
    cells: dict[tuple[int, int], Cell] = {}
    rows = table.extract()
    if not rows or max(len(r) for r in rows) < 2:
        return None
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            locator = f"p.{page} table {index} row {r + 1}"
            origin = (r, c)
            if text is None:  # covered by a merged cell on the left or above
                left, above = cells.get((r, c - 1)), cells.get((r - 1, c))
                covering = left if left and left.origin[0] == r and _spans(table, r, c - 1) else above
                if covering is None:
                    continue
                text, origin = covering.text, covering.origin
            joined = _join_wrapped(text)
            if joined:
                cells[r, c] = Cell(joined, locator, origin)
    return Grid(cells) if cells else None


def _spans(table: Any, row: int, column: int) -> bool:
    """Whether the cell at `row`, `column` is wider than its column, so that the next one is part of it."""
    cells = table.rows[row].cells
    own = cells[column] if column < len(cells) else None
    widths = [r.cells[column][2] for r in table.rows if column < len(r.cells) and r.cells[column]]
    return own is None or (bool(widths) and own[2] > min(widths) + 1)


def _join_wrapped(text: str) -> str:
    """Cell text without the line breaks that only its width made."""
    return re.sub(r"(?<=[\u2e80-\u9fff，、；：）])\n|\n(?=[\u2e80-\u9fff，、；：）])", "", text.strip()).replace(
        "\n", " "
    )
