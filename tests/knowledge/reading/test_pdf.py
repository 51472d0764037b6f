"""PDFs of every make: columns, running heads, hyphens, tables among text, pages that are pictures, and many pages."""

import io
import time
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from copilot.domain.document import Notice, ReadFile
from copilot.errors import UnreadableFile
from copilot.knowledge.reading.pdf import spans

Reader = Callable[..., ReadFile]
SONG = "STSong-Light"
WIDTH, HEIGHT = A4
HOURS = "零一二三四五六七八九十甲乙丙丁戊己庚"


@pytest.fixture
def made() -> Callable[..., bytes]:
    """Make a PDF of pages, each a function that draws on a canvas."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))

    def make(*pages: Callable[[Any], None]) -> bytes:
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=A4, invariant=1)
        for draw in pages:
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return make


def _lines(*lines: str, x: float = 72, top: float = 100, font: str = SONG, size: float = 11) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        canvas.setFont(font, size)
        for n, line in enumerate(lines):
            canvas.drawString(x, HEIGHT - top - n * size * 1.5, line)

    return draw


def _picture(canvas: Any) -> None:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", (40, 56), 230).save(stream, "PNG")
    stream.seek(0)
    canvas.drawImage(ImageReader(stream), 20, 20, WIDTH - 40, HEIGHT - 40)


def _all(*parts: Callable[[Any], None]) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        for part in parts:
            part(canvas)

    return draw


def _table(rows: list[list[str]], top: float) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTNAME", (0, 0), (-1, -1), SONG)]
        table = Table(rows, colWidths=90, style=TableStyle(grid))
        table.wrapOn(canvas, WIDTH, HEIGHT)
        table.drawOn(canvas, 72, HEIGHT - top)

    return draw


def _told(file: ReadFile) -> str:
    return "\n".join(p.text for p in file.passages)


def test_pages_that_are_pictures_are_named_and_the_others_learned(read: Reader, made: Any) -> None:
    text = [_lines(f"云朵枕的第{n}条：两边高中间低，侧睡和仰睡都垫得住。") for n in "一二三四五"]
    file = read("手册.pdf", made(*text[:2], _picture, *text[2:], _picture, _picture, _picture))
    assert file.notices == (Notice("pages_scanned", "3, 7-9"),)
    assert "侧睡和仰睡" in _told(file)


def test_a_page_number_stamped_on_a_scan_does_not_make_it_a_text(read: Reader, made: Any) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read("a.pdf", made(*[_all(_picture, _lines(f"- {n} -", x=280, top=800)) for n in range(1, 4)]))
    assert refused.value.code == "file_scanned"


def test_a_picture_beside_text_and_an_empty_page_are_no_scans(read: Reader, made: Any) -> None:
    text = _lines("云朵枕两边高中间低，侧睡和仰睡都垫得住。")
    file = read("手册.pdf", made(_all(_picture, text), _lines()))
    assert file.notices == ()
    assert "侧睡和仰睡" in _told(file)


def test_two_columns_are_read_one_after_the_other(read: Reader, made: Any) -> None:
    left = _lines(*["left column words keep going on and on"] * 11, "the left one ends.", font="Helvetica", size=10)
    right = _lines(*["right column words keep going on"] * 11, "the right one ends.", x=320, font="Helvetica", size=10)
    told = _told(read("a.pdf", made(_all(left, right)), brand=None))
    assert told.index("left one ends") < told.index("right column words")


def test_heads_of_chapters_feet_and_page_numbers_are_left_out(read: Reader, made: Any) -> None:
    def page(number: int) -> Callable[[Any], None]:
        head = _lines("枕头怎么选" if number <= 8 else "床垫怎么选", top=40, size=9)
        foot = _lines(f"第 {number} 页 共 16 页", x=280, top=810, size=9)
        body = _lines(
            f"{HOURS[number]}点睡的人有{number * 7}种睡法，先看肩宽，再看高度，最后看软硬。",
            "高度不合适的枕头用再久也不会习惯。",
        )
        return _all(head, foot, body)

    told = _told(read("手册.pdf", made(*[page(n) for n in range(1, 17)])))
    assert "怎么选" not in told
    assert "共 16 页" not in told
    assert all(f"有{n * 7}种睡法" in told for n in range(1, 17))


def test_a_lone_number_in_the_text_is_no_page_number(read: Reader, made: Any) -> None:
    lines = ["Price of the lamp:", "x", "299", "x", "y", "That is all there is to say."]
    assert "299" in _told(read("a.pdf", made(_lines(*lines, font="Helvetica")), brand=None))


def test_words_cut_at_the_end_of_a_line_are_whole_again(read: Reader, made: Any) -> None:
    lines = (
        "A well-known pillow holds the neck of anyone who sleeps on the back and sup-",
        "ports the shoulder of anyone who sleeps on the side, which is why this well-",
        "known shape is copied so much by others.",
    )
    told = _told(read("a.pdf", made(_lines(*lines, font="Helvetica")), brand=None))
    assert "supports the shoulder" in told
    assert "this well-known shape" in told


def test_prices_of_a_ruled_table_become_facts_and_the_text_around_it_stays(read: Reader, made: Any) -> None:
    table = _table([["产品", "标价", "会员价"], ["云朵枕", "299", "269"], ["星光灯", "89", "79"]], top=240)
    file = read("a.pdf", made(_all(_lines("先说清楚：下面的价格全年不变。"), table)), brand=None)
    assert [(f.product, f.value, f.source.locator) for f in file.facts if f.product] == [
        ("云朵枕", "299", "p.1 table 1 row 2"),
        ("云朵枕", "269", "p.1 table 1 row 2"),
        ("星光灯", "89", "p.1 table 1 row 3"),
        ("星光灯", "79", "p.1 table 1 row 3"),
    ]
    assert "全年不变" in _told(file)


def test_turned_pages_are_read(read: Reader, made: Any) -> None:
    def turned(canvas: Any) -> None:
        canvas.setPageRotation(90)
        _lines("这一页是横着放的，字要照样读出来。")(canvas)

    assert "字要照样读出来" in _told(read("a.pdf", made(turned)))


def test_a_page_of_text_costs_a_fraction_of_a_page_with_a_table(read: Reader, made: Any) -> None:
    text = [_lines(*["云朵枕两边高中间低，侧睡和仰睡都垫得住，头一个星期觉得高。"] * 40, top=60)] * 20
    ruled = [_all(page, _table([["产品", "标价"], ["云朵枕", "299"]], top=800)) for page in text]

    def seconds(content: bytes) -> float:
        begin = time.process_time()
        read("a.pdf", content)
        return time.process_time() - begin

    read("a.pdf", made(text[0]))
    assert seconds(made(*text)) < 0.7 * seconds(made(*ruled))


def test_numbers_of_pages_are_told_as_spans() -> None:
    assert spans([3, 7, 8, 9, 12, 13]) == "3, 7-9, 12-13"
