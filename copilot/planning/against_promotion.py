"""Objections to how much is sold: the share of a week, the days between, and newcomers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from copilot.domain.calendar import Purpose, Slot
from copilot.domain.draft import Severity
from copilot.domain.plan import PlanWarning
from copilot.planning.reading import Reading, objection


def promotion_objections(reading: Reading) -> Iterator[PlanWarning]:
    """All of them."""
    for audience_id, slots in reading.by_audience.items():
        sold = [slot for slot in slots if reading.sells(slot)]
        yield from _too_close(reading, audience_id, sold)
        yield from _too_large_a_share(reading, audience_id, slots, sold)
        yield from _to_newcomers(reading, audience_id, slots, sold)


def _too_close(reading: Reading, audience_id: str, sold: list[Slot]) -> Iterator[PlanWarning]:
    rule = reading.rules.promotion
    for one, next_ in pairwise(sold):
        days = (next_.day - one.day).days
        if days < rule.gap_days:
            yield objection(
                "promotion_gap", rule.severity, [one, next_], audience=reading.called(audience_id), days=days,
                least=rule.gap_days,
            )  # fmt: skip


def _too_large_a_share(
    reading: Reading, audience_id: str, slots: tuple[Slot, ...], sold: list[Slot]
) -> Iterator[PlanWarning]:
    rule = reading.rules.promotion
    heard, sales = Counter(_week(slot) for slot in slots), Counter(_week(slot) for slot in sold)
    for week in sales:
        weeks = [week]
        if heard[week] < rule.few:
            weeks = [week - timedelta(weeks=n) for n in range(rule.weeks_when_few)]
        total, promotions = sum(heard[w] for w in weeks), sum(sales[w] for w in weeks)
        if promotions > rule.share * total:
            there = [slot for slot in sold if _week(slot) == week]
            yield objection(
                "promotion_share", rule.severity, there, audience=reading.called(audience_id), week=week.isoformat(),
                promotions=promotions, total=total, share=round(100 * promotions / total), most=round(100 * rule.share),
            )  # fmt: skip


def _to_newcomers(
    reading: Reading, audience_id: str, slots: tuple[Slot, ...], sold: list[Slot]
) -> Iterator[PlanWarning]:
    rule = reading.rules.promotion
    welcomes = [slot for slot in slots if slot.purpose is Purpose.WELCOME]
    for welcome in welcomes:
        for slot in sold:
            if 0 <= (slot.day - welcome.day).days < rule.newcomer_days:
                yield objection(
                    "promotion_newcomers", Severity.WARN, [slot, welcome], audience=reading.called(audience_id),
                    days=rule.newcomer_days,
                )  # fmt: skip


def _week(slot: Slot) -> date:
    return slot.day - timedelta(days=slot.day.weekday())
