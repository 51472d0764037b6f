"""How our Word documents look."""

from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from copilot.domain.language import Language

FONTS = {Language.ZH: "Microsoft YaHei", Language.EN: "Calibri"}
QUIET = RGBColor(0x55, 0x62, 0x5C)
POINTS = 10.5


def dress(document: Any, language: Language) -> None:
    """One font for Chinese and Latin letters, in headings, too."""
    font = FONTS[language]
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        style.font.name = font
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    document.styles["Normal"].font.size = Pt(POINTS)


def quiet(run: Any) -> None:
    """A run that is read last."""
    run.font.color.rgb = QUIET
