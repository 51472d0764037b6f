"""Adds up what a sentence puts together: so many of this product and so many of that one, deals counted in."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product

from copilot.checking.known import Known
from copilot.checking.ledger import Ledger
from copilot.checking.names import Mention
from copilot.checking.quantity import Measure, Quantity
from copilot.domain.evidence import Field

_GAP = 4
_TWO = 2
_MOST_EACH = 20
_MOST_PRODUCTS = 4
_MOST_PRICES = 4
_ONE = Decimal(1)


def totals(ledger: Ledger, quantity: Quantity) -> frozenset[Decimal]:
    """Every sum that the products named around `quantity`, with their counts, may come to; where more than two are
    named, also without the first, which may be the set of the others. Empty for a single piece."""
    if (known := ledger.totals.get(quantity.start)) is None:
        known = ledger.totals[quantity.start] = _added_up(ledger, quantity)
    return known


def _added_up(ledger: Ledger, quantity: Quantity) -> frozenset[Decimal]:
    named = list(ledger.mentions_near(quantity))[:_MOST_PRODUCTS]
    counts = [q for q in ledger.near(quantity) if _counts_pieces(q)]
    if not named:
        asked = ledger.reading.request.product
        named = [Mention(asked, quantity.start, quantity.start)] if asked and counts else []
    loose = {q.value for q in counts} if len({m.product for m in named}) == 1 else set()
    options = [_costs(ledger, m, {_count(m, counts), *loose}) for m in named]
    found = {sum(chosen, Decimal(0)) for chosen in product(*options)} if options else set()
    if len(options) > _TWO:
        found |= {sum(chosen, Decimal(0)) for chosen in product(*options[1:])}
    return frozenset(found if len(named) > 1 or counts else ())


def differences(known: Iterable[Known]) -> frozenset[Decimal]:
    """What one saves: between two prices of one product, or between the like prices of two."""
    prices = [k for k in known if k.quantity.measure is Measure.MONEY and k.fact and k.fact.field in Field.PRICES]
    return frozenset(
        a.quantity.value - b.quantity.value
        for a in prices
        for b in prices
        if a.quantity.value > b.quantity.value and (a.product == b.product or _like(a, b))
    )


def _like(a: Known, b: Known) -> bool:
    assert a.fact is not None
    assert b.fact is not None
    fields = {a.fact.field, b.fact.field}
    return len(fields) == 1 or fields == {Field.LIST_PRICE, Field.PROMOTION_PRICE}


def _counts_pieces(quantity: Quantity) -> bool:
    return quantity.measure is Measure.COUNT and 1 <= quantity.value <= _MOST_EACH and quantity.value % 1 == 0


def _count(mention: Mention, counts: Sequence[Quantity]) -> Decimal:
    """How many of a product: the number right before its name, or right after it."""
    before = [q for q in counts if 0 <= mention.start - q.end <= _GAP or q.start < mention.start < q.end]
    after = [q for q in counts if 0 <= q.start - mention.end <= _GAP]
    beside = before[-1:] or after[:1]
    return beside[0].value if beside else _ONE


def _costs(ledger: Ledger, mention: Mention, counts: set[Decimal]) -> list[Decimal]:
    known = list(ledger.known.holding_of([mention.product]))
    prices = [k.quantity.value for k in known if k.quantity.measure is Measure.MONEY and _is_price(k)]
    deals = [k.quantity for k in known if k.quantity.measure is Measure.MULTIBUY]
    deals += [k.quantity for k in ledger.known.of(Measure.MULTIBUY) if k.holds and not k.product]
    cheapest = list(dict.fromkeys(prices))[:_MOST_PRICES]
    return [cost for n in counts for p in cheapest for cost in (n * p, *_dealt(n, p, deals))]


def _is_price(known: Known) -> bool:
    return known.fact is None or known.fact.field in Field.PRICES


def _dealt(count: Decimal, price: Decimal, deals: Sequence[Quantity]) -> Iterable[Decimal]:
    for deal in deals:
        first, second = deal.values
        if deal.unit == "nth" and count >= first:
            pays = price * second if second <= 1 else second
            yield count * price - (count // first) * (price - pays)
        elif deal.unit == "each" and count >= first:
            yield count * price * second
        elif deal.unit == "for" and count >= first:
            yield (count // first) * second + (count % first) * price
        elif not deal.unit and first + second:
            yield (count - count // (first + second) * second) * price
