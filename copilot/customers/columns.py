"""Where the list begins in a file, and what its columns are for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copilot.customers.cells import contact_key
from copilot.customers.words import list_words
from copilot.domain.customer_import import IDENTITY, SEVERAL, ColumnUse, ImportColumn
from copilot.domain.sheet import Sheet, SheetRow

_ROWS_ABOVE = 15
"""A header stands among the first rows of a sheet."""
_SAMPLES = 3
_LOOKED_AT = 50
_MOST = 0.6
"""Share of cells that must look like a phone for a column without a telling header to be one of contacts."""
_PHONE = re.compile(r"\+?\d{10,14}")
_VALUE = re.compile(r"[\d\s.,:/¥$€£+%-]+")


@dataclass(frozen=True, slots=True)
class CustomerList:
    """The rows under the headers of one sheet."""

    title: str
    columns: tuple[ImportColumn, ...]
    rows: tuple[SheetRow, ...]

    @property
    def names_somebody(self) -> bool:
        """Whether a column tells who a row is about."""
        return any(column.use in IDENTITY for column in self.columns)


def find_list(sheets: Sequence[Sheet], said: Mapping[int, ColumnUse] | None = None) -> CustomerList:
    """The list in the sheet that looks most like one, its columns as a person said where they did (by index)."""
    found = [_list_in(sheet) for sheet in sheets]
    best = max(found, key=lambda f: (f.names_somebody, len(f.rows)))
    if not said:
        return best
    columns = tuple(_as_said(column, said.get(column.index)) for column in best.columns)
    return CustomerList(best.title, columns, best.rows)


def _as_said(column: ImportColumn, use: ColumnUse | None) -> ImportColumn:
    if use is None:
        return column
    return ImportColumn(column.index, column.header, use, column.read_as, column.samples)


def _list_in(sheet: Sheet) -> CustomerList:
    head = _header_row(sheet.rows)
    rows = sheet.rows[head + 1 :] if head is not None else sheet.rows
    width = len(sheet.rows[0].cells)
    headers = list(sheet.rows[head].cells) if head is not None else [""] * width
    uses = _uses(headers, rows)
    columns = tuple(
        ImportColumn(i, header, use, use, _samples(rows, i))
        for i, (header, use) in enumerate(zip(headers, uses, strict=True))
        if header or _samples(rows, i)
    )
    return CustomerList(sheet.title, columns, rows)


def _header_row(rows: Sequence[SheetRow]) -> int | None:
    """The row among the first with the most headers that are known; else the first of several words and no value."""
    known = [sum(1 for c in row.cells if list_words().use(c)) for row in rows[:_ROWS_ABOVE]]
    best = max(range(len(known)), key=lambda i: known[i], default=None)
    if best is not None and known[best] >= 1:
        filled = sum(1 for c in rows[best].cells if c)
        if known[best] >= 2 or known[best] * 2 >= filled:
            return best
    first = next((i for i, row in enumerate(rows[:_ROWS_ABOVE]) if sum(map(bool, row.cells)) > 1), None)
    if first is None or any(c and _VALUE.fullmatch(c) for c in rows[first].cells):
        return None
    return first


def _uses(headers: Sequence[str], rows: Sequence[SheetRow]) -> list[ColumnUse]:
    taken: set[ColumnUse] = set()
    uses: list[ColumnUse] = []
    for header in headers:
        use = list_words().use(header) or ColumnUse.FIELD
        if use in taken and use not in SEVERAL:
            use = ColumnUse.FIELD
        taken.add(use)
        uses.append(use)
    if ColumnUse.CONTACT not in taken:
        likely = (i for i, use in enumerate(uses) if use is ColumnUse.FIELD and _holds_phones(rows, i))
        if (column := next(likely, None)) is not None:
            uses[column] = ColumnUse.CONTACT
    if ColumnUse.NAME not in taken and ColumnUse.FAMILY_NAME in taken:
        uses[uses.index(ColumnUse.FAMILY_NAME)] = ColumnUse.NAME
    return uses


def _holds_phones(rows: Sequence[SheetRow], column: int) -> bool:
    cells = [row.cells[column] for row in rows[:_LOOKED_AT] if row.cells[column]]
    return bool(cells) and sum(bool(_PHONE.fullmatch(contact_key(c))) for c in cells) >= _MOST * len(cells)


def _samples(rows: Sequence[SheetRow], column: int) -> tuple[str, ...]:
    cells = dict.fromkeys(row.cells[column] for row in rows[:_LOOKED_AT] if row.cells[column])
    return tuple(cells)[:_SAMPLES]
