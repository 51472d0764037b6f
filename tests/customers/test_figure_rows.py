"""Lists of figures as brands keep them: headers, months and days, totals, cells that are no numbers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from copilot.customers.figure_rows import find_figures, read_figures, twice
from copilot.domain.figure_import import FigureUse
from copilot.domain.sheet import Sheet, SheetRow
from copilot.domain.wings import Cut, Period, Place

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
PEOPLE = {(FigureUse.SEGMENT, "新手妈妈"): "moms", (FigureUse.AUDIENCE, "老客1群"): "g1"}


def sheet(*rows: Sequence[str]) -> Sheet:
    return Sheet("表", tuple(SheetRow(n, tuple(row)) for n, row in enumerate(rows, start=1)))


def iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read(*rows: Sequence[str], said: dict[int, FigureUse] | None = None):  # type: ignore[no-untyped-def]
    listed = find_figures([sheet(*rows)], said or {})
    return listed, *read_figures(listed, iso, lambda use, name: PEOPLE.get((use, name)))


def test_headers_of_both_languages_are_known() -> None:
    zh, _, _ = read(("月份", "新加好友", "活跃", "首购", "首购金额", "被介绍来", "备注"), ("2026-10", *["1"] * 6))
    en, _, _ = read(
        ("Start", "End", "New contacts", "First order value", "First purchases", "Referred by others"), ["1"] * 6
    )
    assert [c.read_as.value for c in zh.columns] == [
        "month",
        "acquired",
        "active",
        "bought",
        "bought_money",
        "referred",
        "nothing",
    ]
    assert [c.read_as.value for c in en.columns] == ["start", "end", "acquired", "bought_money", "bought", "referred"]


def test_a_month_or_two_days_make_a_period_and_money_stands_with_its_people() -> None:
    _, figures, problems = read(("月份", "新加好友", "首购", "首购金额"), ("2026年10月", "430", "20 单", "¥10,810.50"))
    assert problems == ()
    assert [(f.period, f.place, f.count, f.money) for f in figures] == [
        (OCTOBER, Place.ACQUIRED, 430, None), (OCTOBER, Place.BOUGHT, 20, Decimal("10810.50")),
    ]  # fmt: skip
    _, figures, _ = read(("开始", "结束", "新加"), ("2026-10-01", "2026-10-31", "430"))
    assert figures[0].period == OCTOBER


def test_rows_of_a_source_a_segment_or_a_group_are_cuts_and_totals_are_everybody() -> None:
    _, figures, problems = read(
        ("月份", "来源", "客群", "群名", "新加"), ("2026-10", "合计", "", "", "9"), ("2026-10", "门店", "新手妈妈", "", "5"),
        ("2026-10", "", "", "老客1群", "4"), ("2026-10", "", "没有这群人", "", "3"),
    )  # fmt: skip
    assert [f.cut for f in figures] == [Cut(), Cut("门店", "moms"), Cut(audience_id="g1")]
    assert [(p.row, p.code, p.taken) for p in problems] == [(5, "unknown_name", False)]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("很多", "not_a_number"), ("-3", "out_of_range"), ("1.5", "not_a_whole_number"), ("9" * 20, "out_of_range")],
)
def test_a_cell_that_is_no_number_of_people_is_told_and_the_rest_of_the_row_is_taken(cell: str, code: str) -> None:
    _, figures, problems = read(("月份", "新加", "首购"), ("2026-10", cell, "20"))
    assert [f.place for f in figures] == [Place.BOUGHT]
    assert [(p.code, p.value) for p in problems] == [(code, cell)]


@pytest.mark.parametrize(("month", "code"), [("十月", "not_a_month"), ("2026-13", "not_a_month")])
def test_a_row_without_its_days_is_left_out(month: str, code: str) -> None:
    _, figures, problems = read(("月份", "新加"), (month, "3"))
    assert (figures, [p.code for p in problems]) == ((), [code])
    _, figures, problems = read(("开始", "结束", "新加"), ("2026-10-31", "2026-10-01", "3"))
    assert (figures, [p.code for p in problems]) == ((), ["ends_before_it_begins"])


def test_what_a_person_said_of_a_column_counts_and_a_later_row_replaces_an_earlier() -> None:
    listed, figures, _ = read(("月份", "客户数"), ("2026-10", "7"), ("2026-10", "8"), said={1: FigureUse.ACTIVE})
    assert [(f.place, f.count) for f in figures] == [(Place.ACTIVE, 8)]
    assert twice(listed.columns) is None
    listed, _, _ = read(("月份", "新加", "客户数"), ("2026-10", "7", "8"), said={2: FigureUse.ACQUIRED})
    assert twice(listed.columns) is FigureUse.ACQUIRED


def test_an_empty_sheet_holds_nothing() -> None:
    listed = find_figures([Sheet("空", ())], {})
    assert (listed.columns, listed.rows) == ((), ())
