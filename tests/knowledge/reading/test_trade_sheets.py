"""Price sheets of ninety trades and shops: each price cell becomes its row, with product, kind, value, unit and days, and no other."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from copilot.domain.brand import Brand, Product
from copilot.domain.document import ReadFile
from copilot.domain.evidence import Fact, Field
from copilot.domain.language import Language

Reader = Callable[..., ReadFile]
Sheet = dict[str, Any]
DATA = Path(__file__).parent / "data"
SHEETS: list[Sheet] = [
    sheet
    for file in ("trade_sheets.yaml", "shop_sheets.yaml")
    for sheet in yaml.safe_load((DATA / file).read_text("utf-8"))
]


def _workbook(sheet: Sheet) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(sheet.get("sheet", "Sheet1"))
    for row, values in enumerate(sheet["rows"], start=1):
        for column, value in enumerate(values, start=1):
            page.cell(row, column).value = _content(value)
    for area in sheet.get("merged", []):
        page.merge_cells(area)
    for cell, number_format in sheet.get("formats", {}).items():
        page[cell].number_format = number_format
    for cell in sheet.get("struck", []):
        page[cell].font = Font(strike=True)
    for hidden in sheet.get("hidden_rows", []):
        page.row_dimensions[hidden].hidden = True
    for hidden in sheet.get("hidden_columns", []):
        page.column_dimensions[hidden].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return _with_results(stream.getvalue(), sheet.get("cached", {}))


def _content(value: Any) -> Any:
    if isinstance(value, dict):
        return CellRichText(TextBlock(InlineFont(strike=True), value["struck"]), value["then"])
    return value


def _with_results(workbook: bytes, results: dict[str, float]) -> bytes:
    """The workbook with the results of its formulas, as a spreadsheet program stores them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            content = old.read(part).decode() if part.endswith(".xml") else ""
            for cell, result in results.items():
                content = re.sub(rf'(<c r="{cell}"[^>]*><f>.*?</f>)<v\s*/?>(</v>)?', rf"\g<1><v>{result}</v>", content)
            new.writestr(part, content.encode() if content else old.read(part))
    return stream.getvalue()


def _brand(sheet: Sheet) -> Brand | None:
    if "products" not in sheet:
        return None
    return Brand("b", "B", language=Language(sheet["language"]), products=tuple(map(Product, sheet["products"])))


def _row(fact: Fact) -> list[str]:
    days = [day.isoformat() if day else "" for day in (fact.valid_from, fact.valid_to)]
    row = [fact.source.locator.rpartition("!")[2], fact.product, fact.field, fact.value, fact.unit, *days]
    while row[-1] == "":
        row.pop()
    return row


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s["name"])
def test_each_price_cell_of_a_trade_becomes_its_row_and_no_other(sheet: Sheet, read: Reader) -> None:
    facts = read(f"{sheet.get('sheet', 'Sheet1')}.xlsx", _workbook(sheet), brand=_brand(sheet)).facts
    assert sorted(_row(f) for f in facts if f.field in Field.PRICES) == sorted(sheet["prices"])


def test_rows_that_only_a_filter_hides_are_read(read: Reader) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (["产品", "售价"], ["跑鞋", 459], ["瑜伽垫", 129]):
        page.append(row)
    page.auto_filter.ref = "A1:B3"
    page.auto_filter.add_filter_column(0, ["跑鞋"])
    page.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    assert [f.value for f in read("价格.xlsx", stream.getvalue(), brand=None).facts] == ["459", "129"]
