"""Numbers that the knowledge nowhere states: a wrong unit, no source, or only worth a note."""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from copilot.checking.known import Known
from copilot.checking.ledger import Ledger
from copilot.checking.numerals import value_of
from copilot.checking.quantity import Measure, Quantity, agrees
from copilot.checking.relative_days import said_with_day
from copilot.checking.right_values import values_instead, wrong
from copilot.domain.draft import Finding

_MEASURED = (Measure.AMOUNT, Measure.PERIOD)
_COUNTED = (Measure.COUNT, Measure.PERIOD, Measure.AMOUNT, Measure.PERCENT)
_FEW = Decimal(3)
_ONE = (Decimal(0), Decimal(1))
_ALIKE = 2
_ROUND = 100


def without_source(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> Finding | None:
    """What is wrong with a number that the knowledge nowhere states."""
    if quantity.measure in _MEASURED and (other := _same_figure(quantity, ledger, scope)):
        return wrong("wrong_unit", quantity, ledger, [other])
    if quantity.measure is Measure.WEEKDAY and (said_with_day(quantity, ledger) or _closes(quantity, ledger)):
        return None
    if quantity.measure in (Measure.CLOCK, Measure.WEEKDAY):
        kept = _of_hours(quantity, ledger) and _kept_hours(quantity, ledger)
        return wrong("unmatched", quantity, ledger, values_instead(quantity, ledger, scope)) if kept else None
    if not quantity.strong:
        return aside(quantity, ledger)
    if quantity.measure is Measure.COUNT and _counted_otherwise(quantity, ledger):
        return ledger.finding("number_aside", quantity)
    amount = quantity.measure is Measure.AMOUNT and quantity.unit != "C"
    if amount and not scope and not _spoken_of(quantity, ledger):
        return None
    offering = ledger.phrases.offer.search(ledger.surroundings(quantity))
    if quantity.measure is Measure.DATE and not offering and not _spoken_of(quantity, ledger):
        return ledger.finding("date_aside", quantity)
    instead = values_instead(quantity, ledger, scope)
    deadline = quantity.measure is Measure.DATE and ledger.phrases.until.search(ledger.clause(quantity))
    sure = instead and (quantity.measure is Measure.MONEY or deadline)
    return wrong("conflict" if sure else "unmatched", quantity, ledger, instead)


def aside(quantity: Quantity, ledger: Ledger) -> Finding | None:
    """A note where the knowledge counts the same kind of thing, and nowhere has this number."""
    clause = ledger.clause(quantity)
    if quantity.measure not in _COUNTED or ledger.phrases.of_talk(clause):
        return None
    if (quantity.written or quantity.value) in _ONE and not ledger.phrases.limit.search(clause):
        return None
    small = quantity.measure is Measure.COUNT and quantity.unit in ledger.phrases.generic_units
    if small and quantity.value <= _FEW and not quantity.quote[0].isdigit():
        return None
    known = [k for k in ledger.known.same_subject(quantity) if k.holds]
    context = ledger.context(quantity)
    agreeing = [context.shared_with(k.context) for k in ledger.known.agreeing(quantity)]
    others = (context.shared_with(k.context) for k in known if not agrees(quantity, k.quantity))
    if not known or (agreeing and max(others, default=0) <= max(agreeing)):
        return None
    return ledger.finding("number_aside", quantity)


def _same_figure(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> Known | None:
    """A known number with the same figure in another unit."""
    unit, written = quantity.unit, _figure(quantity.quote)
    alike = ledger.known.holding(quantity.measure, scope)
    other = next((k for k in alike if k.quantity.unit != unit and _figure(k.label or "") == written), None)
    if other is None or quantity.strong or ledger.context(quantity).shared_with(other.context) >= 1:
        return other
    return None


def _counted_otherwise(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether the knowledge has this very figure of another thing: 4,180 meals, told as 4,180 bowls."""
    telling = quantity.value > _ROUND and quantity.value % _ROUND != 0
    return telling and any(ledger.known.agreeing(replace(quantity, measure=Measure.BARE, unit="")))


def _spoken_of(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether the knowledge has a number of this kind in a sentence about the same."""
    wide = ledger.context(quantity).wide
    return any(len(wide & k.context.wide) >= _ALIKE for k in ledger.known.same_subject(quantity))


def _closes(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether the shop is said to be closed on a day: it follows from the days on which it is open."""
    return bool(ledger.phrases.closed.search(ledger.clause(quantity)))


def _of_hours(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether the sentence tells when something is open or done, rather than what happened at some hour."""
    told = ledger.phrases.of_talk(ledger.clause(quantity))
    return bool(ledger.phrases.hours.search(ledger.sentence(quantity))) or (
        quantity.measure is Measure.CLOCK and not told and bool(ledger.phrases.kept.search(ledger.clause(quantity)))
    )


def _kept_hours(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether the knowledge has hours of the same kind: an opening, a broadcast."""
    context = ledger.context(quantity)
    known = (k for k in ledger.known.same_subject(quantity) if k.holds and not ledger.only_closes(k, quantity))
    return any(context.wide & k.context.wide for k in known)


@lru_cache(maxsize=20_000)
def _figure(written: str) -> Decimal | None:
    figure = ""
    for char in written.lstrip():
        if not (char.isdigit() or char in ".零一二两三四五六七八九十百千万半"):
            break
        figure += char
    return value_of(figure.rstrip(".")) if figure else None
