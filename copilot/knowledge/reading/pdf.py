"""Reads .pdf: lines joined to paragraphs, headings by size, ruled tables, two columns; each with its page."""

import io
import re
from collections import Counter
from typing import Any

from copilot.errors import UnreadableFile
from copilot.knowledge.reading.blocks import Block, Cell, Grid, Prose
from copilot.knowledge.reading.limits import Limits
from copilot.knowledge.reading.outline import Outline
from copilot.knowledge.reading.pdf_lines import Line, page_lines


def read_pdf(name: str, content: bytes, limits: Limits) -> list[Block]:
    """Blocks of a PDF. Raises `UnreadableFile`: `file_encrypted`, `file_scanned` for pages without text."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    if b"%PDF" not in content[:1024]:
        raise UnreadableFile(name, "file_foreign", "not a PDF")
    try:
        document = pdfplumber.open(io.BytesIO(content))
    except (PdfminerException, PDFEncryptionError, PDFPasswordIncorrect) as error:
        inner = error.args[0] if error.args else error
        encrypted = isinstance(inner, PDFEncryptionError | PDFPasswordIncorrect) or isinstance(
            error, PDFEncryptionError | PDFPasswordIncorrect
        )
        code = "file_encrypted" if encrypted else "file_broken"
        raise UnreadableFile(name, code, f"{type(inner).__name__}: {inner}"[:200]) from error
    with document:
        if len(document.pages) > limits.pages:
            raise UnreadableFile(name, "file_too_large", f"more than {limits.pages} pages")
        pages = [_page(page) for page in document.pages]
    if not any(pages):
        raise UnreadableFile(name, "file_scanned", "pages without text")
    return _joined(pages)


def _page(page: Any) -> list[Line | Grid]:
    """Lines and tables of one page from top to bottom. The page's memory is given back afterwards."""
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
    items += [(line.top, line) for line in page_lines(outside, number)]
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


def _joined(pages: list[list[Line | Grid]]) -> list[Block]:
    repeated = _repeated(pages)
    sizes = Counter(round(x.size, 1) for page in pages for x in page if isinstance(x, Line) for _ in x.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    outline = Outline()
    blocks: list[Block] = []
    open_lines: list[Line] = []

    def close() -> None:
        if open_lines:
            text = _paragraph(open_lines)
            first, last = open_lines[0].page, open_lines[-1].page
            blocks.append(Prose(text, f"p.{first}" if first == last else f"p.{first}-{last}", outline.path))
            open_lines.clear()

    for page in pages:
        for item in page:
            if isinstance(item, Grid):
                close()
                _add_grid(blocks, item, outline)
                continue
            at_edge = any(item is x for x in (*page[:2], *page[-2:]))
            if (at_edge and _mark(item) in repeated) or re.fullmatch(
                r"[-—\s第]*\d{1,4}\s*[页/]?[-—\s\d页共]*", item.text
            ):
                continue
            if _is_heading(item, body):
                close()
                outline.enter(*_heading(item, body))
                continue
            if open_lines and not _goes_on(open_lines[-1], item):
                close()
            open_lines.append(item)
    close()
    return blocks


def _add_grid(blocks: list[Block], grid: Grid, outline: Outline) -> None:
    """Add a table, or join it to the one before when it only continues it on the next page."""
    last = blocks[-1] if blocks else None
    columns = max(c for _, c in grid.cells)
    if isinstance(last, Grid) and last.headings == outline.path and max(c for _, c in last.cells) == columns:
        pages = {g.cells[min(g.cells)].locator.split(" ")[0] for g in (last, grid)}
        if len(pages) == 2:
            below = max(r for r, _ in last.cells) + 1
            moved = {
                (r + below, c): Cell(x.text, x.locator, (x.origin[0] + below, x.origin[1]), x.unit)
                for (r, c), x in grid.cells.items()
            }
            blocks[-1] = Grid(last.cells | moved, headings=outline.path)
            return
    blocks.append(Grid(grid.cells, headings=outline.path))


def _repeated(pages: list[list[Line | Grid]]) -> set[str]:
    """Running heads and feet: the first and last lines that stand on most pages."""
    if len(pages) < 3:
        return set()
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [x for x in page if isinstance(x, Line)]
        counts.update({_mark(x) for x in (*lines[:2], *lines[-2:])})
    return {mark for mark, n in counts.items() if n * 2 > len(pages) and n > 2}


def _mark(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _is_heading(line: Line, body: float) -> bool:
    if len(line.text) > 40 or re.search(r"[。；，,;]$", line.text):
        return False
    larger = line.size > body * 1.12
    return (
        larger
        or (line.bold and len(line.text) <= 24 and ":" not in line.text and "：" not in line.text)
        or (Outline.reads_like_heading(line.text, stands_alone=True) and line.gap > line.size * 0.4)
    )


def _heading(line: Line, body: float) -> tuple[int, str]:
    """Level by size: much larger is higher."""
    ratio = line.size / body
    level = 1 if ratio > 1.6 else 2 if ratio > 1.3 else 3 if ratio > 1.12 else 4
    return level, re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", line.text)


def _goes_on(last: Line, line: Line) -> bool:
    """Whether `line` continues the paragraph that `last` belongs to."""
    if re.match(r"\s*([•·●▪◆\-*]|\d{1,2}[.、)]|[(（][一二三四五六七八九十\d]+[)）])", line.text):
        return False
    if re.match(r"^[^:：]{1,12}[:：]\s*\S", line.text) or (
        re.match(r"^[^:：]{1,12}[:：]", last.text) and len(last.text) < 60
    ):
        return False
    if line.page != last.page or line.column != last.column:
        return not re.search(r"[。！？.!?：:]\s*$", last.text) and last.fills_width
    return last.fills_width and line.gap < line.size * 0.95


def _paragraph(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        chinese = re.search(r"[\u2e80-\u9fff\uff00-\uffef，。、；：]$", text) or re.match(
            r"[\u2e80-\u9fff，。、；：]", line.text
        )
        hyphen = re.search(r"[a-z]-$", text)
        text = text[:-1] + line.text if hyphen else text + ("" if chinese else " ") + line.text
    return text
