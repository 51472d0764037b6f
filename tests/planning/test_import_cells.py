"""Days and times as people write them."""

from datetime import date, time

import pytest

from copilot.planning.import_cells import (
    DayHints,
    hints_in,
    read_day,
    read_time,
    read_weekday,
    says_time,
    writes_day_first,
)

TODAY = date(2026, 11, 27)
HINTS = DayHints(TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-03", date(2026, 12, 3)), ("2026/12/3", date(2026, 12, 3)), ("2026.12.3", date(2026, 12, 3)),
        ("2026年12月3日", date(2026, 12, 3)), ("20261203", date(2026, 12, 3)), ("12月3日", date(2026, 12, 3)),
        ("12月3号（周四）", date(2026, 12, 3)), ("周四 12/3", date(2026, 12, 3)), ("12.3", date(2026, 12, 3)),
        ("12-3", date(2026, 12, 3)), ("１２月３日", date(2026, 12, 3)), ("3 Dec 2026", date(2026, 12, 3)),
        ("Thu, Dec 3", date(2026, 12, 3)), ("December 3rd, 2026", date(2026, 12, 3)), ("12/3/26", date(2026, 12, 3)),
        ("46359", date(2026, 12, 3)), ("46359.395833", date(2026, 12, 3)), ("2026-12-03 09:30", date(2026, 12, 3)),
    ],
)  # fmt: skip
def test_a_day_is_read_in_any_usual_way_of_writing(text: str, day: date) -> None:
    assert read_day(text, HINTS).day == day


@pytest.mark.parametrize("text", ["", "待定", "周四", "13月40日", "2026-02-30", "3日", "sometime", "399", "2月30日"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, HINTS).day is None


@pytest.mark.parametrize(
    "text", ["12.3-12.5", "12月3日-5日", "12/3~12/5", "12月3日至12月5日", "Dec 3 - 5", "12.3、12.4"]
)
def test_a_stretch_of_days_is_told_as_one(text: str) -> None:
    assert (read_day(text, HINTS).day, read_day(text, HINTS).several) == (None, True)


def test_a_day_without_a_year_is_the_next_one_or_a_recent_one() -> None:
    days = [read_day(text, HINTS).day for text in ("1月5日", "10月1日", "9月27日")]
    assert days == [date(2027, 1, 5), date(2026, 10, 1), date(2027, 9, 27)]


def test_a_title_tells_year_and_month_and_a_plan_of_december_runs_into_january() -> None:
    hints = hints_in("2025年12月社群排期", HINTS)
    days = [read_day(text, hints).day for text in ("3日", "5", "12月31日", "1月2日")]
    assert days == [date(2025, 12, 3), date(2025, 12, 5), date(2025, 12, 31), date(2026, 1, 2)]


def test_a_column_that_writes_the_day_first_is_known_by_a_number_past_twelve() -> None:
    assert writes_day_first(["3/12", "13/12"])
    assert not writes_day_first(["12/3", "12/13", "Dec 3"])
    assert read_day("3/12", DayHints(TODAY, day_first=True)).day == date(2026, 12, 3)


def test_the_tenth_that_a_spreadsheet_cut_to_the_first_is_guessed_from_the_row_above() -> None:
    after_the_ninth = DayHints(TODAY, above=date(2026, 12, 9))
    assert (read_day("12.1", after_the_ninth).day, read_day("12.1", after_the_ninth).guessed) == (
        date(2026, 12, 10), True
    )  # fmt: skip
    assert read_day("12.1", DayHints(TODAY, above=date(2026, 11, 30))).day == date(2026, 12, 1)


def test_words_beside_a_day_are_kept() -> None:
    assert read_day("12月12日 双12", HINTS).rest == "双12"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("09:30", time(9, 30)), ("9：30", time(9, 30)), ("9点", time(9)), ("9点半", time(9, 30)), ("20", time(20)),
        ("晚上8点", time(20)), ("晚8:15", time(20, 15)), ("下午3点一刻", time(15, 15)), ("中午12点", time(12)),
        ("9:30 PM", time(21, 30)), ("12 am", time(0)), ("9am", time(9)), ("20:00-21:00", time(20)), ("0.5", time(12)),
        ("0.395833333333333", time(9, 30)), ("2026-12-03 09:30", time(9, 30)), ("09:30:00", time(9, 30)), ("第 1 波 9:00", time(9)),
    ],
)  # fmt: skip
def test_a_time_is_read_in_any_usual_way_of_writing(text: str, at: time) -> None:
    assert (read_time(text).at, read_time(text).guessed) == (at, False)


def test_a_part_of_the_day_is_a_guess_and_other_words_are_no_time() -> None:
    assert (read_time("早上").at, read_time("早上").guessed) == (time(8, 30), True)
    assert [read_time(text).at for text in ("待定", "25:00", "9:75", "3 条")] == [None] * 4


def test_a_label_is_a_time_only_where_it_is_nothing_else() -> None:
    assert all(says_time(text) for text in ("9:00", "晚上8点", "9am", "20:00-21:00", "早上"))
    assert not any(says_time(text) for text in ("VIP1", "新客2群", "9", "晚晴群", "3点社群", "12月3日"))


def test_weekdays_are_read_from_words_characters_and_numbers() -> None:
    assert [read_weekday(t) for t in ("周四", "星期天", "Thursday", "四", "7", "休")] == [3, 6, 3, 3, 6, None]
