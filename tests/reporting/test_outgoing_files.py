"""Approved items as CSV, JSON, calendar events and a Word document."""

import csv
import io
import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from docx import Document
from icalendar import Calendar, Component

from copilot.domain.language import Language
from copilot.domain.outgoing import OutgoingCalendar
from copilot.errors import InvalidInput
from copilot.locales import load_locale
from copilot.reporting.outgoing_files import CALENDAR_FORMATS, calendar_file
from tests.support.outgoing import calendar_of, outgoing

TEXT = "下雨天枕头别往阳台挂；外套拆下来晾，芯子放客厅对着门口吹。\n第二天翻个面, 再晾半天\\一天。"


def made(calendar: OutgoingCalendar, kind: str, language: Language = Language.ZH) -> bytes:
    return calendar_file(calendar, kind, load_locale(language).say, language=language)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def events(content: bytes) -> list[Component]:
    return Calendar.from_ical(content).walk("VEVENT")


def test_a_table_tells_each_item_once_with_its_text_as_it_is() -> None:
    content = made(calendar_of(outgoing(text=TEXT)), "csv")
    (row,) = rows(content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert (row["日期"], row["星期"], row["时间"], row["发到"], row["内容"]) == (
        "2026-12-03", "周四", "09:30", "新客2群", TEXT
    )  # fmt: skip
    assert (row["审核人"], row["审核时间"]) == ("陈敏", "2026-11-27 10:30")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", " =", "\t@", "\r+"])
def test_no_cell_of_the_table_is_a_formula(start: str) -> None:
    (row,) = rows(made(calendar_of(outgoing(text=start + "1+1", sender=start)), "csv"))
    assert (row["内容"], row["发送人"]) == (f"'{start}1+1", f"'{start}")


def test_what_is_promoted_is_told_in_every_word_of_the_language() -> None:
    (row,) = rows(made(calendar_of(outgoing(offer="第二只半价")), "csv", Language.EN))
    told = (row["Product"], row["Offer"], row["Occasion"], row["Purpose"], row["Node"], row["Step"], row["To bring"])
    assert told == ("荞麦枕", "第二只半价", "Double 12", "Offer", "Convert", "Action", "晒单图 3 张")


def test_json_keeps_ids_texts_and_iso_dates() -> None:
    told = json.loads(made(calendar_of(outgoing(text=TEXT)), "json"))
    one = told["items"][0]
    assert (told["clocks"], one["day"], one["time"], one["purpose"]) == ("Asia/Shanghai", "2026-12-03", "09:30", "tip")
    assert (one["text"], one["approved_by"], one["label"]) == (TEXT, ["陈敏"], "metadata")


def test_an_event_stands_on_the_brands_clocks_and_carries_the_text() -> None:
    (event,) = events(made(calendar_of(outgoing(text=TEXT)), "ics"))
    assert event.decoded("dtstart").astimezone(UTC) == datetime(2026, 12, 3, 1, 30, tzinfo=UTC)
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert event["summary"] == "新客2群（社群）：雨天怎么晾枕头"
    assert str(event["description"]).startswith(TEXT)


def test_where_the_clocks_are_not_known_an_event_floats() -> None:
    content = made(calendar_of(outgoing(), clocks=""), "ics", Language.EN)
    assert b"DTSTART:20261203T093000\r\n" in content
    assert b"VTIMEZONE" not in content


def test_an_event_keeps_its_id_when_the_item_moves_and_its_number_grows_with_the_items() -> None:
    first, moved = outgoing(), outgoing(day=date(2026, 12, 5))
    ids = [events(made(calendar_of(one), "ics"))[0]["uid"] for one in (first, moved)]
    assert ids[0] == ids[1] == "i1@butterfly-copilot"
    assert events(made(calendar_of(moved), "ics"))[0]["sequence"] == 3


def test_a_calendar_file_has_lines_that_programs_take() -> None:
    """RFC 5545 3.1: lines end in CRLF, and are folded at 75 bytes."""
    content = made(calendar_of(outgoing(text=TEXT * 5), outgoing("i2", audience="群;A,B")), "ics")
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode("utf-8")
    calendar = Calendar.from_ical(content)
    assert [calendar["version"], len(calendar.walk("VTIMEZONE")), len(calendar.walk("VEVENT"))] == ["2.0", 1, 2]
    assert calendar.errors == []


def document_of(content: bytes) -> tuple[list[list[str]], str]:
    document = Document(io.BytesIO(content))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return cells, "\n".join(p.text for p in document.paragraphs)


def test_the_document_shows_each_month_at_a_glance_and_then_the_texts_by_day() -> None:
    calendar = calendar_of(outgoing(), outgoing("i2", date(2027, 1, 1), text="新年好。", audience="老客群"))
    weeks, said = document_of(made(calendar, "docx"))
    assert weeks[0] == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    assert weeks[1][2:4] == ["2", "3\n09:30 新客2群 · 小知识"]
    parts = ("2026年12月", "2027年1月", "12月3日 周四", "下雨天枕头别往阳台挂。", "1月1日 周五", "新年好。")
    places = [said.index(part) for part in parts]
    assert places == sorted(places)


def test_the_document_tells_the_share_of_promotion_and_who_approved() -> None:
    _, said = document_of(made(calendar_of(outgoing(), outgoing("i2", offer="半价")), "docx", Language.EN))
    assert "Items: 2　of these promoting: 1 (50%)" in said
    assert "Approved: 陈敏, 2026-11-27 10:30" in said


def test_a_document_without_items_says_so() -> None:
    assert "这段时间没有审核通过的内容。" in document_of(made(calendar_of(), "docx"))[1]


@pytest.mark.parametrize("kind", sorted(CALENDAR_FORMATS))
def test_no_kind_of_file_stumbles_over_any_sign(kind: str) -> None:
    hostile = "\x00\x1b\ud800\ufffe</w:t><script>=1\r\n;,\\\"'😀"
    one = outgoing("i\n1", text=hostile, audience=hostile, sender=hostile, idea=hostile, offer=hostile)
    assert made(calendar_of(one, brand=hostile), kind)


@pytest.mark.parametrize("kind", sorted(CALENDAR_FORMATS))
def test_every_kind_takes_many_items_and_none(kind: str) -> None:
    many = [
        outgoing(f"i{n}", date(2026, 12, 1) + timedelta(days=n % 31), time(n % 24), audience=f"群{n % 7}")
        for n in range(200)
    ]
    assert len(made(calendar_of(*many), kind)) > len(made(calendar_of(), kind))


def test_another_kind_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        made(calendar_of(), "pdf")
    assert load_locale(Language.ZH).explain(refused.value) == "不能导出成 pdf。可以用：xlsx, csv, ics, docx, json。"
