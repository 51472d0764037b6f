"""Files as people make them, built in memory, and a reader with the brand already known."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from copilot.domain.brand import Brand, Product
from copilot.domain.document import Known, ReadFile
from copilot.domain.language import Language
from copilot.knowledge.reading import Limits, read_file

Reader = Callable[..., ReadFile]
Rows = list[list[object]]
MakeWorkbook = Callable[..., bytes]


@pytest.fixture
def brand() -> Brand:
    return Brand(
        "lanshan",
        "岚山",
        products=(
            Product("松针护腰垫", ("护腰垫", "松针垫")),
            Product("松针护腰垫 Max", ("护腰垫Max",)),
            Product("暖壶小夜灯", ("小夜灯",)),
        ),
    )


@pytest.fixture
def english_brand() -> Brand:
    return Brand("ridge", "Ridge", language=Language.EN, products=(Product("Ember Roast"), Product("Ember Roast Dark")))


@pytest.fixture
def read(brand: Brand) -> Reader:
    """Read bytes or text under a name, on 23 November 2026."""

    def reader(name: str, content: bytes | str, brand: Brand | None = brand, max_bytes: int = 5_000_000) -> ReadFile:
        raw = content.encode() if isinstance(content, str) else content
        limits = Limits(file_bytes=max_bytes, unpacked_bytes=max_bytes * 8)
        return read_file(name, raw, Known("b", brand), today=date(2026, 11, 23), limits=limits)

    return reader


@pytest.fixture
def workbook() -> MakeWorkbook:
    """Make an .xlsx of sheets (title → rows), merged areas (title → ranges), number formats (cell → format)
    and one hidden sheet."""

    def make(
        sheets: dict[str, Rows],
        merged: dict[str, list[str]] | None = None,
        formats: dict[str, str] | None = None,
        hidden: str = "",
    ) -> bytes:
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row, values in enumerate(rows, start=1):
                for column, value in enumerate(values, start=1):
                    if value is not None:
                        sheet.cell(row, column, value)
            for area in (merged or {}).get(title, []):
                sheet.merge_cells(area)
            for cell, number_format in (formats or {}).items():
                sheet[cell].number_format = number_format
            if title == hidden:
                sheet.sheet_state = "hidden"
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return make
