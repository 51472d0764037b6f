"""Finds the tables inside a region: titles, header rows, sections, notes and records."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from copilot.domain.correction import RowCorrection, RowKind
from copilot.knowledge.reading.amounts import is_number
from copilot.knowledge.reading.blocks import Cell, Grid
from copilot.knowledge.reading.corrected_rows import RowFate, rows_said
from copilot.knowledge.reading.header_rows import (
    header_paths,
    heads_groups,
    heads_key_and_sizes,
    heads_packs,
    heads_products,
    heads_sizes,
    is_header_soon,
)
from copilot.knowledge.reading.headers import Header, header_kind, is_unit, read_header
from copilot.knowledge.reading.lexicon import PRICES, Kind, fold, lexicon
from copilot.knowledge.reading.neighbours import seen_together
from copilot.knowledge.reading.periods import year_in
from copilot.knowledge.reading.regions import Region, Row, distinct, find_regions, known_headers

_LONGEST_SECTION = 24
_MOST_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True)
class Record:
    """One row under the headers; `cells[i]` belongs to column i. `section` is the last title between the rows."""

    cells: Row
    section: str = ""

    @property
    def filled(self) -> list[Cell]:
        return [c for c in self.cells if c is not None]


@dataclass(slots=True)
class Table:
    """Records under their headers. `titles` stood above the header, `notes` between the rows or below.

    `first_titles` are those of the first table in the same block, `read_headers` are the headers as they were read, `said` the ids of the corrections that changed a column since,
    and `rows` every row from the titles down, with what became of it.
    """

    headers: tuple[Header, ...]
    records: list[Record] = field(default_factory=list)
    titles: list[Cell] = field(default_factory=list)
    notes: list[Cell] = field(default_factory=list)
    header_text: tuple[str, ...] = ()
    first_titles: Sequence[Cell] = ()
    read_headers: tuple[Header, ...] = ()
    said: dict[int, str] = field(default_factory=dict)
    rows: list[RowFate] = field(default_factory=list)

    def columns(self, *kinds: Kind) -> list[int]:
        """Indexes of the columns of these kinds, left to right."""
        return [i for i, h in enumerate(self.headers) if h.kind in kinds]


def find_tables(grid: Grid, today: date, said: Sequence[RowCorrection] = ()) -> list[Table]:
    """The tables of a grid in reading order. Text around them is kept as titles and notes.

    `said` is what a person said about its rows, which counts more than what they look like.
    """
    tables: list[Table] = []
    for region in find_regions(grid):
        tables += _Walk(region, today, year_in(grid.title), said).tables()
    return tables


class _Walk:
    """Goes down the rows of one region and opens a new table at each header."""

    def __init__(self, region: Region, today: date, year: int | None, said: Sequence[RowCorrection]) -> None:
        self._rows = region.rows
        self._said = rows_said(region.rows, said)
        self._above: list[RowFate] = []
        self._notes: list[Cell] = []
        self._blank_before = region.blank_before
        self._today = today
        self._year = year
        self._loose: list[Cell] = []
        self._section = ""
        self._tables: list[Table] = []

    def tables(self) -> list[Table]:
        i = 0
        while i < len(self._rows):
            cells = distinct(self._rows[i])
            if i in self._said:
                i = self._as_said(i, cells)
            elif self._opens_table(i, cells):
                i = self._open(i)
            elif len(cells) == 1 and (len(self._rows[i]) > 1 or not self._tables):
                self._lone(i, cells[0])
                i += 1
            else:
                self._record(i, cells)
                i += 1
        self._close_loose()
        return self._tables

    def _as_said(self, i: int, cells: list[Cell]) -> int:
        kind = self._said[i].kind
        if kind is RowKind.HEADER:
            return self._open(i)
        if kind is RowKind.PRODUCT:
            self._keep(i)
        elif kind is RowKind.NOTE:
            (self._tables[-1].notes if self._tables else self._notes).extend(cells)
        self._became(kind, i)
        return i + 1

    def _became(self, kind: RowKind, *rows: int) -> None:
        fates = [RowFate(kind, self._rows[i], self._said[i].id if i in self._said else "") for i in rows]
        above = kind is RowKind.TITLE or not self._tables
        (self._above if above else self._tables[-1].rows).extend(fates)

    def _opens_table(self, i: int, cells: list[Cell]) -> bool:
        if len(cells) < 2 and len(self._rows[i]) > 1:
            return False
        soon = (distinct(row) for row in self._rows[i + 1 : i + 3])
        below = next((row for row in soon if len(row) > 1), [])
        if any(is_number(c.text) for c in cells):
            return heads_sizes(cells, below) and not self._in_rows(i)
        if heads_packs(cells) and not self._in_rows(i):
            return True
        known = known_headers(cells)
        if known >= 2 and known * 2 >= len(cells):
            among = self._in_rows(i) and not (heads_products(cells) or self._heads_first_prices(cells))
            return not self._repeats(cells) and not among
        if i + 1 < len(self._rows) and heads_groups(self._rows[i], self._rows[i + 1]) and not self._in_rows(i):
            return True
        first = not self._tables or bool(self._loose)
        followed = i + 1 < len(self._rows)
        if known and first and followed and all(len(c.text) <= 40 for c in cells):
            return True
        return not self._tables and followed and self._looks_like_header(i, cells)

    def _in_rows(self, i: int) -> bool:
        """Whether row `i` follows other rows of an open table, without a blank row or a title between."""
        return bool(self._tables) and not self._loose and i not in self._blank_before

    def _heads_first_prices(self, cells: list[Cell]) -> bool:
        """Whether columns of prices are named below rows that stand under no header (`系列：暮云 | 克重：320g`)."""
        return not self._tables[-1].headers and any(header_kind(c.text) in PRICES for c in cells)

    def _looks_like_header(self, i: int, cells: list[Cell]) -> bool:
        """Short different words over every column, above rows that are longer or hold numbers."""
        texts = [c.text for c in cells]
        below = distinct(self._rows[i + 1])
        amounts = sum(1 for c in below if is_number(c.text))
        longest = 40 if amounts * 2 >= len(below) else 16
        if (
            len(set(texts)) < len(texts)
            or any(len(t) > longest or "\n" in t for t in texts)
            or len(texts) < len(self._rows[i])
        ):
            return False
        longer = sum(len(c.text) for c in below) > 1.5 * sum(map(len, texts))
        return len(below) > 1 and (longer or any(is_number(c.text) for c in below))

    def _repeats(self, cells: list[Cell]) -> bool:
        """Whether this is the header of the open table again, as on each page of a print-out."""
        return bool(self._tables) and {fold(c.text) for c in cells} <= set(self._tables[-1].header_text)

    def _open(self, i: int) -> int:
        end = i + 1
        while end < len(self._rows) and end - i < _MOST_HEADER_ROWS and self._continues_header(end):
            end += 1
        block = self._rows[i:end]
        above = header_paths(block)
        year = self._year or next((y for c in self._loose if (y := year_in(c.text))), None)
        headers = seen_together([read_header(p, self._today, year) for p in above])
        words = tuple(dict.fromkeys(fold(c.text) for row in block for c in distinct(row)))
        self._begin(Table(headers, header_text=words, read_headers=headers))
        self._became(RowKind.HEADER, *range(i, end))
        self._section = ""
        return end

    def _begin(self, table: Table) -> None:
        """Open `table` below the loose cells, which become its titles."""
        table.titles, table.notes, table.rows = self._loose, self._notes, self._above
        self._loose, self._notes, self._above = [], [], []
        self._tables.append(table)
        table.first_titles = self._tables[0].titles

    def _continues_header(self, i: int) -> bool:
        if i in self._said:
            return self._said[i].kind is RowKind.HEADER
        cells, above = distinct(self._rows[i]), self._rows[i - 1]
        fresh = [c for c in cells if not any(c.origin == a.origin for a in distinct(above))]
        reaches_down = self._rows[i][0] is not None and self._rows[i][0] not in fresh
        numbers = any(is_number(c.text) for c in fresh) and not reaches_down and not heads_key_and_sizes(cells)
        if not fresh or numbers or any(len(c.text) > 40 for c in fresh) or i in self._blank_before:
            return False
        if len(fresh) < len(cells):  # some header cells reach down into this row
            return True
        spans = [c for c in distinct(above) if sum(1 for a in above if a and a.origin == c.origin) > 1]
        if spans and len(cells) > 1:
            return known_headers(fresh) > 0 or len(fresh) < len([a for a in above if a])
        holes = [n for n, a in enumerate(above) if a is None and self._rows[i][n] is not None]
        if all(is_unit(c.text) for c in fresh):
            return True
        return bool(holes) and known_headers(fresh) > 0 and any(b is None for b in self._rows[i])

    def _lone(self, i: int, cell: Cell) -> None:
        """A row with one cell: a title before a header, a section between rows, a note, or a product without values."""
        above = self._rows[i - 1] if i else []
        if any(a is not None and a.origin == cell.origin for a in above):
            return  # the lower part of a merged area
        table = self._tables[-1] if self._tables else None
        if table and table.records and i not in self._blank_before and lexicon().footnotes.match(fold(cell.text)):
            table.notes.append(cell)
            self._became(RowKind.NOTE, i)
            return
        if table is None or not table.headers or is_header_soon(self._rows, i):
            self._loose.append(cell)
            self._became(RowKind.TITLE, i)
            return
        if len(cell.text) > _LONGEST_SECTION or lexicon().notes.search(fold(cell.text)) or i + 1 == len(self._rows):
            table.notes.append(cell)
            self._became(RowKind.NOTE, i)
            return
        self._section = cell.text.strip(" -—–=_*▲★●·~")
        self._became(RowKind.SECTION, i)

    def _record(self, i: int, cells: list[Cell]) -> None:
        if not cells or lexicon().totals.fullmatch(fold(cells[0].text)) or self._repeats(cells):
            self._became(RowKind.SKIPPED, i)
            return
        self._keep(i)
        self._became(RowKind.PRODUCT, i)

    def _keep(self, i: int) -> None:
        if not self._tables:
            self._begin(Table(()))
        table = self._tables[-1]
        row = [None if c is None or lexicon().is_blank(c.text) else c for c in self._rows[i]]
        table.records.append(Record(self._filled(row, table), self._section))

    def _filled(self, row: Row, table: Table) -> Row:
        """The row with `同上` and an empty product cell filled from the row above."""
        if not table.records or not table.headers:
            return row
        previous = table.records[-1].cells
        keys = set(table.columns(Kind.PRODUCT)[:1])
        return [
            previous[n]
            if c is None and n in keys
            else _same_as(previous[n], c)
            if c is not None and fold(c.text) in lexicon().ditto
            else c
            for n, c in enumerate(row)
        ]

    def _close_loose(self) -> None:
        if not self._tables and (self._loose or self._notes):
            self._tables.append(Table(()))
        if self._tables:
            self._tables[-1].notes += [*self._notes, *self._loose]
            self._tables[-1].rows += self._above


def _same_as(above: Cell | None, cell: Cell) -> Cell | None:
    return replace(cell, text=above.text, unit=above.unit) if above else None
