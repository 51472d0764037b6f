"""Days that a text names by where they lie: the end of the month, a weekday by which an offer ends."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from copilot.checking.known import Standing
from copilot.checking.ledger import Ledger, in_scope
from copilot.checking.quantity import LAST_DAY, Measure, Quantity
from copilot.domain.draft import Finding

_WEEK = 7
_NEXT = ("下", "next")


def resolved(quantities: Sequence[Quantity], at: date) -> tuple[Quantity, ...]:
    """`quantities` with 月底 as the day it is."""
    return tuple(_last_day(q, at) if q.measure is Measure.DATE and q.values[2] == LAST_DAY else q for q in quantities)


def _last_day(quantity: Quantity, at: date) -> Quantity:
    month = int(quantity.values[1]) or at.month
    month = month if 1 <= month <= 12 else at.month
    return replace(quantity, values=(Decimal(0), Decimal(month), Decimal(monthrange(at.year, month)[1])), strong=True)


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
