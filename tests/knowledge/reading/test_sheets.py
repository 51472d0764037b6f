"""Sheets as a person sees them, with nothing understood, and single days in cells."""

from datetime import date

import pytest

from copilot.errors import UnreadableFile
from copilot.knowledge.reading import Limits, SeparateReader, read_day, read_sheets
from tests.support.office import packed

TODAY = date(2026, 11, 23)


def test_rows_come_as_they_stand_with_the_numbers_a_spreadsheet_shows() -> None:
    (sheet,) = read_sheets("a.csv", "姓名;手机\n\n安小姐;10000000001\n;;备注\n".encode())
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("姓名", "手机", "")),
        (3, ("安小姐", "10000000001", "")),
        (4, ("", "", "备注")),
    ]


def test_nothing_is_taken_for_a_title_a_note_or_a_product() -> None:
    (sheet,) = read_sheets("a.csv", "名称,电话\n安,1\n,2\n同上,3\n合计,6\n".encode())
    assert [row.cells[0] for row in sheet.rows] == ["名称", "安", "", "同上", "合计"]


def test_a_web_page_under_the_name_of_a_spreadsheet_is_read() -> None:
    page = "<html><table><tr><th>姓名</th><th>手机</th></tr><tr><td>安</td><td>1</td></tr></table></html>".encode()
    assert [row.cells for row in read_sheets("a.xls", page)[0].rows] == [("姓名", "手机"), ("安", "1")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"hello", "file_foreign"),
        ("a.csv", b" \n", "file_empty"),
        ("a.xlsx", packed({"xl/workbook.xml": "<broken"}), "file_broken"),
        ("a.docx", packed({"word/document.xml": "<w/>"}), "file_foreign"),
    ],
)
def test_what_holds_no_sheet_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_sheets(name, content)
    assert refused.value.code == code


def test_more_cells_than_allowed_are_refused_in_the_other_process_too() -> None:
    reader = SeparateReader(Limits(cells=3))
    try:
        with pytest.raises(UnreadableFile) as refused:
            reader.sheets("a.csv", b"a,b\n1,2\n")
        assert refused.value.code == "file_too_large"
    finally:
        reader.close()


@pytest.mark.parametrize(
    "text",
    ["2026-11-01", "2026/11/1", "2026.11.01", "2026年11月1日", "20261101", "2026-11-01 09:30", "2026-11-01T09:30:00",
     "11/1/2026", "1 Nov 2026", "Nov 1, 2026", "46327", "11月1日"],
)  # fmt: skip
def test_a_day_is_read_in_any_usual_writing(text: str) -> None:
    assert read_day(text, TODAY) == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["", "下周", "2026年11月", "11.1-11.11", "2026-13-01", "老客"])
def test_what_is_no_single_day_is_none(text: str) -> None:
    assert read_day(text, TODAY) is None


def test_texts_keep_their_lines_where_that_is_asked_for() -> None:
    content = '日期,文案\n12月3日,"第一行 \n\n  第二行"\n'.encode()
    assert read_sheets("a.csv", content, keep_lines=True)[0].rows[1].cells[1] == "第一行\n\n  第二行"
    assert read_sheets("a.csv", content)[0].rows[1].cells[1] == "第一行 第二行"
