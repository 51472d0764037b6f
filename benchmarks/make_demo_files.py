"""Builds the demo brands' xlsx, docx and pdf files from the readable YAML in `demo_files/`; the same bytes every time.

python benchmarks/make_demo_files.py [FOLDER]      # FOLDER defaults to knowledge/
"""

import io
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import yaml

SOURCES = Path(__file__).resolve().parent / "demo_files"
KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
_STAMP = "2026-11-18T09:00:00Z"
_ZIP_TIME = (2026, 11, 18, 9, 0, 0)

Block = dict[str, Any]


def build_all(folder: Path) -> list[Path]:
    """Write every demo file below `folder` and return their paths, in the order of their sources' names."""
    makers = {".xlsx": workbook_bytes, ".docx": handbook_bytes, ".pdf": report_bytes}
    written = []
    for source in sorted(SOURCES.glob("*.yaml")):
        described: Block = yaml.safe_load(source.read_text(encoding="utf-8"))
        path = folder / described["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(makers[path.suffix](described))
        written.append(path)
    return written


def workbook_bytes(described: Block) -> bytes:
    """An xlsx of `sheets: [{name, widths, merges, rows}]`; a cell keeps the type it has in the YAML."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in described["sheets"]:
        page = book.create_sheet(sheet["name"])
        for row in sheet["rows"]:
            page.append(row)
        for area in sheet["merges"]:
            page.merge_cells(area)
        for number, width in enumerate(sheet["widths"], start=1):
            page.column_dimensions[get_column_letter(number)].width = width
        page["A1"].font = Font(bold=True, size=14)
        for row_cells in page.iter_rows():
            for cell in row_cells:
                cell.alignment = Alignment(vertical="center", wrap_text=True)
    out = io.BytesIO()
    book.save(out)
    return _with_fixed_times(out.getvalue())


def handbook_bytes(described: Block) -> bytes:
    """A docx of `title`, and `blocks` with `heading`/`level`, `text` paragraphs, `list` items and `table` rows."""
    from docx import Document

    document = Document()
    document.add_heading(described["title"], level=0)
    for block in described["blocks"]:
        if "heading" in block:
            document.add_heading(block["heading"], level=block.get("level", 1))
        for paragraph in block.get("text", []):
            document.add_paragraph(paragraph)
        if "table" in block:
            rows = block["table"]
            table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
            for cells, values in zip(table.rows, rows, strict=True):
                for cell, value in zip(cells.cells, values, strict=True):
                    cell.text = str(value)
        for item in block.get("list", []):
            document.add_paragraph(item, style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return _with_fixed_times(out.getvalue())


def report_bytes(described: Block) -> bytes:
    """A pdf of `title` and `pages`, each a list of blocks with `heading`, `text` or `table`; Chinese stays selectable."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer

    font = "STSong-Light"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    body = ParagraphStyle("body", fontName=font, fontSize=10.5, leading=17, wordWrap="CJK")
    heading = ParagraphStyle("heading", parent=body, fontSize=13, leading=22, spaceBefore=8)
    title = ParagraphStyle("title", parent=body, fontSize=18, leading=30, alignment=1)
    story: list[Flowable] = [Paragraph(described["title"], title)]
    for number, page in enumerate(described["pages"]):
        if number:
            story.append(PageBreak())
        for block in page:
            if "heading" in block:
                story.append(Paragraph(block["heading"], heading))
            story.extend(Paragraph(line, body) for line in block.get("text", []))
            if "table" in block:
                story.append(_grid(block["table"], font, block.get("widths", described["column_widths"])))
            story.append(Spacer(1, 8))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title=described["title"], invariant=1).build(story)
    return out.getvalue()


def _grid(rows: list[list[Any]], font: str, widths: list[int]) -> Any:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table, TableStyle

    cell = ParagraphStyle("cell", fontName=font, fontSize=9.5, leading=13, wordWrap="CJK")
    wrapped = [[Paragraph(str(value), cell) for value in row] for row in rows]
    lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke)]
    return Table(wrapped, colWidths=widths[: len(rows[0])], repeatRows=1, style=TableStyle(lines))


def _with_fixed_times(package: bytes) -> bytes:
    """The same office package with every date in it set to one moment, so that building again gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _STAMP.encode(), content)
            new.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    for made in build_all(Path(sys.argv[1]) if len(sys.argv) > 1 else KNOWLEDGE):
        print(made.name, made.stat().st_size)
