"""A third, plain reading of the main rules, with their figures written out: neither the planner's nor the checker's."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import pairwise

from copilot.domain.calendar import Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node
from copilot.domain.plan import PlanRequest

SALES = {Purpose.OFFER, Purpose.LAST_CALL, Purpose.MEMBERSHIP, Purpose.STORED_VALUE}


_FOUR_DAYS = 4 * 24 * 3600


def breaches(slots: Sequence[Slot], request: PlanRequest, out_of_stock: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong, in words for a failing test."""
    found = [f"{problem}: {slot}" for slot in slots for problem in _alone(slot, request, out_of_stock)]
    lives = [slot.at for slot in slots if slot.purpose is Purpose.LIVE]
    for slot in slots:
        if slot.purpose is Purpose.LIVE_NOTICE and not any(
            0 < (at - slot.at).total_seconds() <= _FOUR_DAYS for at in lives
        ):
            found.append(f"no such live: {slot}")
    for one in request.audiences:
        theirs = [slot for slot in slots if slot.audience_id == one.audience.id]
        found += _together(theirs)
    return found


def _alone(slot: Slot, request: PlanRequest, out_of_stock: frozenset[str]) -> list[str]:
    channels = {one.audience.id: one.channels for one in request.audiences}
    offer = slot.offer
    on_air = (Channel.LIVE,) if slot.purpose is Purpose.LIVE else ()
    return [
        problem
        for problem, wrong in (
            ("outside the weeks", not request.start <= slot.day < request.start + timedelta(weeks=request.weeks)),
            ("in the quiet hours", slot.time < time(7, 30) or slot.time >= time(21, 30)),
            ("not this audience's channel", slot.channel not in (*channels[slot.audience_id], *on_air)),
            ("out of stock", slot.product in out_of_stock or bool(offer and offer.product in out_of_stock)),
            ("a step outside convert", (slot.step is not None) != (slot.node is Node.CONVERT)),
            ("sells without saying so", slot.promotes != (slot.purpose in SALES)),
            ("offer begins later", bool(slot.promotes and offer and offer.starts and slot.day < offer.starts)),
            ("offer is over", bool(slot.promotes and offer and offer.ends and slot.day > offer.ends)),
            ("last call too early", slot.purpose is Purpose.LAST_CALL and not _ends_soon(slot)),
            ("an empty idea", not slot.idea.strip() or "{" in slot.idea),
        )
        if wrong
    ]


def _ends_soon(slot: Slot) -> bool:
    return bool(slot.offer and slot.offer.ends and slot.day in (slot.offer.ends, slot.offer.ends - timedelta(days=1)))


def _together(slots: Sequence[Slot]) -> list[str]:
    found = [*_clashes(slots), *_over(slots), *_sells_too_much(slots)]
    for one in slots:
        for other in slots:
            same = (one.purpose, one.product, one.idea) == (other.purpose, other.product, other.idea)
            if one.id < other.id and same and abs((one.day - other.day).days) < 14:
                found.append(f"said twice: {one.idea} {one.day} {other.day}")
    return found


def _clashes(slots: Sequence[Slot]) -> list[str]:
    by_time = sorted(slots, key=lambda slot: slot.at)
    hour = timedelta(hours=1)
    return [f"within an hour: {a.at} {b.at}" for a, b in pairwise(by_time) if b.at - a.at < hour]


def _over(slots: Sequence[Slot]) -> list[str]:
    days = Counter((slot.channel, slot.day) for slot in slots)
    months = Counter((slot.channel, slot.day.year, slot.day.month) for slot in slots)
    weeks = Counter((slot.channel, slot.day.isocalendar()[:2]) for slot in slots)
    found = [f"two a day: {key}" for key, n in days.items() if n > (2 if key[0] is Channel.GROUP else 1)
             and key[0] is not Channel.OFFICIAL_ACCOUNT]  # fmt: skip
    four = (Channel.MASS_SEND, Channel.OFFICIAL_ACCOUNT)
    found += [f"five a month: {key}" for key, n in months.items() if key[0] in four and n > 4]
    found += [f"seven a week: {key}" for key, n in weeks.items() if n > 6]
    return found


def _sells_too_much(slots: Sequence[Slot]) -> list[str]:
    sales = sorted(slot.day for slot in slots if slot.promotes)
    found = [f"sold twice in three days: {a} {b}" for a, b in pairwise(sales) if (b - a).days < 3]
    for monday in {day - timedelta(days=day.weekday()) for day in sales}:
        total, sold = _week(slots, monday)
        if total < 4:
            earlier = [_week(slots, monday - timedelta(weeks=n)) for n in (1, 2, 3)]
            total, sold = total + sum(t for t, _ in earlier), sold + sum(s for _, s in earlier)
        if sold > 0.3 * total:
            found.append(f"{sold} of {total} sell: week of {monday}")
    return found


def _week(slots: Sequence[Slot], monday: date) -> tuple[int, int]:
    there = [slot for slot in slots if 0 <= (slot.day - monday).days < 7]
    return len(there), sum(slot.promotes for slot in there)
