"""Spans of days as people write them, read on 23 November 2026."""

from datetime import date

import pytest

from copilot.knowledge.reading.periods import day_of_sales, find_periods, year_in

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("11.1-11.11", "2026-11-01", "2026-11-11"),
        ("11.1-11", "2026-11-01", "2026-11-11"),
        ("2026/11/20—11/30", "2026-11-20", "2026-11-30"),
        ("即日起至12月底", None, "2026-12-31"),
        ("2026年12月1日起", "2026-12-01", None),
        ("12月1日～12日", "2026-12-01", "2026-12-12"),
        ("11月1日20:00 至 11月11日24点", "2026-11-01", "2026-11-11"),
        ("截止2026.12.31", None, "2026-12-31"),
        ("年底前", None, "2026-12-31"),
        ("12.20-1.5", "2026-12-20", "2027-01-05"),
        ("1.5-1.10", "2027-01-05", "2027-01-10"),
        ("6.1-6.18", "2026-06-01", "2026-06-18"),
        ("20261101-20261111", "2026-11-01", "2026-11-11"),
        ("Dec 1 – Dec 12, 2026", "2026-12-01", "2026-12-12"),
        ("Sep 4–7, 2026", "2026-09-04", "2026-09-07"),
        ("valid 1-31 December 2026", "2026-12-01", "2026-12-31"),
        ("27-30 Nov", "2026-11-27", "2026-11-30"),
        ("until Nov 30", None, "2026-11-30"),
        ("from 1 December 2026", "2026-12-01", None),
        ("12/1/2026 - 12/12/2026", "2026-12-01", "2026-12-12"),
        ("2027年2月", "2027-02-01", "2027-02-28"),
    ],
)
def test_a_span_is_read(text: str, first: str | None, last: str | None) -> None:
    [period] = find_periods(text, TODAY)
    assert (period.valid_from, period.valid_to) == (
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


@pytest.mark.parametrize(
    "text", ["长期有效", "We may ship late", "1.5m床", "¥11.11", "13.45-99", "第3步", "买2件", "电话 400-233-0719"]
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_periods(text, TODAY) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [("双12", "双12当天"), ("双十一大促", "双十一当天"), ("618", "6月18日"), ("双12前", ""), ("1618", "")],
)
def test_a_day_of_sales_alone_is_that_day(text: str, day: str) -> None:
    assert day_of_sales(text) == day


def test_two_spans_stay_two() -> None:
    found = find_periods("11.1-11.3，11.9-11.11", TODAY)
    assert [(p.valid_from, p.valid_to) for p in found] == [
        (date(2026, 11, 1), date(2026, 11, 3)),
        (date(2026, 11, 9), date(2026, 11, 11)),
    ]


def test_the_title_decides_the_year_where_the_cell_has_none() -> None:
    [period] = find_periods("11.1-11.11", TODAY, year=year_in("2025年双11价格表"))
    assert period.valid_from == date(2025, 11, 1)
