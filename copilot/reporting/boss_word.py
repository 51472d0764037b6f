"""The page for the boss as a Word document of one sheet. python-docx stops here."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.shared import Cm, Pt

from copilot.domain.language import Language
from copilot.reporting.boss_page import BossPage, Point
from copilot.reporting.pictures import png_of
from copilot.reporting.word_style import dress, quiet
from copilot.reporting.xml_text import xml_text

_SHORT, _LONG, _MARGIN = Cm(21), Cm(29.7), Cm(1.5)
_PICTURE_HEIGHT = Cm(7.5)
_WIDTH = Cm(18)
_SMALL, _BODY = Pt(8), Pt(9)


def boss_word(told: BossPage, language: Language) -> bytes:
    """The document, as `.docx`."""
    document = Document()
    dress(document, language)
    document.core_properties.author = ""
    document.core_properties.title = xml_text(told.title)
    section = document.sections[0]
    section.page_width, section.page_height = _SHORT, _LONG
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    _heading(document, told.title, 1)
    _line(document, told.lead, small=True)
    _chart(document, told)
    _table(document, told)
    _side_by_side(document, told)
    if told.outcomes:
        _heading(document, told.outcomes_title, 2)
        for outcome in told.outcomes:
            _line(document, outcome)
    for line in told.foot:
        _line(document, line, small=True)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _heading(document: Any, text: str, level: int) -> None:
    heading = document.add_heading(xml_text(text), level=level)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(6), Pt(2)


def _chart(document: Any, told: BossPage) -> None:
    drawn = png_of(told.chart) if told.chart else None
    if drawn is None:
        return
    picture = document.add_picture(BytesIO(drawn), height=_PICTURE_HEIGHT)
    if picture.width > _WIDTH:
        picture.height = round(picture.height * _WIDTH / picture.width)
        picture.width = _WIDTH
    picture._inline.docPr.set("descr", xml_text(told.alternative))
    document.paragraphs[-1].paragraph_format.space_after = Pt(2)
    _line(document, told.chart_note, small=True)


def _table(document: Any, told: BossPage) -> None:
    if not told.rows:
        return
    table = document.add_table(rows=0, cols=len(told.columns))
    table.style = "Table Grid"
    for row in (told.columns, *told.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.add_run(xml_text(text)).font.size = _SMALL


def _side_by_side(document: Any, told: BossPage) -> None:
    """Findings on the left, decisions on the right: one above the other they would not fit on the sheet."""
    sides = ((told.findings_title, told.findings), (told.decisions_title, told.decisions))
    for cell, (title, points) in zip(document.add_table(rows=1, cols=2).rows[0].cells, sides, strict=True):
        heading = cell.paragraphs[0]
        heading.style = document.styles["Heading 2"]
        heading.add_run(xml_text(title))
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(6), Pt(2)
        _points(cell, points, told.nothing)


def _points(cell: Any, points: Sequence[Point], nothing: str) -> None:
    for number, point in enumerate(points, start=1):
        paragraph = _line(cell, "")
        run = paragraph.add_run(xml_text(f"{number}. {point.head}"))
        run.bold, run.font.size = True, _BODY
        for more in filter(None, (point.figures, point.text)):
            paragraph.add_run().add_break()
            run = paragraph.add_run(xml_text(more))
            run.font.size = _BODY
            quiet(run)
    if not points:
        _line(cell, nothing)


def _line(into: Any, text: str, *, small: bool = False) -> Any:
    paragraph = into.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1.0
    if text:
        run = paragraph.add_run(xml_text(text))
        run.font.size = _SMALL if small else _BODY
        if small:
            quiet(run)
    return paragraph
