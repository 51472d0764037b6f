"""Joins the lines of a PDF's pages to paragraphs under headings, without running heads, feet and page numbers."""

import re
from collections import Counter

from copilot.knowledge.reading.blocks import Block, Cell, Grid, Prose
from copilot.knowledge.reading.outline import Outline
from copilot.knowledge.reading.pdf_lines import Line

_PAGE_NUMBER = re.compile(
    r"[-—–\s第]*\d{1,4}\s*[页/]?[-—–\s\d页共/]*|(?:page|p\.)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)


def joined(pages: list[list[Line | Grid]]) -> list[Block]:
    sizes = Counter(round(x.size, 1) for page in pages for x in page if isinstance(x, Line) for _ in x.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    running = _running_lines(pages, body)
    words = _words_within_lines(pages)
    outline = Outline()
    blocks: list[Block] = []
    open_lines: list[Line] = []

    def close() -> None:
        if open_lines:
            text = _paragraph(open_lines, words)
            first, last = open_lines[0].page, open_lines[-1].page
            blocks.append(Prose(text, f"p.{first}" if first == last else f"p.{first}-{last}", outline.path))
            open_lines.clear()

    for page in pages:
        for item in page:
            if isinstance(item, Grid):
                close()
                _add_grid(blocks, item, outline)
                continue
            if id(item) in running:
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


def _running_lines(pages: list[list[Line | Grid]], body: float) -> set[int]:
    """The ids of running heads, feet and page numbers: lines at the edges of pages that stand on many of them.

    A line that counts with the pages (`第 3 页`) must be no larger than the body: chapters are numbered, too.
    """
    edges = [[x for x in page if isinstance(x, Line)] for page in pages]
    edges = [lines[:2] + [x for x in lines[-2:] if not any(x is y for y in lines[:2])] for lines in edges]
    at: dict[str, list[int]] = {}
    for number, lines in enumerate(edges):
        for mark in {mark for line in lines for mark in _marks(line, body)}:
            at.setdefault(mark, []).append(number)
    repeated = {mark for mark, on in at.items() if len(on) > 2 and (len(on) * 2 > len(pages) or _is_near_itself(on))}
    return {
        id(line)
        for lines in edges
        for line in lines
        if _PAGE_NUMBER.fullmatch(line.text) or not repeated.isdisjoint(_marks(line, body))
    }


def _marks(line: Line, body: float) -> set[str]:
    """How a running line would be known again: by its words and height on the page, where it is not large."""
    place = f"{round(line.top / 4)} "
    if line.size > body * 1.05:
        return {place + line.text}
    counting = {
        place + line.text[: m.start()] + f"#{int(m[0]) - line.page}" + line.text[m.end() :]
        for m in re.finditer(r"\d{1,4}", line.text)
    }
    return {place + line.text, *counting}


def _is_near_itself(pages: list[int]) -> bool:
    """Whether some five pages in a row have it on three: the head of a chapter, or of every other page."""
    return any(last - first <= 5 for first, last in zip(pages, pages[2:], strict=False))


def _words_within_lines(pages: list[list[Line | Grid]]) -> set[str]:
    """English words that stand within lines, hyphens kept: they tell which hyphens at line ends belong to a word."""
    texts = (x.text for page in pages for x in page if isinstance(x, Line))
    return {w.casefold() for text in texts for w in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)+(?=\W)", text)}


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


def _paragraph(lines: list[Line], words: set[str]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        chinese = re.search(r"[\u2e80-\u9fff\uff00-\uffef，。、；：]$", text) or re.match(
            r"[\u2e80-\u9fff，。、；：]", line.text
        )
        cut = re.search(r"([A-Za-z]+)-$", text)
        rest = re.match(r"[a-z]+", line.text)
        if cut and rest:
            own = f"{cut[1]}-{rest[0]}".casefold() in words
            text = (text if own else text[:-1]) + line.text
        else:
            text += ("" if chinese else " ") + line.text
    return text
