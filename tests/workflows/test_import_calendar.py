"""Taking in a calendar: previewed, made into items, and what an export holds is read back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from itertools import count

import pytest
from openpyxl import Workbook

from copilot.domain.calendar import Audience, ItemState, Purpose
from copilot.domain.calendar_import import CalendarUse, ImportChoices
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.errors import InvalidInput, UnreadableFile
from copilot.knowledge.reading import SeparateReader
from copilot.locales import load_locale
from copilot.planning.imported_items import stands_by
from copilot.planning.rules import load_planning_rules
from copilot.reporting.outgoing_files import calendar_file
from copilot.workflows.import_calendar import CalendarFile, CalendarImport
from tests.support.outgoing import calendar_of, item, outgoing

NEW, OLD = Audience("g1", "新客2群"), Audience("g2", "老客 VIP/上海[1]")


@pytest.fixture(scope="module")
def importing() -> Iterator[CalendarImport]:
    reader = SeparateReader()
    ids = count(1)
    yield CalendarImport(reader, lambda: date(2026, 11, 27), lambda: f"n{next(ids)}", stands_by(load_planning_rules()))
    reader.close()


def opened(importing: CalendarImport, *rows: list[object]) -> CalendarFile:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return importing.open("排期.xlsx", file.getvalue())


def test_a_preview_tells_what_is_taken_what_is_left_and_whom_to_ask_for(importing: CalendarImport) -> None:
    file = opened(
        importing,
        ["日期", "群", "内容"],
        [datetime(2026, 12, 3), "新客2群", "一\n二"],
        ["待定", "新客2群", "三"],
        ["12月5日", "福利群", "四"],
    )
    preview = importing.preview(file, [NEW, OLD])
    assert [(row.day, row.text) for row in preview.rows] == [(date(2026, 12, 3), "一\n二"), (date(2026, 12, 5), "四")]
    assert [(p.place.row, p.code) for p in preview.refused] == [(3, "not_a_date")]
    assert [a.name for a in preview.unnamed] == ["福利群"]


def test_items_are_made_once_every_audience_is_known(importing: CalendarImport) -> None:
    file = opened(importing, ["日期", "群", "内容"], ["12月5日", "福利群", "四"])
    with pytest.raises(InvalidInput) as refused:
        importing.items(file, [NEW, OLD])
    assert refused.value.code == "audience_unclear"
    (made,) = importing.items(file, [NEW, OLD], ImportChoices(audiences={"福利群": "g2"}))
    assert (made.slot.audience_id, made.slot.purpose, made.text) == ("g2", Purpose.TIP, "四")


def test_taking_it_in_again_leaves_nothing_to_do(importing: CalendarImport) -> None:
    file = opened(importing, ["日期", "群", "内容"], ["12月5日", "新客2群", "四"])
    there = [made.slot for made in importing.items(file, [NEW])]
    with pytest.raises(InvalidInput) as refused:
        importing.items(file, [NEW], there=there)
    assert load_locale(Language.ZH).explain(refused.value) == "排期.xlsx 里没有可以导入的内容。"


def test_two_columns_of_a_sheet_cannot_both_be_the_day(importing: CalendarImport) -> None:
    file = opened(importing, ["日期", "内容", "备注"], ["12月5日", "四", "12月6日"])
    with pytest.raises(InvalidInput) as refused:
        importing.preview(file, [NEW], ImportChoices(uses={("Sheet", 2): CalendarUse.DAY}))
    assert refused.value.code == "column_twice"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_exported_is_read_back_as_it_was(importing: CalendarImport, kind: str, language: Language) -> None:
    items = [
        outgoing("a", text="@所有人 今晚八点\n\n直播见", offer="第二只半价", audience=OLD.name),
        outgoing("b", date(2026, 12, 9), time(20, 15), text="=3 天后降温"),
    ]
    content = calendar_file(calendar_of(*items), kind, load_locale(language).say, language=language)
    preview = importing.preview(importing.open(f"a.{kind}", content), [NEW, OLD])
    rows = sorted(preview.rows, key=lambda row: row.day)
    assert preview.problems == ()
    assert [(r.day, r.at, r.audience, r.channel, r.purpose) for r in rows] == [
        (date(2026, 12, 3), time(9, 30), OLD.name, Channel.GROUP, Purpose.OFFER),
        (date(2026, 12, 9), time(20, 15), NEW.name, Channel.GROUP, Purpose.TIP),
    ]
    assert [r.text for r in rows] == ["@所有人 今晚八点\n\n直播见", "=3 天后降温"]
    assert (rows[0].product, rows[0].requests, rows[0].persona, rows[0].sender) == (
        "荞麦枕",
        ("晒单图 3 张",),
        "林姐",
        "小林",
    )


def test_results_are_matched_to_what_was_sent(importing: CalendarImport) -> None:
    file = opened(importing, ["日期", "群", "触达", "回复"], [datetime(2026, 12, 3), "新客2群", 38, 5])
    sent = replace(item("i1", date(2026, 12, 3), time(9, 30)), state=ItemState.EXPORTED)
    (one,) = importing.results(file, [sent], [NEW]).matched
    assert (one.item_id, one.row.reached, one.row.replies) == ("i1", 38, 5)


def test_a_file_that_is_no_table_is_refused(importing: CalendarImport) -> None:
    with pytest.raises(UnreadableFile):
        importing.open("a.xlsx", b"PK\x03\x04 broken")
