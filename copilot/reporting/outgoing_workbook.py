"""Approved items as a spreadsheet, one sheet for each audience. openpyxl is told that every text is text."""

import re
from collections import defaultdict
from copy import copy
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from copilot.domain.outgoing import Outgoing, OutgoingCalendar
from copilot.reporting.csv_file import harmless
from copilot.reporting.outgoing_columns import COLUMNS, Value, titles, values
from copilot.reporting.outline import Say
from copilot.reporting.xml_text import xml_text

_LONGEST_TITLE = 31
"""Characters of a sheet's name in Excel; those beyond the basic plane count twice."""
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_RESERVED = frozenset({"history"})
_LONGEST_CELL = 32_767
"""Excel's limit for a cell, in characters."""
_FORMATS = {"day": "yyyy-mm-dd", "time": "hh:mm", "approved_at": "yyyy-mm-dd hh:mm"}
_HEAD = PatternFill("solid", fgColor="E4EFEB")
_LINE = Border(bottom=Side("hair", color="B8C4BE"))
_FROZEN = "D2"
"""The header and the columns of day, weekday and time stay in sight."""


def outgoing_xlsx(calendar: OutgoingCalendar, say: Say) -> bytes:
    """The workbook. Without an item it holds one sheet with the header."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = xml_text(say("exports.title", brand=calendar.brand))
    book.properties.creator = ""
    book.properties.keywords = say("exports.ai_made") if calendar.ai_made else None
    by_audience: dict[str, list[Outgoing]] = defaultdict(list)
    for one in calendar.in_order:
        by_audience[one.audience].append(one)
    names = sheet_names(list(by_audience) or [say("exports.nothing")], say("exports.unnamed"))
    for name, items in zip(names, list(by_audience.values()) or [[]], strict=True):
        _fill(book.create_sheet(name), items, calendar, say)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_names(wanted: list[str], unnamed: str) -> list[str]:
    """A name for each sheet that Excel takes: without the signs it forbids, at most 31 characters, none twice."""
    taken: set[str] = set()
    names: list[str] = []
    for name in wanted:
        clean = " ".join(_NOT_IN_TITLES.sub(" ", xml_text(name)).split()).strip("'") or unnamed
        n = 1
        while (title := _cut(clean, f" ({n})" if n > 1 else "")).casefold() in taken | _RESERVED:
            n += 1
        taken.add(title.casefold())
        names.append(title)
    return names


def _cut(name: str, ending: str) -> str:
    while len((name + ending).encode("utf-16-le")) // 2 > _LONGEST_TITLE:
        name = name[:-1]
    return name.rstrip(" '") + ending


def _fill(sheet: Worksheet, items: list[Outgoing], calendar: OutgoingCalendar, say: Say) -> None:
    for number, (column, title) in enumerate(zip(COLUMNS, titles(calendar, say), strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        _put(sheet.cell(1, number), title)
        sheet.cell(1, number).font = Font(bold=True)
        sheet.cell(1, number).alignment = Alignment(vertical="top", wrap_text=True)
        sheet.cell(1, number).fill = _HEAD
    for row, one in enumerate(items, start=2):
        for number, value in enumerate(values(one, calendar, say), start=1):
            cell = sheet.cell(row, number)
            _put(cell, value)
            if row == 2:
                _dress(cell, COLUMNS[number - 1].key)
            else:
                _dress_like(cell, sheet.cell(2, number))
    sheet.freeze_panes = _FROZEN
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(len(items), 1) + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _put(cell: Cell | MergedCell, value: Value) -> None:
    if isinstance(value, str):
        cell.value = harmless(xml_text(value))[:_LONGEST_CELL]
        cell.data_type = "s"  # openpyxl would take =1+1 for a formula
    else:
        cell.value = value


def _dress(cell: Cell | MergedCell, key: str) -> None:
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = _LINE
    if key in _FORMATS:
        cell.number_format = _FORMATS[key]


def _dress_like(cell: Any, other: Any) -> None:
    """A style is made once for each column: making it for each cell takes most of the time of a workbook."""
    cell._style = copy(other._style)
