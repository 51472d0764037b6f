"""Days and hours that a text reckons from others: 90 days from today, three o'clock and an hour and a half."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from copilot.checking.ledger import Ledger
from copilot.checking.periods import as_date
from copilot.checking.quantity import PERIOD_IN_DAYS, Measure, Quantity

_HALF_DAY = Decimal(12 * 60)
"""In minutes. Whether morning or evening is meant often goes without saying."""
_MOST_PERIODS = 4
_LONGEST = Decimal(3660)
"""Days."""
_MONTHS_OF_YEAR = 12


def is_reckoned(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a day or an hour lies as far from today, or from one told beside it, as the periods told beside it say."""
    periods = [q for q in ledger.near(quantity) if q.measure is Measure.PERIOD][:_MOST_PERIODS]
    if not periods:
        return False
    if quantity.measure is Measure.DATE and quantity.values[2]:
        return _is_day(quantity, ledger, periods)
    return quantity.measure is Measure.CLOCK and _is_hour(quantity, ledger, periods)


def _is_day(quantity: Quantity, ledger: Ledger, periods: Iterable[Quantity]) -> bool:
    at = ledger.reading.request.at
    day = as_date(quantity, at)
    told = (as_date(q, at) for q in ledger.near(quantity) if q.measure is Measure.DATE)
    bases = [at, *(d for d in told if d and d != day)]
    return day is not None and any(
        day in (base + _days(p), base - _days(p), _months_on(base, p)) for base in bases for p in periods
    )


def _days(period: Quantity) -> timedelta:
    return timedelta(days=int(min(period.value * PERIOD_IN_DAYS[period.unit], _LONGEST)))


def _months_on(base: date, period: Quantity) -> date | None:
    """The same day so many months later."""
    if period.unit != "month" or period.value % 1 or period.value * PERIOD_IN_DAYS["month"] > _LONGEST:
        return None
    months = base.month - 1 + int(period.value)
    try:
        return base.replace(year=base.year + months // _MONTHS_OF_YEAR, month=months % _MONTHS_OF_YEAR + 1)
    except ValueError:
        return None


def _is_hour(quantity: Quantity, ledger: Ledger, periods: Iterable[Quantity]) -> bool:
    lengths = [q.value for q in periods if q.unit == "minute"]
    after = [sum(some, Decimal(0)) for n in range(1, len(lengths) + 1) for some in combinations(lengths, n)]
    said = _minutes(quantity)
    bases = (_minutes(q) for q in ledger.near(quantity) if q.measure is Measure.CLOCK)
    return any((said - base - sign * length) % _HALF_DAY == 0 for base in bases for length in after for sign in (1, -1))


def _minutes(clock: Quantity) -> Decimal:
    return clock.values[0] * 60 + clock.values[1]
