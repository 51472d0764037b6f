"""Where the table stands in each sheet of a calendar, what its columns are for, and what its titles tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from copilot.domain.calendar_import import SEVERAL_TIMES, CalendarColumn, CalendarUse
from copilot.domain.channel import Channel
from copilot.domain.sheet import Sheet, SheetRow
from copilot.planning.import_cells import DayHints, hints_in, read_day, says_time, told_by, writes_day_first
from copilot.planning.import_groups import groups_in
from copilot.planning.import_turned import turned
from copilot.planning.import_words import import_words, plain

Uses = Mapping[tuple[str, int], CalendarUse]
"""What a person said columns are for, by sheet and index."""
_ROWS_ABOVE = 15
"""A header stands among the first rows of a sheet."""
_SAMPLES = 3
_LOOKED_AT = 50
_MOST = 0.6
"""Share of cells that must read as days for a column without a telling header to be one of days."""
_LEAST_TEXT = 6
"""Characters that the cells of a column have on average for it to hold texts."""


@dataclass(frozen=True, slots=True)
class CalendarTable:
    """The rows under the headers of one sheet; `audience` and `channel` are what the sheet's title names."""

    title: str
    columns: tuple[CalendarColumn, ...]
    rows: tuple[SheetRow, ...]
    hints: DayHints
    audience: str = ""
    channel: Channel | None = None

    @property
    def tells_days(self) -> bool:
        """Whether a column tells which day a row is for."""
        return any(column.use is CalendarUse.DAY for column in self.columns)


def find_tables(sheets: Sequence[Sheet], today: date, uses: Uses, name: str = "") -> tuple[CalendarTable, ...]:
    """The table of each sheet, its columns as a person said where they did. `name` is the file's, which may tell the
    year."""
    hints = hints_in(name, DayHints(today))
    return tuple(table for sheet in sheets for table in _tables(sheet, hints, uses))


def _tables(sheet: Sheet, hints: DayHints, uses: Uses) -> Iterator[CalendarTable]:
    hints = hints_in(sheet.title, hints)
    parts = groups_in(sheet, _header_row(sheet.rows, hints))
    for name, part in parts.items():
        yield replace(_table(part, hints, uses), audience=name, channel=import_words().channel(name))
    if not parts:
        yield _table(sheet, hints, uses)


def _table(sheet: Sheet, hints: DayHints, uses: Uses) -> CalendarTable:
    head = _header_row(sheet.rows, hints)
    headers = sheet.rows[head].cells if head is not None else ("",) * len(sheet.rows[0].cells)
    if _may_be_turned(headers, hints) and (found := turned(sheet, hints)):
        columns, rows = found
    else:
        for row in sheet.rows[: head or 0]:
            hints = told_by(row.cells, hints)
        rows = sheet.rows[head + 1 :] if head is not None else sheet.rows
        columns = _columns(sheet.title, headers, rows, hints)
    columns = tuple(replace(c, use=uses.get((c.sheet, c.index), c.use)) for c in columns)
    days = [row.cells[c.index] for c in columns if c.use is CalendarUse.DAY for row in rows]
    named = sheet.title and not import_words().unnamed_sheets.fullmatch(plain(sheet.title))
    return CalendarTable(
        sheet.title,
        columns,
        rows,
        replace(hints, day_first=writes_day_first(days)),
        audience=sheet.title if named and not any(c.use is CalendarUse.AUDIENCE for c in columns) else "",
        channel=import_words().channel(sheet.title) if named else None,
    )


def _may_be_turned(headers: Sequence[str], hints: DayHints) -> bool:
    """Whether no header says day, or several are days."""
    days = sum(read_day(header, hints).day is not None for header in headers)
    return days > 1 or all(import_words().use(header) is not CalendarUse.DAY for header in headers)


def _columns(
    title: str, headers: Sequence[str], rows: Sequence[SheetRow], hints: DayHints
) -> tuple[CalendarColumn, ...]:
    return tuple(
        CalendarColumn(title, i, header, use, use, _samples(rows, i))
        for i, (header, use) in enumerate(zip(headers, _uses(headers, rows, hints), strict=True))
        if header or _samples(rows, i)
    )


def _header_row(rows: Sequence[SheetRow], hints: DayHints) -> int | None:
    """The row among the first with the most headers that are known, two at least; else the row of several words just
    above the first day."""
    known = [len({use for c in row.cells if (use := import_words().use(c))}) for row in rows[:_ROWS_ABOVE]]
    best = max(range(len(known)), key=lambda i: known[i], default=None)
    if best is not None and known[best] >= 2:
        return best
    for above, (row, below) in enumerate(pairwise(rows[: _ROWS_ABOVE + 1])):
        hints = told_by(row.cells, hints)
        if any(read_day(c, hints).day for c in below.cells):
            has_day = any(read_day(c, hints).day for c in row.cells)
            return above if len({c for c in row.cells if c}) > 1 and not has_day else None
    return None


def _uses(headers: Sequence[str], rows: Sequence[SheetRow], hints: DayHints) -> list[CalendarUse]:
    """What each column is for: by its header; then by what its cells hold; and where a day but no text is known, each
    column whose header names an audience, a channel or a time holds texts."""
    uses: list[CalendarUse] = []
    for header in headers:
        use = import_words().use(header) or CalendarUse.FIELD
        uses.append(CalendarUse.FIELD if use in uses and use not in SEVERAL_TIMES else use)
    if CalendarUse.DAY not in uses:
        _by_content(uses, [i for i in range(len(uses)) if _holds_days(rows, i, hints)], CalendarUse.DAY)
    if not {CalendarUse.TEXT, CalendarUse.TOPIC} & set(uses) and CalendarUse.DAY in uses:
        _find_texts(uses, headers, rows)
    return uses


def _find_texts(uses: list[CalendarUse], headers: Sequence[str], rows: Sequence[SheetRow]) -> None:
    """A table of days against audiences, channels or times; else the column with the longest cells."""
    open_to = (CalendarUse.FIELD, CalendarUse.AUDIENCE, CalendarUse.CHANNEL, CalendarUse.TIME, CalendarUse.PERSONA)
    wide = [i for i, use in enumerate(uses) if use in open_to and headers[i] and _length(rows, i) >= _LEAST_TEXT]
    if len(wide) > 1 or (wide and _names_where(headers[wide[0]])):
        for i in wide:
            uses[i] = CalendarUse.CELLS
        return
    longest = sorted(
        (i for i, use in enumerate(uses) if use is CalendarUse.FIELD and _samples(rows, i)),
        key=lambda i: -_length(rows, i),
    )
    _by_content(uses, longest[:1], CalendarUse.TEXT)


def _names_where(header: str) -> bool:
    return import_words().channel(header) is not None or says_time(header)


def _by_content(uses: list[CalendarUse], found: Sequence[int], use: CalendarUse) -> None:
    if found:
        uses[found[0]] = use


def _holds_days(rows: Sequence[SheetRow], column: int, hints: DayHints) -> bool:
    cells = [row.cells[column] for row in rows[:_LOOKED_AT] if row.cells[column]]
    return bool(cells) and sum(read_day(c, hints).day is not None for c in cells) >= _MOST * len(cells)


def _length(rows: Sequence[SheetRow], column: int) -> float:
    cells = [row.cells[column] for row in rows[:_LOOKED_AT] if row.cells[column]]
    return sum(map(len, cells)) / len(cells) if cells else 0


def _samples(rows: Sequence[SheetRow], column: int) -> tuple[str, ...]:
    cells = dict.fromkeys(row.cells[column] for row in rows[:_LOOKED_AT] if row.cells[column])
    return tuple(cells)[:_SAMPLES]
