"""Reads .xlsx: every visible sheet as a grid of cells as a person sees them, merged areas filled."""

import io
import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

from copilot.errors import UnreadableFile
from copilot.knowledge.reading.amounts import is_number
from copilot.knowledge.reading.blocks import Cell, Grid, Position
from copilot.knowledge.reading.limits import Limits
from copilot.knowledge.reading.number_formats import CellStyle, is_struck, read_styles, shown
from copilot.knowledge.reading.package import Package, attribute, local

_MOST_FILLED = 200_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_spreadsheet(name: str, content: bytes, limits: Limits) -> list[Grid]:
    """One grid for each visible sheet with content. Raises `UnreadableFile`."""
    package = Package(name, content, "xl/workbook.xml", limits)
    workbook = package.tree("xl/workbook.xml")
    targets = package.targets("xl/workbook.xml")
    strings = _shared_strings(package)
    since_1904 = any(attribute(e, "date1904") in ("1", "true") for e in workbook.iter() if local(e.tag) == "workbookPr")
    styles = read_styles(package.tree("xl/styles.xml")) if "xl/styles.xml" in package.parts else []
    grids: list[Grid] = []
    budget = limits.cells
    for sheet in (e for e in workbook.iter() if local(e.tag) == "sheet"):
        part = targets.get(attribute(sheet, "id") or "", "")
        if attribute(sheet, "state") in ("hidden", "veryHidden") or part not in package.parts:
            continue  # what people hide from each other is not for customers
        reader = _Sheet(attribute(sheet, "name") or "", strings, styles, since_1904)
        cells = reader.read(package.read(part), budget, name)
        budget -= len(cells)
        if cells:
            grids.append(Grid(cells, title=reader.title))
    return grids


class _Sheet:
    """One sheet on its way from XML to cells."""

    def __init__(self, title: str, strings: list[str], styles: list[CellStyle], since_1904: bool) -> None:
        self.title = title
        self._strings, self._styles, self._since_1904 = strings, styles, since_1904
        self._hidden_columns: set[int] = set()
        self._hidden_rows: set[int] = set()
        self._struck: set[Position] = set()
        self._is_filtered = False
        self._merged: list[str] = []

    def read(self, content: bytes, budget: int, file_name: str) -> dict[Position, Cell]:
        cells: dict[Position, Cell] = {}
        row = -1
        column = -1
        for event, element in ElementTree.iterparse(io.BytesIO(content), events=("start", "end")):
            tag = local(element.tag)
            if event == "start":
                if tag == "row":
                    row, column = int(element.get("r", row + 2)) - 1, -1
                    if element.get("hidden") in ("1", "true"):
                        self._hidden_rows.add(row)
                continue
            if tag == "col" and element.get("hidden") in ("1", "true"):
                self._hidden_columns |= set(
                    range(int(element.get("min", 1)) - 1, min(int(element.get("max", 1)), 16384))
                )
            elif tag == "c":
                position = _position(element.get("r"), row, column + 1)
                column = position[1]
                cell = self._cell(element, position)
                if cell:
                    cells[position] = cell
                    if len(cells) > budget:
                        raise UnreadableFile(file_name, "file_too_large", "more cells than allowed")
            elif tag == "filterColumn":
                self._is_filtered = True
            elif tag == "mergeCell":
                self._merged.append(element.get("ref", ""))
            elif tag == "row":
                element.clear()
        self._fill_merged(cells)
        return self._shown(cells)

    def _shown(self, cells: dict[Position, Cell]) -> dict[Position, Cell]:
        """The cells that a person sees. A row that only a filter hides is one of the list; what is struck through no
        longer holds, but for an amount beside one that does: that is what it cost before."""
        hidden_rows = set() if self._is_filtered else self._hidden_rows
        seen = {p: c for p, c in cells.items() if p[0] not in hidden_rows and p[1] not in self._hidden_columns}
        struck = {p for p, c in seen.items() if c.origin in self._struck}
        gone = {p for row in {p[0] for p in struck} for p in _no_longer_valid(seen, struck, row)}
        return {p: c for p, c in seen.items() if p not in gone}

    def _cell(self, element: ElementTree.Element, position: Position) -> Cell | None:
        kind = element.get("t", "n")
        number = int(element.get("s", 0))
        style = self._styles[number] if number < len(self._styles) else None
        value = next((e.text or "" for e in element if local(e.tag) == "v"), "")
        if kind == "s":
            index = int(value or 0)
            text, unit = (self._strings[index] if 0 <= index < len(self._strings) else ""), ""
        elif kind == "inlineStr":
            text, unit = _rich_text(element), ""
        elif kind == "b":
            text, unit = ("TRUE" if value == "1" else "FALSE"), ""
        elif kind in ("str", "e", "d"):
            text, unit = value, ""
        else:
            text, unit = shown(value, style, self._since_1904)
        text = text.strip()
        if style and style.is_struck:
            self._struck.add(position)
        return Cell(text, f"{self.title}!{letters(position[1])}{position[0] + 1}", position, unit) if text else None

    def _fill_merged(self, cells: dict[Position, Cell]) -> None:
        """Give each cell of a merged area the text of its first; areas beyond the used part of the sheet are cut."""
        if not cells:
            return
        last_row, last_column = max(p[0] for p in cells), max(p[1] for p in cells)
        filled = 0
        for area in self._merged:
            ends = [_position(r, 0, 0) for r in area.split(":") if _REFERENCE.fullmatch(r)]
            first = cells.get(ends[0]) if len(ends) == 2 else None
            if not first:
                continue
            for position in _area(ends[0], (min(ends[1][0], last_row), min(ends[1][1], last_column))):
                filled += 1
                if filled > _MOST_FILLED:
                    return
                cells[position] = Cell(first.text, first.locator, first.origin, first.unit)


def _no_longer_valid(cells: dict[Position, Cell], struck: set[Position], row: int) -> set[Position]:
    """The struck cells of a row but those that say what a price was before the one on its right."""
    gone = {p for p in struck if p[0] == row}
    amounts = [p for p in cells if p[0] == row and is_number(cells[p].text)]
    valid = max((p[1] for p in amounts if p not in struck), default=-1)
    return gone if any(p not in amounts for p in gone) else {p for p in gone if p[1] > valid}


def _area(first: Position, last: Position) -> Iterator[Position]:
    for row in range(first[0], last[0] + 1):
        for column in range(first[1], last[1] + 1):
            yield row, column


def _shared_strings(package: Package) -> list[str]:
    part = "xl/sharedStrings.xml"
    if part not in package.parts:
        return []
    return [_rich_text(e) for e in package.tree(part) if local(e.tag) == "si"]


def _rich_text(element: ElementTree.Element) -> str:
    """The text of runs, without phonetic hints, and without what is struck through beside what is not."""
    parts: list[str] = []
    struck: list[str] = []
    for child in element:
        tag = local(child.tag)
        if tag == "t":
            parts.append(child.text or "")
        elif tag in ("r", "is"):
            crossed_out = any(local(e.tag) == "rPr" and is_struck(e) for e in child)
            (struck if crossed_out else parts).append(_rich_text(child))
    text = "".join(parts) if "".join(parts).strip() else "".join(struck)
    return text.replace("_x000D_", "")


def _position(reference: str | None, row: int, column: int) -> Position:
    found = _REFERENCE.fullmatch(reference or "")
    if not found:
        return row, column
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return int(found[2]) - 1, number - 1


@cache
def letters(column: int) -> str:
    """The letters of a column: 0 is `A`, 26 is `AA`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
