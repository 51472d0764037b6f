"""Reads .md and .txt: headings, paragraphs, lists and pipe tables, each with its lines."""

import re

from copilot.knowledge.reading.blocks import Block, Cell, Grid, Prose
from copilot.knowledge.reading.outline import Outline

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_ROW = re.compile(r"^\s*\|?(?:[^|]*\|)+[^|]*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_LINE_RULE = re.compile(r"^\s*([-*_=—─~])(?:\s*\1){2,}\s*$")
_LONGEST_LINE = 5000
_LIST = re.compile(r"^\s*(?:[-*+•·]|\d{1,2}[.)、])\s+")


def read_markdown(text: str) -> list[Block]:
    """Blocks of a markdown text. Front matter is skipped, fenced blocks are kept as they are."""
    return _Lines(text.split("\n"), marked=True).blocks()


def read_plain(text: str) -> list[Block]:
    """Blocks of a plain text, whose headings are short numbered or bracketed lines."""
    return _Lines(text.split("\n"), marked=False).blocks()


class _Lines:
    def __init__(self, lines: list[str], *, marked: bool) -> None:
        self._lines, self._marked = lines, marked
        self._blocks: list[Block] = []
        self._outline = Outline()
        self._open: list[str] = []
        self._start = 0

    def blocks(self) -> list[Block]:
        i = self._after_front_matter()
        fenced = False
        while i < len(self._lines):
            line = self._lines[i]
            if self._marked and line.lstrip().startswith(("```", "~~~")):
                fenced = not fenced
            elif fenced:
                self._add(i, line)
            elif self._is_table(i):
                i = self._table(i)
                continue
            else:
                self._line(i, line)
            i += 1
        self._close()
        return self._blocks

    def _line(self, i: int, line: str) -> None:
        heading = _HEADING.match(line) if self._marked else None
        if heading:
            self._close()
            self._outline.enter(len(heading[1]), clean(heading[2]))
        elif not self._marked and self._outline.reads_like_heading(line, self._stands_alone(i)):
            self._close()
            self._outline.enter_numbered(line)
        elif not line.strip() or _LINE_RULE.match(line):
            self._close()
        else:
            if _LIST.match(line) and self._open and not _LIST.match(self._lines[i - 1]):
                self._close()
            self._add(i, line)

    def _stands_alone(self, i: int) -> bool:
        return i == 0 or not self._lines[i - 1].strip()

    def _add(self, i: int, line: str) -> None:
        if not self._open:
            self._start = i
        self._open.append(clean(line) if self._marked else line.strip())

    def _close(self) -> None:
        text = "\n".join(t for t in self._open if t)
        if text:
            first, last = self._start + 1, self._start + len(self._open)
            locator = f"L{first}" if first == last else f"L{first}-{last}"
            self._blocks.append(Prose(text, locator, self._outline.path))
        self._open = []

    def _after_front_matter(self) -> int:
        if self._marked and self._lines[0].strip() == "---":
            end = next((n for n, line in enumerate(self._lines[1:60], 1) if line.strip() == "---"), 0)
            return end + 1 if end else 0
        return 0

    def _is_table(self, i: int) -> bool:
        return bool(
            "|" in self._lines[i]
            and i + 1 < len(self._lines)
            and _ROW.match(self._lines[i])
            and _RULE.match(self._lines[i + 1])
            and "|" in self._lines[i + 1]
        )

    def _table(self, i: int) -> int:
        self._close()
        cells: dict[tuple[int, int], Cell] = {}
        row = 0
        while i < len(self._lines) and "|" in self._lines[i]:
            if not _RULE.match(self._lines[i]):
                parts = re.split(r"(?<!\\)\|", self._lines[i].strip().strip("|"))
                for column, part in enumerate(parts[:200]):
                    if text := clean(part):
                        cells[row, column] = Cell(text, f"L{i + 1}", (row, column))
                row += 1
            i += 1
        self._blocks.append(Grid(cells, headings=self._outline.path))
        return i


def clean(line: str) -> str:
    """A line without markdown's marks: emphasis, links, images, quotes, list bullets."""
    if len(line) > _LONGEST_LINE:
        return line.strip()  # nobody writes marks in a line like this; patterns would take minutes over it
    line = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(
        r"\[([^\]]{1,300}+)\]\(([^)\s]{1,1000}+)[^)]{0,200}+\)",
        lambda m: m[1] if m[1] == m[2] else f"{m[1]}（{m[2]}）",
        line,
    )
    line = re.sub(r"(\*\*|__|~~|`)(.+?)\1", r"\2", line)
    line = re.sub(r"(?<![\w*])[*_]([^*_\s][^*_]*)[*_](?![\w*])", r"\1", line)
    line = re.sub(r"^\s*>+\s?", "", line)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|])", r"\1", line.replace("<br>", " ").replace("<br/>", " ")).strip()
