"""What stands on a PDF page, by pdfium: its words with their places, whether it may hold a table, whether it is a scan.

pdfium is three times as fast at this as a parser in Python, which remains for pages with ruled tables and turned pages.
"""

import math
from collections.abc import Iterator
from ctypes import c_float, create_string_buffer
from dataclasses import dataclass
from typing import Any, TypedDict

_FEWEST_SIGNS = 16
"""A page with fewer signs than this and a picture over much of it is a scan; a page number may be stamped on it."""
_PICTURE_SHARE = 0.4
_GAP = 0.3
"""Of the font's size: a wider gap parts two words."""
_NOT_TEXT = frozenset({0, 0xFFFE, 0xFFFF, 0xFFFD})


class Word(TypedDict):
    """A word and its box in points from the top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    fontname: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as pdfium sees it. `is_plain` pages have no turned text and nothing that could be a ruled table."""

    words: list[Word]
    is_plain: bool
    is_scan: bool


def look_at(document: Any, index: int) -> Sight:
    """The page `index`, from 0, of a `pypdfium2.PdfDocument`."""
    page = document[index]
    try:
        width, height = page.get_size()
        text = page.get_textpage()
        try:
            words = list(_words(text, page))
        finally:
            text.close()
        ruled, pictured = _drawn(page, width * height)
        signs = sum(len(w["text"]) for w in words)
        return Sight(words, page.get_rotation() == 0 and not ruled, pictured and signs < _FEWEST_SIGNS)
    finally:
        page.close()


def _words(text: Any, page: Any) -> Iterator[Word]:
    """Signs in the order they were written, joined while they stand beside each other on one line."""
    from pypdfium2 import raw

    left, bottom, right, top = page.get_cropbox()
    box = raw.FS_RECTF()
    signs: list[str] = []
    x0 = x1 = low = high = size = 0.0
    first = 0
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        sign = "-" if code == 2 else chr(code) if code not in _NOT_TEXT and code < 0x110000 else ""
        seen = bool(sign.strip()) and raw.FPDFText_GetLooseCharBox(text, i, box)
        goes_on = signs and seen and abs(box.bottom - low) < 0.4 * size and -size < box.left - x1 < _GAP * size
        if signs and not goes_on:
            yield _word(signs, (x0 - left, top - high, x1 - left, top - low), size, _font(text, first))
            signs = []
        if not seen or not (left - 1 <= box.left <= right + 1 and bottom - 1 <= box.bottom <= top + 1):
            continue
        if not signs:
            first, size = i, _size(text, i)
            x0, low, high = box.left, box.bottom, box.top
        x1 = box.right
        signs.append(sign)
    if signs:
        yield _word(signs, (x0 - left, top - high, x1 - left, top - low), size, _font(text, first))


def _word(signs: list[str], box: tuple[float, float, float, float], size: float, font: str) -> Word:
    x0, top, x1, bottom = box
    return Word(text="".join(signs), x0=x0, x1=x1, top=top, bottom=bottom, size=size, fontname=font)


def _size(text: Any, index: int) -> float:
    """The size a sign is drawn in: the font's, as the page scales it."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(text, index))
    if raw.FPDFText_GetMatrix(text, index, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    return size or 1.0


def _font(text: Any, index: int) -> str:
    from ctypes import c_int

    from pypdfium2 import raw

    name = create_string_buffer(128)
    length = raw.FPDFText_GetFontInfo(text, index, name, 128, c_int())
    return name.raw[: max(0, min(length, 128) - 1)].decode("utf-8", "replace")


def _drawn(page: Any, area: float) -> tuple[bool, bool]:
    """Whether the lines and boxes of the page could rule a table, and whether a picture covers much of it."""
    from pypdfium2 import raw

    upright = level = 0
    pictured = False
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        x0, y0, x1, y1 = _bounds(item)
        width, height = x1 - x0, y1 - y0
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = pictured or width * height > _PICTURE_SHARE * area
            continue
        if width > 3 and height > 3:
            segments = raw.FPDFPath_CountSegments(item)
            upright, level = upright + (2 if segments <= 5 else 3), level + 2
        elif max(width, height) > 3:
            upright, level = upright + (height > width), level + (width >= height)
        if upright >= 3 and level >= 2:
            return True, pictured
    return False, pictured


def _bounds(item: Any) -> tuple[float, float, float, float]:
    from pypdfium2 import raw

    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value
