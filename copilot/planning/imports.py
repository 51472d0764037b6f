"""A calendar made by hand → what it says on which day to whom. No row is dropped: each is read, or listed with the reason."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from copilot.domain.calendar import Purpose
from copilot.domain.calendar_import import CalendarProblem, CalendarUse, ImportedRow, Place, ReadCalendar
from copilot.domain.channel import Channel
from copilot.domain.sheet import Sheet, SheetRow
from copilot.planning.import_cells import read_day, read_time, read_weekday, says_time
from copilot.planning.import_tables import CalendarTable, Uses, find_tables
from copilot.planning.import_words import import_words

_BETWEEN = re.compile(r"[,，、;；\n]+|\s+[/／&+]\s+")
_OUR_APOSTROPHE = re.compile(r"'(?=\s*[=+\-@＝＋－＠])")
"""What an export puts before a text that a spreadsheet would take for a formula."""
_LONGEST_TOPIC = 30
_ONLY_WHEN = frozenset({CalendarUse.DAY, CalendarUse.WEEKDAY, CalendarUse.TIME})


def read_calendar(
    sheets: Sequence[Sheet], today: date, *, uses: Uses | None = None, name: str = "", known: Collection[str] = ()
) -> ReadCalendar:
    """What the sheets tell. `uses` are the columns a person said something about; `name` is the file's; `known` are the
    names of audiences, which are never taken apart."""
    tables = find_tables(sheets, today, uses or {}, name)
    rows: list[ImportedRow] = []
    problems: list[CalendarProblem] = []
    for table in tables:
        reader = _TableReader(table, frozenset(known))
        rows += reader.rows()
        problems += reader.problems
    columns = tuple(column for table in tables for column in table.columns)
    return ReadCalendar(columns, tuple(rows), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Said:
    """The cells of a row by what their columns are for, each with its header."""

    cells: dict[CalendarUse, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def one(self, use: CalendarUse) -> str:
        return self.cells[use][0][1] if self.cells[use] else ""

    def header(self, use: CalendarUse) -> str:
        return self.cells[use][0][0] if self.cells[use] else ""

    def all(self, use: CalendarUse) -> list[str]:
        return [text for _, text in self.cells[use]]


class _TableReader:
    """Reads one table from top to bottom; a blank day is that of the row above."""

    def __init__(self, table: CalendarTable, known: frozenset[str]) -> None:
        self._table, self._hints, self._known = table, table.hints, known
        self._place = Place(table.title, 0)
        self.problems: list[CalendarProblem] = []
        self._rest: list[tuple[str, str]] = []

    def rows(self) -> Iterator[ImportedRow]:
        if not self._table.tells_days:
            self._problem("no_days", value=str(len(self._table.rows)), taken=False)
            return
        for row in self._table.rows:
            self._place, self._rest = Place(self._table.title, row.number), []
            yield from self._row(row)

    def _row(self, row: SheetRow) -> Iterator[ImportedRow]:
        first = next((cell for cell in row.cells if cell), "")
        if import_words().is_total(first):
            self._problem("total", value=first, taken=False)
            return
        said = self._said(row)
        if not self._rest and not any(cells for use, cells in said.cells.items() if use not in _ONLY_WHEN):
            self._only_when(said)
            return
        day, at, from_above = self._day(said)
        if day is None:
            return
        items = list(self._items(said))
        if not items:
            self._problem("no_content", value=first, taken=False)
        self._hints = replace(self._hints, above=day)
        for item in items:
            yield replace(item, day=day, at=item.at or at, rest=tuple(self._rest), day_from_above=from_above)

    def _only_when(self, said: _Said) -> None:
        """A row that tells only a day leaves nothing out, and may be the day of the rows below."""
        day = self._day(said)[0] if said.one(CalendarUse.DAY) else None
        self._hints = replace(self._hints, above=day or self._hints.above)

    def _said(self, row: SheetRow) -> _Said:
        said = _Said()
        for column in self._table.columns:
            text = _OUR_APOSTROPHE.sub("", row.cells[column.index].strip(), count=1)
            if column.use is CalendarUse.FIELD and text:
                self._rest.append((column.header, text))
            elif text and _says_something(column.use, text):
                said.cells[column.use].append((column.header, text))
        return said

    def _day(self, said: _Said) -> tuple[date | None, time | None, bool]:
        """The row's day, the time told with it, and whether the day is that of the row above."""
        text, header = said.one(CalendarUse.DAY), said.header(CalendarUse.DAY)
        if not text:
            if self._hints.above is None:
                first = next((t for cells in said.cells.values() for _, t in cells), "")
                self._problem("no_day", value=first, taken=False)
            return self._hints.above, None, True
        read = read_day(text, self._hints)
        if read.day is None:
            self._problem("several_days" if read.several else "not_a_date", header, text, taken=False)
            return None, None, False
        self._hold_against(read.day, read.weekday, said, text)
        if read.guessed:
            self._problem("day_guessed", header, text)
        beside = read_time(read.rest) if any(c.isdigit() for c in read.rest) else None
        if read.rest and (beside is None or beside.at is None):
            self._rest.append((header, text))
        return read.day, beside.at if beside else None, False

    def _hold_against(self, day: date, weekday: int | None, said: _Said, text: str) -> None:
        """A weekday that is not the day's shows a calendar of another year, or a slip."""
        cell = said.one(CalendarUse.WEEKDAY)
        told = weekday if weekday is not None else read_weekday(cell) if cell else None
        if told is not None and told != day.weekday():
            self._problem("weekday_differs", said.header(CalendarUse.DAY), f"{text} {cell}".strip())

    def _items(self, said: _Said) -> Iterator[ImportedRow]:
        """The row's items without their day: one for each audience it names, and for each cell that is a text."""
        topic, text = said.one(CalendarUse.TOPIC), "\n".join(said.all(CalendarUse.TEXT))
        row = ImportedRow(
            self._place, date.min, self._time(said), self._table.audience, self._channel(said), topic, text,
            said.one(CalendarUse.PRODUCT), said.one(CalendarUse.PERSONA), said.one(CalendarUse.SENDER),
            self._purpose(said), _parts(said.one(CalendarUse.REQUESTS)),
        )  # fmt: skip
        if topic or text:
            row = replace(row, topic=topic or _first_line(text))
            names = self._audiences(said.one(CalendarUse.AUDIENCE)) or (row.audience,)
            yield from (replace(row, audience=name, channel=row.channel or _channel_in(name)) for name in names)
        for header, cell in said.cells[CalendarUse.CELLS]:
            there = replace(
                row, topic=topic or _first_line(cell), text=cell, channel=row.channel or _channel_in(header)
            )
            yield replace(there, at=read_time(header).at) if says_time(header) else replace(there, audience=header)

    def _audiences(self, text: str) -> tuple[str, ...]:
        return (text,) if text in self._known else _parts(text)

    def _time(self, said: _Said) -> time | None:
        text, header = said.one(CalendarUse.TIME), said.header(CalendarUse.TIME)
        if not text:
            return None
        read = read_time(text)
        if read.at is None:
            self._problem("not_a_time", header, text)
            self._rest.append((header, text))
        elif read.guessed:
            self._problem("time_guessed", header, text)
        return read.at

    def _channel(self, said: _Said) -> Channel | None:
        text, header = said.one(CalendarUse.CHANNEL), said.header(CalendarUse.CHANNEL)
        found = import_words().channel(text) if text else self._table.channel
        if text and found is None:
            self._problem("unknown_channel", header, text)
            self._rest.append((header, text))
        return found

    def _purpose(self, said: _Said) -> Purpose | None:
        text, header = said.one(CalendarUse.PURPOSE), said.header(CalendarUse.PURPOSE)
        found = import_words().purpose(text) if text else None
        if text and found is None:
            self._problem("unknown_purpose", header, text)
            self._rest.append((header, text))
        return found

    def _problem(self, code: str, column: str = "", value: str = "", *, taken: bool = True) -> None:
        self.problems.append(CalendarProblem(self._place, code, column, value, taken))


def _says_something(use: CalendarUse, text: str) -> bool:
    """A day that is still open is no blank one: it is not that of the row above."""
    return use is CalendarUse.DAY or (use is not CalendarUse.IGNORED and not import_words().is_blank(text))


def _channel_in(name: str) -> Channel | None:
    return import_words().channel(name)


def _parts(text: str) -> tuple[str, ...]:
    """Each of several things in one cell, once."""
    found = (part.strip() for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(part for part in found if part and not import_words().is_blank(part)))


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:_LONGEST_TOPIC]
