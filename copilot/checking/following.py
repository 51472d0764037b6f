"""Whether a number follows from what is known and from what a text says: the grounds that arithmetic is given."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from copilot.checking import arithmetic
from copilot.checking.baskets import differences, totals
from copilot.checking.known import Known
from copilot.checking.ledger import Ledger
from copilot.checking.periods import Standing
from copilot.checking.quantity import THRESHOLD, Measure, Quantity
from copilot.checking.shelves import is_price

_DEALS = (Measure.REDUCTION, Measure.DISCOUNT, Measure.MULTIBUY)
_BESIDE = 3


def follows(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> bool:
    """Whether a number that nothing states comes of what is known and said, in a way its words announce."""
    if quantity.measure not in (Measure.MONEY, Measure.BARE, Measure.DISCOUNT, Measure.PERCENT):
        return False
    if quantity.tail == THRESHOLD:
        return False
    near = ledger.near(quantity)
    cues = ledger.phrases.cues(ledger.clause(quantity), ledger.surroundings(quantity))
    named = ledger.called_in(ledger.sentence(quantity)) if cues.saving else frozenset[str]()
    named |= {m.product for m in ledger.mentions_near(quantity)} if cues.saving else set()
    scope = scope or _priced_so(near, ledger)
    share = quantity.measure is Measure.DISCOUNT
    sums = (Measure.MONEY, Measure.BARE) if share else (Measure.MONEY,)
    if not scope and not any(q.measure in sums for q in near):
        return False
    # Prices of products that are not spoken of would make almost any sum follow from something.
    asked = cues.announces or share
    ours = list(ledger.known.holding_of(scope | named)) if asked else []
    deals = [k for k in ledger.known.of(*_DEALS) if k.holds and not k.product]
    if not ledger.phrases.deal.search(ledger.surroundings(quantity)):
        deals = [k for k in deals if k.quantity.measure is not Measure.DISCOUNT]
    prices = [k.quantity for k in ours if k.quantity.measure in (Measure.MONEY, Measure.BARE)]
    said = [q for q in near if q.measure in sums and (share or not prices or q.tail == THRESHOLD)]
    grounds = arithmetic.Grounds(
        prices=(*said, *prices),
        others=(
            *(q for q in near if q.measure is not Measure.MONEY),
            *(k.quantity for k in chain(ours, deals)),
        ),
        said=near,
        told=(told := tuple(q for q in near if q.end <= quantity.start)),
        taken_off=_taken_off(told, deals, ledger),
        totals=totals(ledger, quantity),
        differences=_differences((*ours, *_coming(near, ledger, scope)), ledger, said, priced=bool(prices))
        if cues.saving
        else frozenset(),
    )
    return arithmetic.follows(quantity, grounds, cues)


def _taken_off(told: Sequence[Quantity], deals: Sequence[Known], ledger: Ledger) -> frozenset[Decimal]:
    """What full-reduction offers take off, and sums told with such a word right before them: 减30, 用券抵20."""
    plain = ledger.reading.surface.plain
    known = {k.quantity.values[1] for k in deals if k.quantity.measure is Measure.REDUCTION}
    sums = (q for q in told if q.measure in (Measure.MONEY, Measure.BARE))
    return frozenset(known | {q.value for q in sums if ledger.phrases.saving.search(plain, q.start - _BESIDE, q.start)})


def _priced_so(near: Sequence[Quantity], ledger: Ledger) -> frozenset[str]:
    """The products that have one of the prices said beside a number: they are spoken of where none is named."""
    sums = [q for q in near if q.measure in (Measure.MONEY, Measure.BARE) and q.tail != THRESHOLD]
    return frozenset(k.product for q in sums for k in ledger.known.agreeing(q) if k.holds and is_price(k))


def _coming(near: Sequence[Quantity], ledger: Ledger, scope: frozenset[str]) -> Iterator[Known]:
    """The prices to come of the products spoken of that are said beside a number."""
    sums = (q for q in near if q.measure in (Measure.MONEY, Measure.BARE) and q.tail != THRESHOLD)
    agreeing = (k for q in sums for k in ledger.known.agreeing(q))
    return (k for k in agreeing if k.standing is Standing.NOT_YET and k.product in scope and is_price(k))


def _differences(
    ours: Sequence[Known], ledger: Ledger, said: Sequence[Quantity], *, priced: bool
) -> frozenset[Decimal]:
    """What one saves, by the prices known; by those said where none is known."""
    if priced:
        return differences((*ours, *ledger.known.holding_of([""])))
    values = {q.value for q in said}
    return frozenset(a - b for a in values for b in values if a > b)
