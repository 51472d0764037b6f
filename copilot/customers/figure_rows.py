"""A list of figures by period: its columns by their headers, and its rows as figures."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from copilot.customers.cells import number
from copilot.domain.customer_import import RowProblem
from copilot.domain.figure_import import MONEY_AT, FigureColumn, FigureUse
from copilot.domain.sheet import Sheet, SheetRow
from copilot.domain.wings import Counted, Cut, Origin, Period, Place
from copilot.yaml_text import read_yaml

ROWS_ABOVE = 10
SAMPLES = 3
MOST = 10**12
"""People or money that no cell goes beyond: more is a mistake of typing."""
ONCE = frozenset(FigureUse) - {FigureUse.NOTHING}
_SIGNS = re.compile(r"[\W_]+")
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?")

Days = Callable[[str], date | None]
Known = Callable[[FigureUse, str], str | None]
"""The id of the segment or audience a cell names; None where there is none."""


class FigureWords(BaseModel):
    """The file `figure_columns.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    uses: Mapping[FigureUse, tuple[str, ...]]
    everybody: frozenset[str]

    def use(self, header: str) -> FigureUse:
        """What a column with this header is for."""
        plain = _SIGNS.sub("", header).casefold()
        return next((use for use, words in self.uses.items() if any(w in plain for w in words)), FigureUse.NOTHING)


@cache
def figure_words() -> FigureWords:
    """Read the packaged file."""
    return FigureWords.model_validate(read_yaml((files(__package__) / "figure_columns.yaml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class FigureList:
    """The rows under the headers of one sheet."""

    title: str
    columns: tuple[FigureColumn, ...]
    rows: tuple[SheetRow, ...]


def find_figures(sheets: Sequence[Sheet], said: Mapping[int, FigureUse]) -> FigureList:
    """The list in the sheet with the most headers that are known, its columns as a person said where they did."""
    lists = [_list_in(sheet, said) for sheet in sheets]
    return max(lists, key=lambda one: sum(c.read_as is not FigureUse.NOTHING for c in one.columns))


def twice(columns: Sequence[FigureColumn]) -> FigureUse | None:
    """A use that two columns are given, where only one may have it."""
    uses = [column.use for column in columns if column.use in ONCE]
    return next((use for use in uses if uses.count(use) > 1), None)


def read_figures(listed: FigureList, days: Days, known: Known) -> tuple[tuple[Counted, ...], tuple[RowProblem, ...]]:
    """The figures of all rows, a later row in place of an earlier one of the same period, cut and place; and what could
    not be read."""
    # Many rows say the same day, name and number.
    read = _Cells(cache(days), cache(known), cache(number))
    found: dict[tuple[Period, Cut, Place], Counted] = {}
    problems: list[RowProblem] = []
    for row in listed.rows:
        cells = _Row(row, listed.columns, read)
        for one in cells.figures():
            found[one.period, one.cut, one.place] = one
        problems += cells.problems
    return tuple(found.values()), tuple(problems)


@dataclass(frozen=True, slots=True)
class _Cells:
    """How the words of a cell are read."""

    days: Days
    known: Known
    number: Callable[[str], Decimal | None]


class _Row:
    def __init__(self, row: SheetRow, columns: Sequence[FigureColumn], read: _Cells) -> None:
        self.problems: list[RowProblem] = []
        self._row, self._read = row, read
        used = (c for c in columns if c.use is not FigureUse.NOTHING)
        self._cells: dict[FigureUse, tuple[str, str]] = {c.use: (c.header, row.cells[c.index].strip()) for c in used}

    def figures(self) -> Iterator[Counted]:
        period, cut = self._period(), self._cut()
        if period is None or cut is None:
            return
        money = {place: self._number(use) for use, place in MONEY_AT.items()}
        for use in self._cells:
            if (place := use.place) and (count := self._number(use)) is not None:
                if count != count.to_integral_value():
                    self._problem("not_a_whole_number", use)
                    continue
                yield Counted(period, place, int(count), cut, money.get(place), Origin.IMPORTED)

    def _period(self) -> Period | None:
        if _cell(self._cells, FigureUse.MONTH):
            if found := _MONTH.match(_cell(self._cells, FigureUse.MONTH)):
                year, month = int(found[1]), int(found[2])
                if 1 <= month <= 12:
                    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
            self._problem("not_a_month", FigureUse.MONTH, taken=False)
            return None
        start, end = (self._day(use) for use in (FigureUse.START, FigureUse.END))
        if start and end and end < start:
            self._problem("ends_before_it_begins", FigureUse.END, taken=False)
            return None
        return Period(start, end) if start and end else None

    def _day(self, use: FigureUse) -> date | None:
        day = self._read.days(_cell(self._cells, use))
        if day is None:
            self._problem("not_a_date", use, taken=False)
        return day

    def _cut(self) -> Cut | None:
        source = _cell(self._cells, FigureUse.SOURCE)
        ids: dict[FigureUse, str] = {}
        for use in (FigureUse.SEGMENT, FigureUse.AUDIENCE):
            name = _cell(self._cells, use)
            if _of_everybody(name):
                continue
            if (known := self._read.known(use, name)) is None:
                self._problem("unknown_name", use, taken=False)
                return None
            ids[use] = known
        return Cut(
            "" if _of_everybody(source) else source, ids.get(FigureUse.SEGMENT, ""), ids.get(FigureUse.AUDIENCE, "")
        )

    def _number(self, use: FigureUse) -> Decimal | None:
        text = _cell(self._cells, use)
        if not text:
            return None
        value = self._read.number(text)
        if value is None or not 0 <= value <= MOST:
            self._problem("not_a_number" if value is None else "out_of_range", use)
            return None
        return value

    def _problem(self, code: str, use: FigureUse, *, taken: bool = True) -> None:
        header, cell = self._cells.get(use, ("", ""))
        self.problems.append(RowProblem(self._row.number, code, header or use.value, cell, taken))


def _cell(cells: Mapping[FigureUse, tuple[str, str]], use: FigureUse) -> str:
    return cells.get(use, ("", ""))[1]


def _of_everybody(name: str) -> bool:
    return name.casefold() in figure_words().everybody


def _list_in(sheet: Sheet, said: Mapping[int, FigureUse]) -> FigureList:
    words = figure_words()
    known = [sum(words.use(c) is not FigureUse.NOTHING for c in row.cells if c) for row in sheet.rows[:ROWS_ABOVE]]
    head = max(range(len(known)), key=lambda i: known[i], default=0)
    headers = sheet.rows[head].cells if sheet.rows else ()
    rows = sheet.rows[head + 1 :]
    columns = []
    for index, header in enumerate(headers):
        samples = tuple(row.cells[index] for row in rows if row.cells[index])[:SAMPLES]
        if header or samples:
            read_as = words.use(header)
            columns.append(FigureColumn(index, header, said.get(index, read_as), read_as, samples))
    return FigureList(sheet.title, tuple(columns), rows)
