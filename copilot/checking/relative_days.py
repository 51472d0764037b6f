"""Days that a text names by where they lie: the end of the month, a weekday by which an offer ends."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from copilot.checking.known import Known
from copilot.checking.ledger import Ledger, in_scope
from copilot.checking.periods import Standing, as_date
from copilot.checking.quantity import LAST_DAY, Measure, Quantity, agrees
from copilot.domain.draft import Finding
from copilot.domain.language import Language

_WEEK = 7
_NEXT = ("下", "next")
_BESIDE = re.compile(r"[\s(（,，是:：]{0,3}")
_BEFORE_DATE = re.compile(r"[\s(,]{1,3}(?:the\s)?")
_SEVERAL_DAYS = re.compile(r"(?:\b(?:and|or|to|every)|[&,–-])\s?$")
"""What stands between a date and its weekday."""


def resolved(quantities: Sequence[Quantity], at: date) -> tuple[Quantity, ...]:
    """`quantities` with 月底 as the day it is."""
    return tuple(_last_day(q, at) if q.measure is Measure.DATE and q.values[2] == LAST_DAY else q for q in quantities)


def _last_day(quantity: Quantity, at: date) -> Quantity:
    month = int(quantity.values[1]) or at.month
    month = month if 1 <= month <= 12 else at.month
    return replace(quantity, values=(Decimal(0), Decimal(month), Decimal(monthrange(at.year, month)[1])), strong=True)


def wrong_hour(quantity: Quantity, ledger: Ledger) -> Finding | None:
    """An hour said with its weekday where the knowledge names hours of days, that day's among them, and nowhere this one."""
    if quantity.measure is not Measure.WEEKDAY or quantity.values[1] < 0:
        return None
    clause, scope = ledger.clause(quantity), ledger.scope(quantity)
    kept = ledger.phrases.hours.search(clause) or ledger.phrases.kept.search(clause)
    if not kept or ledger.phrases.of_talk(clause):
        return None
    hour = quantity.values[1]
    clock = replace(quantity, measure=Measure.CLOCK, values=(hour // 1, hour % 1 * 60))
    days = list(ledger.known.holding(Measure.WEEKDAY, scope))
    others = [k for k in days if k.quantity.values[1] >= 0 and not agrees(quantity, k.quantity)]
    others.sort(key=lambda k: k.quantity.values[0] != quantity.values[0])
    told = any(k.quantity.values[0] == quantity.values[0] for k in days)
    if not told or not others or any(k.holds for k in ledger.known.agreeing(clock)):
        return None
    return ledger.finding("conflict", quantity, right=others[0].label)


def wrong_end(quantity: Quantity, ledger: Ledger) -> Finding | None:
    """A weekday given as the end of an offer that ends on another day."""
    if quantity.measure is not Measure.WEEKDAY or not ledger.phrases.ends_by(ledger.clause(quantity)):
        return None
    request, scope = ledger.reading.request, ledger.scope(quantity)
    ends = {
        k.fact.valid_to
        for k in ledger.known.of(Measure.DATE)
        if k.fact and k.fact.valid_to and k.standing is Standing.IN_FORCE and in_scope(k, scope)
    }
    if ends:
        ends |= {c.period.last for c in ledger.campaigns.running if c.period.last}
    if not ends or any(k.quantity.values[0] == quantity.value for k in ledger.known.of(Measure.WEEKDAY)):
        return None
    plain = ledger.reading.surface.plain
    later = plain[max(0, quantity.start - 5) : quantity.end].strip().startswith(_NEXT) or quantity.quote[0] == "下"
    day = _day(int(quantity.value), request.at, next_week=later)
    if day in ends or day + timedelta(days=_WEEK) in ends:
        return None
    right = " / ".join(d.isoformat() for d in sorted(ends)[:2])
    return ledger.finding("conflict", quantity, right=right)


def _day(weekday: int, at: date, *, next_week: bool) -> date:
    if next_week:
        return at - timedelta(days=at.weekday()) + timedelta(days=_WEEK + weekday - 1)
    return at + timedelta(days=(weekday - at.isoweekday()) % _WEEK)


def wrong_weekday(quantity: Quantity, ledger: Ledger) -> Finding | None:
    """A weekday written beside a date that falls on another one: 11月30日（周三）."""
    if quantity.measure is not Measure.WEEKDAY:
        return None
    plain = ledger.reading.surface.plain
    if quantity.quote.endswith("末"):
        return None
    before = [q for q in ledger.near(quantity) if q.end <= quantity.start][-1:]
    after = [q for q in ledger.near(quantity) if q.start >= quantity.end][:1]
    beside = [q for q in before if _BESIDE.fullmatch(plain, q.end, quantity.start)]
    if not _SEVERAL_DAYS.search(plain, max(0, quantity.start - 6), quantity.start):
        beside += [q for q in after if _BEFORE_DATE.fullmatch(plain, quantity.end, q.start)]
    if not beside and quantity.quote[0] in "周星礼":
        # 周六12月6号; a day without its month may be the next in a row: 2号周三3号周四.
        beside = [q for q in after if q.start == quantity.end and q.measure is Measure.DATE and q.values[1]]
    said = next((q for q in beside if q.measure is Measure.DATE), None)
    day = as_date(said, ledger.reading.request.at) if said else None
    if said is None or day is None or quantity.value in _weekdays(said, day, ledger.reading.request.at):
        return None
    english = ledger.reading.request.language is Language.EN
    right = f"{day:%A}" if english else f"周{ledger.phrases.weekday_names[day.isoweekday()]}"
    return ledger.finding("date_weekday", quantity, right=right)


def said_with_day(quantity: Quantity, ledger: Ledger) -> bool:
    """明天（周五）: the weekday of a day that is named beside it."""
    before = ledger.reading.surface.plain[max(0, quantity.start - 10) : quantity.start]
    said = ledger.phrases.ahead.search(before)
    today = ledger.reading.request.at
    return (
        said is not None and (today + timedelta(days=ledger.phrases.days_ahead[said[1]])).isoweekday() == quantity.value
    )


def _weekdays(said: Quantity, day: date, at: date) -> set[int]:
    """The weekdays a date may fall on: without its month it may be one of the next two months too."""
    months = [(at.month + n) % 12 + 1 for n in (0, 1)] if not said.values[1] else []
    later = (as_date(replace(said, values=(Decimal(0), Decimal(month), said.values[2])), at) for month in months)
    return {day.isoweekday(), *(d.isoweekday() for d in later if d)}


def opens_on_closed(quantity: Quantity, ledger: Ledger, holding: Sequence[Known]) -> bool:
    """Whether the text opens the shop on a day that is only known as one on which it is closed."""
    clause = ledger.clause(quantity)
    opens = ledger.phrases.hours.search(clause) and not ledger.phrases.of_talk(clause)
    return bool(opens) and all(ledger.only_closes(k, quantity) for k in holding)


def follows_order(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a weekday is that of an order placed after some hour, or the one on which it goes out; a day known as
    one on which nothing goes out is no such day."""
    if not ledger.phrases.turns.ordered_then.search(ledger.sentence(quantity)):
        return False
    return not any(ledger.only_closes(k, quantity) for k in ledger.known.agreeing(quantity))
