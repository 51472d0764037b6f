"""Numbers out of their dates, unless they are told so: as what was, or with the month or the day on which it begins."""

import re
from collections.abc import Sequence

from copilot.checking.known import Known
from copilot.checking.ledger import Ledger
from copilot.checking.periods import Standing, as_date
from copilot.checking.quantity import Measure, Quantity
from copilot.checking.right_values import values_instead, wrong
from copilot.checking.shelves import is_price
from copilot.domain.draft import Finding

_TIMES = (Measure.DATE, Measure.WEEKDAY, Measure.CLOCK)


def told_as_past(quantity: Quantity, ledger: Ledger, ours: Sequence[Known]) -> bool:
    """Whether a price that is over is told as one that was, beside the one that is: that £79 was in May. It's £95 now."""
    if not ledger.phrases.turns.was.search(ledger.sentence(quantity)):
        return False
    sums = (q for q in ledger.near(quantity) if q.measure in (Measure.MONEY, Measure.BARE))
    held = (k for q in sums for k in ledger.known.agreeing(q) if k.holds and is_price(k))
    return any(k.product == o.product for k in held for o in ours)


def month_said(known: Known, around: str) -> bool:
    """Whether the month is named in which an offer begins."""
    first = known.period.first
    return first is not None and bool(re.search(rf"(?<!\d)0?{first.month}\s?月|{first:%B}".lower(), around))


def holds_on(known: Known, quantity: Quantity, ledger: Ledger) -> bool:
    """Whether the date that is told is a day on which what is known is in force."""
    day = as_date(quantity, ledger.reading.request.at) if quantity.measure is Measure.DATE else None
    return bool(day and known.period.first and known.period.standing(day) is Standing.IN_FORCE)


def event_said(known: Known, ledger: Ledger) -> bool:
    """Whether the text names the feast that a price to come is for: the prices of 元旦, told as such."""
    noted = ledger.plain(known.fact.note) if known.fact else ""
    return any(e in noted and e in ledger.reading.surface.plain for e in ledger.reading.offers.events)


def claims_price(quantity: Quantity, fitting: Sequence[Known]) -> bool:
    """Whether a number says a price for what one of the known says, or claims something by itself."""
    return quantity.strong or (quantity.measure is Measure.BARE and fitting[0].quantity.measure is Measure.MONEY)


def past_day(quantity: Quantity, ledger: Ledger) -> Finding | None:
    """A deadline that lies behind the day of checking, in a sentence that offers something."""
    day = as_date(quantity, ledger.reading.request.at) if quantity.measure is Measure.DATE else None
    sentence = ledger.sentence(quantity)
    if day is None or day >= ledger.reading.request.at or not ledger.phrases.offer.search(sentence):
        return None
    if ledger.phrases.past.search(sentence) or not ledger.phrases.until.search(ledger.clause(quantity)):
        return None
    return wrong("offer_day_past", quantity, ledger, values_instead(quantity, ledger, ledger.scope(quantity)))


def out_of_dates(quantity: Quantity, ours: list[Known], ledger: Ledger, scope: frozenset[str]) -> Finding | None:
    """What is wrong with a number that is only known of days before or after this one."""
    if not claims_price(quantity, ours) and ours[0].fact is None:
        return None
    at = ledger.reading.request.at
    day = as_date(quantity, at) if quantity.measure is Measure.DATE else None
    if day and day >= at and all(k.standing is Standing.EXPIRED for k in ours):
        return None
    sentence = ledger.sentence(quantity)
    begins = [k for k in ours if k.standing is Standing.NOT_YET]
    instead = values_instead(quantity, ledger, scope)
    if begins:
        first = begins[0].period.first
        around = ledger.surroundings(quantity)
        announced = quantity.measure in _TIMES or ledger.phrases.coming.search(around) or month_said(begins[0], around)
        said = any(holds_on(begins[0], q, ledger) for q in ledger.near(quantity)) or event_said(begins[0], ledger)
        said = said or bool(ledger.reading.offers.feast_prices.search(sentence))
        return None if announced or said else wrong("offer_not_yet", quantity, ledger, instead, day=first or "")
    if (
        ledger.phrases.past.search(sentence)
        or told_as_past(quantity, ledger, ours)
        or (quantity.measure in _TIMES and not ledger.phrases.offer.search(sentence))
    ):
        return None
    last = ours[0].period.last
    return wrong("offer_expired", quantity, ledger, instead, day=last or "")
