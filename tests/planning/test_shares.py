"""What was planned against what went out and what came of it."""

from datetime import UTC, date, datetime, time, timedelta

from copilot.domain.calendar import Item, Purpose, Sent, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.shares import Results, Share, ShareOf
from copilot.planning.shares import shares

MONDAY = date(2026, 11, 2)
SUNDAY = MONDAY + timedelta(days=27)
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


def item(days: int, *, sells: bool = False, sent: Sent | None = None, removed: bool = False) -> Item:
    node, step, purpose = (
        (Node.CONVERT, Step.ACTION, Purpose.OFFER) if sells else (Node.OPERATE, None, Purpose.TIP)
    )  # fmt: skip
    slot = Slot(
        f"s{days}", MONDAY + timedelta(days=days), time(12), "regulars", Channel.GROUP, node, step, purpose, "想法",
        promotes=sells,
    )  # fmt: skip
    return Item(slot, "yunmian", sent=sent, removed=removed)


def share(items: list[Item], of: ShareOf, name: str) -> Share:
    return next(one for one in shares(items, MONDAY, SUNDAY).total if (one.of, one.name) == (of, name))


def test_one_sale_in_four_is_a_quarter_of_the_plan_and_half_of_what_was_sent() -> None:
    items = [item(0, sent=Sent("小林", AT)), item(1), item(2), item(3, sells=True, sent=Sent("小林", AT))]
    sold = share(items, ShareOf.PROMOTION, "promotion")
    assert (sold.planned, sold.sent, sold.planned_share, sold.sent_share) == (1, 1, 0.25, 0.5)


def test_results_are_summed_where_somebody_noted_them() -> None:
    noted = [Sent("小林", AT, reached=38, replies=5), Sent("小林", AT, replies=2, muted=1), Sent("小林", AT)]
    items = [item(day, sent=one) for day, one in enumerate(noted)]
    assert share(items, ShareOf.ALL, "all").results == Results(2, reached=38, replies=7, orders=None, muted=1)


def test_nothing_noted_is_not_nothing_reached() -> None:
    assert share([item(0, sent=Sent("小林", AT))], ShareOf.ALL, "all").results.reached is None


def test_removed_items_and_other_days_do_not_count() -> None:
    items = [item(0), item(1, removed=True), item(-1), item(28)]
    assert share(items, ShareOf.ALL, "all").planned == 1


def test_weeks_are_calendar_weeks_of_one_audience() -> None:
    found = shares([item(0), item(6), item(7, sells=True)], MONDAY, SUNDAY).weeks
    assert [(week.week, week.shares[0].planned) for week in found] == [(MONDAY, 2), (MONDAY + timedelta(days=7), 1)]
    assert found[0].get(ShareOf.PROMOTION, "promotion") is None


def test_no_items_have_no_shares() -> None:
    found = shares([], MONDAY, SUNDAY)
    assert (found.total, dict(found.audiences), found.weeks) == ((), {}, ())
