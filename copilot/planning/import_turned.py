"""Calendars with the days across the top, in one block or week below week, turned into a list of one item a row."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from copilot.domain.calendar_import import CalendarColumn, CalendarUse
from copilot.domain.sheet import Sheet, SheetRow
from copilot.planning.import_cells import DayHints, read_day, read_weekday, says_time, told_by
from copilot.planning.import_words import import_words

_LEAST_DAYS = 3
"""Days in a row for it to be a header of days."""
_SAMPLES = 3
_Days = dict[int, date]
"""The day of each column."""


def turned(sheet: Sheet, hints: DayHints) -> tuple[tuple[CalendarColumn, ...], tuple[SheetRow, ...]] | None:
    """The columns and rows of such a sheet as a list: the day, the cells left of the days, the text, and what stands
    beside the days. None for a sheet
    that is no such calendar. Rows keep the numbers they have in the file."""
    width = _first_day_column(sheet.rows, hints)
    if width is None:
        return None
    rows = tuple(_items(sheet.rows, width, hints))
    labels = [[row.cells[1 + i] for row in rows] for i in range(width)]
    uses = [CalendarUse.DAY, *_label_uses(labels), CalendarUse.TEXT, CalendarUse.FIELD]
    columns = tuple(
        CalendarColumn(sheet.title, i, "", use, use, _samples([row.cells[i] for row in rows]))
        for i, use in enumerate(uses)
        if use is not CalendarUse.FIELD or any(row.cells[i] for row in rows)
    )
    return columns, rows


def _first_day_column(rows: Sequence[SheetRow], hints: DayHints) -> int | None:
    for row in rows:
        if len(days := _days(row, hints)) >= _LEAST_DAYS:
            return min(days)
        hints = told_by(row.cells, hints)
    return None


def _items(rows: Sequence[SheetRow], width: int, hints: DayHints) -> Iterator[SheetRow]:
    """Each cell below a day, with the labels on its left; a blank label is the one above."""
    days: _Days = {}
    labels = [""] * width
    for row in rows:
        found = _days(row, hints)
        if len(found) >= _LEAST_DAYS or (days and found and not _other_words(row, found)):
            days = _in_sequence(found, last=max(days.values(), default=None))
            continue
        if not days:
            hints = told_by(row.cells, hints)
            continue
        labels = [row.cells[i] or above for i, above in enumerate(labels)]
        texts = [(day, row.cells[c]) for c, day in days.items() if _says_more_than_a_weekday(row.cells[c])]
        beside = " / ".join(cell for i, cell in enumerate(row.cells) if i >= width and i not in days and cell)
        for day, text in texts:
            yield SheetRow(row.number, (day.isoformat(), *labels, text, beside))
        if beside and not texts:
            yield SheetRow(row.number, (beside, *labels, "", ""))  # of no day, and told so


def _says_more_than_a_weekday(cell: str) -> bool:
    return bool(cell) and read_weekday(cell) is None


def _days(row: SheetRow, hints: DayHints) -> _Days:
    read = ((i, read_day(cell, hints)) for i, cell in enumerate(row.cells) if cell)
    return {i: one.day for i, one in read if one.day and not one.rest}


def _other_words(row: SheetRow, days: _Days) -> bool:
    return any(cell and i not in days for i, cell in enumerate(row.cells))


def _in_sequence(found: _Days, last: date | None) -> _Days:
    """Days of a week run on: in 30, 1, 2 of a first week the 30th is of the month before, in a later one the 1st and 2nd
    are of the next."""
    columns = sorted(found)
    falls = next((n for n, (a, b) in enumerate(pairwise(columns), start=1) if found[b] < found[a]), None)
    if falls is None:
        return found
    anchor = columns[falls] if last is None else columns[falls - 1]
    wrong = columns[:falls] if last is None else columns[falls:]
    return {c: found[anchor] + timedelta(days=c - anchor) if c in wrong else found[c] for c in columns}


def _label_uses(labels: Sequence[Sequence[str]]) -> Iterator[CalendarUse]:
    """A column of times, one of channels, and one of audiences, each once."""
    taken: set[CalendarUse] = set()
    for cells in labels:
        told = [cell for cell in cells if cell]
        use = CalendarUse.AUDIENCE
        if told and all(map(says_time, told)):
            use = CalendarUse.TIME
        elif told and CalendarUse.AUDIENCE in taken and all(import_words().channel(cell) for cell in told):
            use = CalendarUse.CHANNEL
        yield CalendarUse.FIELD if use in taken else use
        taken.add(use)


def _samples(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for cell in cells if cell))[:_SAMPLES]
