"""A check report as a Word document. python-docx stops here."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_UNDERLINE
from docx.shared import Pt, RGBColor

from copilot.domain.draft import Severity
from copilot.domain.language import Language
from copilot.reporting.outline import Entry, Outline, Piece, Row
from copilot.reporting.word_style import QUIET, dress, quiet
from copilot.reporting.xml_text import xml_text

LINES = {
    Severity.BLOCK: WD_UNDERLINE.THICK,
    Severity.WARN: WD_UNDERLINE.DASH_HEAVY,
    Severity.NOTE: WD_UNDERLINE.DOTTED,
}
COLOURS = {
    Severity.BLOCK: RGBColor(0xB3, 0x26, 0x1E),
    Severity.WARN: RGBColor(0x9A, 0x5B, 0x00),
    Severity.NOTE: QUIET,
}


def word_report(told: Outline, language: Language) -> bytes:
    """The document, as `.docx`."""
    document = Document()
    dress(document, language)
    document.core_properties.author = ""
    document.core_properties.title = xml_text(told.title)
    document.add_heading(xml_text(told.title), level=1)
    _rows(document, told.head)
    document.add_heading(xml_text(told.text_title), level=2)
    _marked(document, told.pieces)
    document.add_heading(xml_text(told.findings_title), level=2)
    for entry in told.entries:
        _entry(document, entry)
    if not told.entries:
        document.add_paragraph(xml_text(told.nothing))
    if told.exempted:
        document.add_heading(xml_text(told.exempted_title), level=2)
        _rows(document, told.exempted)
    quiet(document.add_paragraph().add_run(xml_text(told.foot)))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _rows(document: Any, rows: Sequence[Row]) -> None:
    for row in rows:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        quiet(paragraph.add_run(f"{xml_text(row.label)}　"))
        paragraph.add_run(xml_text(row.value))


def _marked(document: Any, pieces: Sequence[Piece]) -> None:
    paragraph = document.add_paragraph()
    for piece in pieces:
        run = paragraph.add_run(xml_text(piece.text))
        if piece.severity is not None:
            run.font.underline = LINES[piece.severity]
            run.font.color.rgb = COLOURS[piece.severity]
            number = paragraph.add_run(str(piece.number))
            number.font.superscript = True


def _entry(document: Any, entry: Entry) -> None:
    heading = document.add_heading(level=3)
    heading.add_run(f"{entry.number}. ")
    heading.add_run(xml_text(entry.word)).font.color.rgb = QUIET if entry.waived else COLOURS[entry.severity]
    heading.add_run(f"　{xml_text(entry.quote)}")
    _rows(document, entry.rows)
