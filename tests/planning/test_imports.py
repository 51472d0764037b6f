"""Calendars that people made by hand, read from real files."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from copilot.domain.calendar import Purpose
from copilot.domain.calendar_import import CalendarUse, ImportedRow, ReadCalendar
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.domain.sheet import Sheet, SheetRow
from copilot.knowledge.reading import read_sheets
from copilot.locales import load_locale
from copilot.planning.import_words import import_words
from copilot.planning.imports import read_calendar

TODAY = date(2026, 11, 27)
Cells = Sequence[Sequence[object]]


def book_of(**sheets: Cells) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return book


def read(book: Workbook, name: str = "排期.xlsx", **how: object) -> ReadCalendar:
    file = BytesIO()
    book.save(file)
    uses = how.get("uses")
    known = how.get("known", ())
    sheets = read_sheets(name, file.getvalue(), keep_lines=True)
    assert uses is None or isinstance(uses, dict)
    assert isinstance(known, tuple)
    return read_calendar(sheets, TODAY, uses=uses, name=name, known=known)


def brief(rows: Sequence[ImportedRow]) -> list[tuple[str, str, str]]:
    return [(f"{row.day:%m-%d}", row.audience, row.topic) for row in rows]


def test_a_list_with_known_headers_is_read_with_everything_it_tells() -> None:
    made = read(book_of(Sheet1=[
        ["日期", "时间", "群", "渠道", "类型", "主题", "文案", "配图", "产品", "人设", "负责人"],
        [datetime(2026, 12, 3), time(9, 30), "新客2群", "社群", "互动", "侧睡还是仰睡", "您平时侧睡多还是仰睡多？\n回个数字", "晒单图 3 张、海报",
         "荞麦枕", "林姐", "小林"],
    ]))  # fmt: skip
    (row,) = made.rows
    assert (row.day, row.at, row.audience, row.channel) == (date(2026, 12, 3), time(9, 30), "新客2群", Channel.GROUP)
    assert (row.purpose, row.topic, row.text) == (
        Purpose.QUESTION,
        "侧睡还是仰睡",
        "您平时侧睡多还是仰睡多？\n回个数字",
    )
    assert (row.requests, row.product, row.persona, row.sender) == (("晒单图 3 张", "海报"), "荞麦枕", "林姐", "小林")
    assert made.problems == ()


def test_english_headers_and_days_are_read() -> None:
    made = read(book_of(Plan=[
        ["Date", "Time", "Group", "Channel", "Topic", "Copy", "Owner"],
        ["3 Dec 2026", "9:30 PM", "VIP club", "Moments", "Drying", "Dry it inside.", "Lin"],
    ]))  # fmt: skip
    (row,) = made.rows
    assert (row.day, row.at, row.channel, row.sender) == (date(2026, 12, 3), time(21, 30), Channel.MOMENTS, "Lin")


def test_merged_and_blank_days_are_those_of_the_row_above() -> None:
    book = book_of(Sheet1=[["日期", "群", "内容"], ["12月3日", "a群", "一"], [None, "b群", "二"], [None, "c群", "三"]])
    book.worksheets[0].merge_cells("A2:A3")
    made = read(book)
    assert [(row.day, row.day_from_above) for row in made.rows] == [
        (date(2026, 12, 3), False), (date(2026, 12, 3), False), (date(2026, 12, 3), True)
    ]  # fmt: skip


def test_each_sheet_is_an_audience_unless_its_title_is_a_month() -> None:
    table = [["日期", "内容"], ["12月3日", "一"]]
    made = read(book_of(新客1群=table, 朋友圈=table, Sheet3=table, **{"12月": table}))
    assert [(row.audience, row.channel) for row in made.rows] == [
        ("新客1群", Channel.GROUP), ("朋友圈", Channel.MOMENTS), ("", None), ("", None)
    ]  # fmt: skip


def test_several_audiences_in_a_cell_are_one_item_each_but_a_known_name_is_kept_whole() -> None:
    table = [["日期", "群", "内容"], ["12月3日", "新客1群、新客2群", "一"]]
    assert [row.audience for row in read(book_of(a=table)).rows] == ["新客1群", "新客2群"]
    assert [row.audience for row in read(book_of(a=table), known=("新客1群、新客2群",)).rows] == ["新客1群、新客2群"]


def test_days_against_audiences_are_read_cell_by_cell() -> None:
    made = read(book_of(Sheet1=[
        ["2026年12月排期", None, None, None],
        ["日期", "新客群", "老客群", "朋友圈"],
        ["3日", "下雨天枕头别往阳台挂", None, "今天降温，荞麦枕晒一晒再收"],
        ["4日", None, "老客专享试睡名额三个", "休"],
    ]))  # fmt: skip
    assert brief(made.rows) == [
        ("12-03", "新客群", "下雨天枕头别往阳台挂"), ("12-03", "朋友圈", "今天降温，荞麦枕晒一晒再收"),
        ("12-04", "老客群", "老客专享试睡名额三个"),
    ]  # fmt: skip
    assert made.rows[1].channel is Channel.MOMENTS


def test_days_against_times_are_read_cell_by_cell() -> None:
    made = read(book_of(新客群=[["日期", "9:00", "晚上8点"], ["12/3", "早上说一个小知识", "晚上问大家一句"]]))
    assert [(row.at, row.audience) for row in made.rows] == [(time(9), "新客群"), (time(20), "新客群")]


def test_days_across_the_top_are_read_cell_by_cell() -> None:
    made = read(book_of(Sheet1=[
        ["日期", "12月7日", "12月8日", "12月9日"], [None, "周一", "周二", "周三"],
        ["新客群", "早上一个小知识", None, "问一句"], ["朋友圈", None, "今天降温", None],
    ]))  # fmt: skip
    assert [(*one, row.place.row) for one, row in zip(brief(made.rows), made.rows, strict=True)] == [
        ("12-07", "新客群", "早上一个小知识", 3), ("12-09", "新客群", "问一句", 3), ("12-08", "朋友圈", "今天降温", 4)
    ]  # fmt: skip
    assert made.rows[2].channel is Channel.MOMENTS


def test_a_month_drawn_week_by_week_is_read_with_its_edges_in_the_months_beside_it() -> None:
    made = read(book_of(新客群=[
        ["2026年12月", None, None, None, None, None, None], ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        [30, 1, 2, 3, 4, 5, 6], ["甲", "乙", None, None, None, None, "丙"],
        [28, 29, 30, 31, 1, 2, 3], [None, None, None, "丁", "戊", None, None],
    ]))  # fmt: skip
    assert [(row.day, row.text) for row in made.rows] == [
        (date(2026, 11, 30), "甲"), (date(2026, 12, 1), "乙"), (date(2026, 12, 6), "丙"), (date(2026, 12, 31), "丁"),
        (date(2027, 1, 1), "戊"),
    ]  # fmt: skip
    assert {row.audience for row in made.rows} == {"新客群"}


def test_headers_below_each_audience_are_that_audiences() -> None:
    rows: Cells = [
        ["12月排期", None, None, None, None, None], ["日期", "新客群", None, "朋友圈", None, "备注"],
        ["日期", "时间", "文案", "时间", "文案", "备注"], ["3日", "9:00", "甲", "20:00", "乙", "急"],
        ["4日", None, None, "21:00", "丙", None],
    ]  # fmt: skip
    book = book_of(排期=rows)
    for area in ("A1:F1", "A2:A3", "B2:C2", "D2:E2", "F2:F3"):
        book.worksheets[0].merge_cells(area)
    made = read(book)
    assert [(row.day.day, row.audience, row.at, row.text, row.place.row) for row in made.rows] == [
        (3, "新客群", time(9), "甲", 4), (3, "朋友圈", time(20), "乙", 4), (4, "朋友圈", time(21), "丙", 5)
    ]  # fmt: skip
    assert (made.rows[1].channel, made.rows[1].rest) == (Channel.MOMENTS, (("备注", "急"),))


def test_times_beside_days_across_the_top_are_times() -> None:
    made = read(
        book_of(新客群=[["时间", "12/7", "12/8", "12/9"], ["9:00", "一条", None, None], ["20:00", None, None, "二条"]])
    )
    assert [(row.at, row.day.day, row.audience) for row in made.rows] == [
        (time(9), 7, "新客群"),
        (time(20), 9, "新客群"),
    ]


def test_what_stands_beside_the_days_is_kept_with_the_row() -> None:
    made = read(
        book_of(
            Sheet1=[
                ["群", "12/7", "12/8", "12/9", "备注"],
                ["新客群", "一条", None, None, "急"],
                ["老客群", None, None, None, "等图"],
                [None, None, None, None, "问老板"],
            ]
        )
    )
    assert [(row.text, row.rest) for row in made.rows] == [("一条", (("", "急"),))]
    assert [(p.code, p.value, p.taken) for p in made.problems] == [
        ("not_a_date", "等图", False), ("not_a_date", "问老板", False)
    ]  # fmt: skip


def test_a_column_with_no_telling_header_is_known_by_what_it_holds() -> None:
    made = read(
        book_of(
            Sheet1=[
                ["时间", "栏目X", "备注Y"],
                ["12月3日", "下雨天枕头别往阳台挂，容易霉", "急"],
                ["12月4日", "今晚直播拆三只枕头给大家看", ""],
            ]
        )
    )
    assert [column.use for column in made.columns] == [CalendarUse.DAY, CalendarUse.TEXT, CalendarUse.FIELD]
    assert made.rows[0].rest == (("备注Y", "急"),)


def test_what_a_person_says_a_column_is_for_goes_before_what_was_read() -> None:
    book = book_of(Sheet1=[["日期", "主题", "备注"], ["12月3日", "雨天", "下雨天别晒"]])
    made = read(book, uses={("Sheet1", 2): CalendarUse.TEXT})
    assert made.rows[0].text == "下雨天别晒"
    assert (made.columns[2].use, made.columns[2].read_as) == (CalendarUse.TEXT, CalendarUse.FIELD)


def test_every_row_that_is_not_taken_is_listed_with_its_place_and_the_reason() -> None:
    made = read(book_of(十二月群=[
        ["日期", "内容", "群"], ["待定", "一", "a群"], ["12.3-12.5", "二", "a群"], ["12月3日", None, "a群"], ["合计", "3", None],
    ], 群规=[["一条"], ["两条"]]))  # fmt: skip
    assert made.rows == ()
    assert [(p.place.sheet, p.place.row, p.code, p.taken) for p in made.problems] == [
        ("十二月群", 2, "not_a_date", False), ("十二月群", 3, "several_days", False), ("十二月群", 4, "no_content", False),
        ("十二月群", 5, "total", False), ("群规", 0, "no_days", False),
    ]  # fmt: skip


def test_a_row_that_tells_only_a_day_is_nothing_to_list() -> None:
    made = read(
        book_of(
            群=[["日期", "星期", "内容"], ["12月3日", "周四", None], [None, None, "一"], ["12月5日", "周六", "不发"]]
        )
    )
    assert brief(made.rows) == [("12-03", "群", "一")]
    assert made.problems == ()


def test_what_was_unclear_is_told_and_its_words_are_kept() -> None:
    made = read(book_of(Sheet1=[
        ["日期", "星期", "时间", "渠道", "类型", "内容"], ["12月3日", "周五", "待会儿", "小红书", "杂谈", "一"], ["12月4日", None, "早上", None, None, "二"],
    ]))  # fmt: skip
    assert [(p.code, p.value) for p in made.problems] == [
        ("weekday_differs", "12月3日 周五"), ("not_a_time", "待会儿"), ("unknown_channel", "小红书"),
        ("unknown_purpose", "杂谈"), ("time_guessed", "早上"),
    ]  # fmt: skip
    assert made.rows[0].rest == (("时间", "待会儿"), ("渠道", "小红书"), ("类型", "杂谈"))
    assert all(p.taken for p in made.problems)


def test_numbers_that_were_days_and_times_are_read_as_such() -> None:
    made = read(book_of(群=[["日期", "时间", "内容"], [46359, 0.8125, "一"], [46360.5, None, "二"]]))
    assert [(row.day, row.at) for row in made.rows] == [
        (date(2026, 12, 3), time(19, 30)), (date(2026, 12, 4), time(12))
    ]  # fmt: skip


def test_a_table_in_csv_is_read_too() -> None:
    sheets = read_sheets("a.csv", '日期,群,内容\n12月3日,新客群,"一\n二"\n'.encode("gb18030"), keep_lines=True)
    assert read_calendar(sheets, TODAY).rows[0].text == "一\n二"


CELLS = st.sampled_from(
    ["", "", "12月3日", "12.4", "46359", "待定", "周四", "9:30", "早上", "新客群", "群A、群B", "朋友圈", "互动", "侧睡还是仰睡", "合计", "休", "=1", "3"]
)  # fmt: skip


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=8))
def test_no_row_is_lost(cells: list[list[str]]) -> None:
    """Each row that says more than when is read, or listed with the reason."""
    head = ("日期", "时间", "群", "内容", "备注")
    rows = [SheetRow(n, tuple(row)) for n, row in enumerate(cells, start=2) if any(row)]
    made = read_calendar([Sheet("群表", (SheetRow(1, head), *rows))], TODAY)
    told = {row.place.row for row in made.rows} | {p.place.row for p in made.problems if not p.taken}
    silent = [row for row in rows if row.number not in told]
    assert all(import_words().is_blank(cell) for row in silent for cell in row.cells[2:4])
    assert not any(row.cells[4] for row in silent)


@pytest.mark.parametrize("language", list(Language))
def test_the_words_of_the_interface_are_read_as_what_they_name(language: Language) -> None:
    say, words = load_locale(language).say, import_words()
    assert [p for p in Purpose if words.purpose(say(f"purposes.{p}")) is not p] == []
    assert [c for c in Channel if words.channel(say(f"channels.{c}")) is not c] == []
