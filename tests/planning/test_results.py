"""Lists of results, matched to what was sent."""

from datetime import date, time

import pytest

from copilot.domain.calendar import Item, ItemState
from copilot.domain.calendar_import import ReadResults
from copilot.knowledge.reading import read_sheets
from copilot.planning.results import read_results
from tests.support.outgoing import item

DAY = date(2026, 12, 3)
MORNING = item("i1", DAY, time(9, 30), idea="雨天", state=ItemState.EXPORTED)
EVENING = item("i2", DAY, time(20, 0), idea="直播", state=ItemState.EXPORTED)
OTHER = item("i3", date(2026, 12, 4), time(9, 30), state=ItemState.EXPORTED)


def read(text: str, *items: Item) -> ReadResults:
    sheets = read_sheets("结果.csv", text.encode())
    return read_results(sheets, items or (MORNING, EVENING, OTHER), {"g1": "新客2群"}, today=date(2026, 12, 10))


def told(results: ReadResults) -> list[tuple[str, int]]:
    return [(p.code, p.place.row) for p in results.problems]


def test_a_result_is_matched_by_its_day_and_audience_and_told_in_numbers() -> None:
    results = read('日期,群,触达人数,回复数,下单数,退群\n12月4日,新客2群,"1,038",12人,3,0\n')
    (one,) = results.matched
    assert (one.item_id, one.row.reached, one.row.replies, one.row.orders, one.row.muted) == ("i3", 1038, 12, 3, 0)


def test_of_several_on_a_day_the_time_or_the_topic_tells_which() -> None:
    results = read("日期,时间,群,主题,回复\n12.3,20:00,新客2群,,5\n12.3,,新客2群,雨天,7\n")
    assert [(m.item_id, m.row.replies) for m in results.matched] == [("i2", 5), ("i1", 7)]


def test_the_id_of_an_item_goes_before_everything_else() -> None:
    results = read("ID,Date,Reached,Left,Notes\ni1,2026-12-30,38,1,quiet day\n")
    (one,) = results.matched
    assert (one.item_id, one.row.reached, one.row.muted, one.row.note) == ("i1", 38, 1, "quiet day")


def test_what_fits_nothing_or_several_is_listed_with_its_place() -> None:
    results = read("日期,群,回复\n12月3日,新客2群,5\n12月9日,新客2群,5\n12月4日,老客群,5\n合计,,15\n")
    assert results.matched == ()
    assert told(results) == [("several_items", 2), ("no_item", 3), ("no_item", 4), ("total", 5)]


def test_a_second_row_about_an_item_is_told_and_the_first_counts() -> None:
    results = read("编号,回复\ni1,5\ni1,6\n")
    assert [m.row.replies for m in results.matched] == [5]
    assert told(results) == [("twice", 3)]


def test_a_figure_that_is_none_is_told_and_a_blank_one_is_not_known() -> None:
    results = read("编号,触达,回复\ni1,很多,-\n")
    (one,) = results.matched
    assert (one.row.reached, one.row.replies) == (None, None)
    assert told(results) == [("not_a_number", 2)]


def test_a_sheet_without_figures_is_told_as_a_whole() -> None:
    assert told(read("日期,群\n12月3日,新客2群\n")) == [("no_figures", 0)]


@pytest.mark.parametrize("text", ["日期,回复\n2026/12/4,3\n", "日期,回复\n46360,3\n", "Date,Replies\n4 Dec,3\n"])
def test_days_are_read_as_in_calendars(text: str) -> None:
    assert [m.item_id for m in read(text, OTHER).matched] == ["i3"]
