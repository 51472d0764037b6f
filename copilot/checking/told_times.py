"""Whether a price that is out of its dates is told as one: as what was, or with the month or the day on which it begins."""

import re
from collections.abc import Sequence

from copilot.checking.known import Known, as_date
from copilot.checking.ledger import Ledger
from copilot.checking.quantity import Measure, Quantity
from copilot.checking.shelves import is_price


def told_as_past(quantity: Quantity, ledger: Ledger, ours: Sequence[Known]) -> bool:
    """Whether a price that is over is told as one that was, beside the one that is: that £79 was in May. It's £95 now."""
    if not ledger.phrases.turns.was.search(ledger.sentence(quantity)):
        return False
    sums = (q for q in ledger.near(quantity) if q.measure in (Measure.MONEY, Measure.BARE))
    held = (k for q in sums for k in ledger.known.agreeing(q) if k.holds and is_price(k))
    return any(k.product == o.product for k in held for o in ours)


def month_said(known: Known, around: str) -> bool:
    """Whether the month is named in which an offer begins."""
    first = known.fact.valid_from if known.fact else None
    return first is not None and bool(re.search(rf"(?<!\d)0?{first.month}\s?月|{first:%B}".lower(), around))


def holds_on(known: Known, quantity: Quantity, ledger: Ledger) -> bool:
    """Whether the date that is told is a day on which what is known is in force."""
    day = as_date(quantity, ledger.reading.request.at) if quantity.measure is Measure.DATE else None
    return bool(day and known.fact and known.fact.in_force(day))
