"""A check report as a Word document. python-docx stops here."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_UNDERLINE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from copilot.domain.draft import Severity
from copilot.domain.language import Language
from copilot.reporting.outline import Entry, Outline, Piece, Row

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry (section 2.2, Char)."""
LINES = {
    Severity.BLOCK: WD_UNDERLINE.THICK,
    Severity.WARN: WD_UNDERLINE.DASH_HEAVY,
    Severity.NOTE: WD_UNDERLINE.DOTTED,
}
COLOURS = {
    Severity.BLOCK: RGBColor(0xB3, 0x26, 0x1E),
    Severity.WARN: RGBColor(0x9A, 0x5B, 0x00),
    Severity.NOTE: RGBColor(0x55, 0x62, 0x5C),
}
FONTS = {Language.ZH: "Microsoft YaHei", Language.EN: "Calibri"}
QUIET = COLOURS[Severity.NOTE]
POINTS = 10.5


def word_report(told: Outline, language: Language) -> bytes:
    """The document, as `.docx`."""
    document = Document()
    _dress(document, FONTS[language])
    document.core_properties.author = ""
    document.core_properties.title = _text(told.title)
    document.add_heading(_text(told.title), level=1)
    _rows(document, told.head)
    document.add_heading(_text(told.text_title), level=2)
    _marked(document, told.pieces)
    document.add_heading(_text(told.findings_title), level=2)
    for entry in told.entries:
        _entry(document, entry)
    if not told.entries:
        document.add_paragraph(_text(told.nothing))
    if told.exempted:
        document.add_heading(_text(told.exempted_title), level=2)
        _rows(document, told.exempted)
    _quiet(document.add_paragraph().add_run(_text(told.foot)))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _dress(document: Any, font: str) -> None:
    """One font for Chinese and Latin letters, in headings, too."""
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        style.font.name = font
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    document.styles["Normal"].font.size = Pt(POINTS)


def _rows(document: Any, rows: Sequence[Row]) -> None:
    for row in rows:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        _quiet(paragraph.add_run(f"{_text(row.label)}　"))
        paragraph.add_run(_text(row.value))


def _marked(document: Any, pieces: Sequence[Piece]) -> None:
    paragraph = document.add_paragraph()
    for piece in pieces:
        run = paragraph.add_run(_text(piece.text))
        if piece.severity is not None:
            run.font.underline = LINES[piece.severity]
            run.font.color.rgb = COLOURS[piece.severity]
            number = paragraph.add_run(str(piece.number))
            number.font.superscript = True


def _entry(document: Any, entry: Entry) -> None:
    heading = document.add_heading(level=3)
    heading.add_run(f"{entry.number}. ")
    heading.add_run(_text(entry.word)).font.color.rgb = QUIET if entry.waived else COLOURS[entry.severity]
    heading.add_run(f"　{_text(entry.quote)}")
    _rows(document, entry.rows)


def _quiet(run: Any) -> None:
    run.font.color.rgb = QUIET


def _text(text: str) -> str:
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n"))
