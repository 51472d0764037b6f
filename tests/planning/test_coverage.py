"""The map of what is told to whom in which week, and its thin places."""

from dataclasses import replace
from datetime import date, time, timedelta

from copilot.domain.calendar import Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.planning.coverage import coverage
from copilot.planning.rules import load_planning_rules

RULES = load_planning_rules()
MONDAY = date(2026, 11, 2)
GROUP_PLACES = (
    (Node.OPERATE, None), (Node.CONVERT, Step.INTEREST), (Node.CONVERT, Step.NEED), (Node.CONVERT, Step.TRUST),
    (Node.CONVERT, Step.ACTION), (Node.REPURCHASE, None), (Node.REFER, None),
)  # fmt: skip


def slot(days: int, node: Node = Node.OPERATE, step: Step | None = None) -> Slot:
    day = MONDAY + timedelta(days=days)
    return Slot(f"s{days}", day, time(12), "regulars", Channel.GROUP, node, step, Purpose.TIP, f"第 {days} 天")


def test_each_week_counts_what_it_tells_and_shows_what_it_does_not() -> None:
    cells = coverage([slot(0), slot(2), slot(8, Node.CONVERT, Step.NEED)], MONDAY, 2, RULES).cells
    counted = {(c.week.day, c.node, c.step): c.count for c in cells}
    assert counted[2, Node.OPERATE, None] == 2
    assert counted[9, Node.CONVERT, Step.NEED] == 1
    assert counted[9, Node.OPERATE, None] == 0
    assert len(cells) == 2 * 8


def test_a_plan_that_starts_in_mid_week_counts_by_calendar_weeks() -> None:
    cells = coverage([slot(3), slot(9)], MONDAY + timedelta(days=2), 1, RULES).cells
    assert sorted({cell.week for cell in cells}) == [MONDAY, MONDAY + timedelta(days=7)]
    assert sum(cell.count for cell in cells) == 1


def test_what_lies_outside_the_weeks_does_not_count() -> None:
    assert coverage([slot(-1), slot(14)], MONDAY, 2, RULES).cells == ()


def test_a_month_that_only_gives_tips_is_thin_everywhere_else() -> None:
    thin = coverage([slot(n) for n in range(28)], MONDAY, 4, RULES).thin
    assert (Node.OPERATE, None) not in {(cell.node, cell.step) for cell in thin}
    assert {(cell.node, cell.step) for cell in thin} == set(GROUP_PLACES[1:])


def test_a_place_the_channel_cannot_carry_is_not_thin() -> None:
    thin = coverage([slot(n) for n in range(28)], MONDAY, 4, RULES).thin
    assert Node.ACQUIRE not in {cell.node for cell in thin}


def test_every_place_told_once_in_a_while_is_not_thin() -> None:
    round_ = [slot(n, *GROUP_PLACES[n % 7]) for n in range(0, 28, 1)]
    assert coverage(round_, MONDAY, 4, RULES).thin == ()


def test_two_audiences_are_counted_apart() -> None:
    other = replace(slot(1, Node.REFER), audience_id="newer")
    cells = coverage([slot(0), other], MONDAY, 1, RULES).cells
    assert {(c.audience_id, c.node) for c in cells if c.count} == {("regulars", Node.OPERATE), ("newer", Node.REFER)}
