"""Approved items as a spreadsheet."""

from datetime import datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.reporting.outgoing_workbook import outgoing_xlsx, sheet_names
from tests.support.outgoing import calendar_of, outgoing

ZH, EN = load_locale(Language.ZH).say, load_locale(Language.EN).say


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def test_each_audience_has_a_sheet_with_its_items_in_order() -> None:
    later, sooner = outgoing("a", at=time(20, 0), idea="晚"), outgoing("b", at=time(8, 0), idea="早")
    book = opened(outgoing_xlsx(calendar_of(later, outgoing("c", audience="老客群"), sooner), ZH))
    assert book.sheetnames == ["新客2群", "老客群"]
    assert [row[6] for row in book["新客2群"].iter_rows(values_only=True)] == ["主题", "早", "晚"]


def test_days_and_times_are_real_ones_and_the_header_stays() -> None:
    sheet = opened(outgoing_xlsx(calendar_of(outgoing()), ZH)).worksheets[0]
    titles = [str(cell.value) for cell in sheet[1]]
    row = dict(zip(titles, [cell.value for cell in sheet[2]], strict=True))
    assert (row["日期"], row["时间"], row["审核时间"]) == (
        datetime(2026, 12, 3), time(9, 30), datetime(2026, 11, 27, 10, 30)
    )  # fmt: skip
    assert (sheet.freeze_panes, sheet["A2"].number_format, sheet["C2"].number_format) == ("D2", "yyyy-mm-dd", "hh:mm")
    assert sheet["H2"].alignment.wrap_text


def test_where_the_clocks_are_not_known_approvals_are_told_in_utc() -> None:
    sheet = opened(outgoing_xlsx(calendar_of(outgoing(), clocks=""), EN)).worksheets[0]
    row = dict(zip([c.value for c in sheet[1]], [c.value for c in sheet[2]], strict=True))
    assert row["Approved at (UTC)"] == datetime(2026, 11, 27, 2, 30)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\t=", "\r=", "　@", "\n="])
def test_no_cell_is_a_formula(start: str) -> None:
    hostile = start + 'HYPERLINK("http://x")'
    one = outgoing(text=hostile, idea=hostile, audience=hostile, sender=hostile)
    sheet = opened(outgoing_xlsx(calendar_of(one), ZH)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert str(sheet["H2"].value).startswith("'")


def test_what_xml_cannot_carry_is_left_out() -> None:
    sheet = opened(outgoing_xlsx(calendar_of(outgoing(text="枕\x00头\x0b\ud800\ufffe晒\n一晒")), ZH)).worksheets[0]
    assert sheet["H2"].value == "枕头晒\n一晒"


def test_the_names_of_sheets_are_ones_that_excel_takes_and_none_is_there_twice() -> None:
    long = "上海静安寺店老客户会员专属福利交流群一群二群三群四群五群六群七群"
    names = sheet_names([long + "甲", long + "乙", "a/b[1]:*?", "History", "群", "'群'", "", "😀" * 20], "未命名")
    assert names == [
        long[:31], long[:27] + " (2)", "a b 1", "History (2)", "群", "群 (2)", "未命名", "😀" * 15,
    ]  # fmt: skip


def test_an_empty_calendar_is_a_workbook_that_opens() -> None:
    book = opened(outgoing_xlsx(calendar_of(), EN))
    assert book.sheetnames == ["Nothing"]
    assert book.worksheets[0].max_row == 1


def test_the_file_says_that_it_holds_texts_made_with_ai() -> None:
    assert opened(outgoing_xlsx(calendar_of(outgoing()), ZH)).properties.keywords == "含 AI 生成内容"
    assert opened(outgoing_xlsx(calendar_of(), ZH)).properties.keywords is None
