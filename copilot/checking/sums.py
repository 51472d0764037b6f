"""Sums that a text works out by itself: of prices told and known, times what it counts, at the share it names."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, islice

from copilot.checking.arithmetic import rounds
from copilot.checking.baskets import totals
from copilot.checking.known import Known
from copilot.checking.ledger import Ledger
from copilot.checking.numerals import value_of
from copilot.checking.quantity import THRESHOLD, Hedge, Measure, Quantity, agrees, same_unit
from copilot.checking.shelves import is_price
from copilot.domain.draft import Finding, Severity
from copilot.domain.evidence import Field

_COUNTED = (Measure.COUNT, Measure.PERIOD, Measure.BARE)
_TOGETHER = (Measure.AMOUNT, Measure.COUNT)
_SHARES = (Measure.PERCENT, Measure.DISCOUNT)
_TIMES = (Measure.DATE, Measure.WEEKDAY, Measure.CLOCK)
_UNSURE = ("price_conflict", "wrong_product")
_MOST_TIMES = 200
_MOST_TOLD = 8
_MOST_COMPARED, _BESIDE = 24, 4
_MOST_SUMS, _MOST_FACTORS, _MOST_KNOWN = 4, 5, 60
_MOST_PRICES, _AROUND = 8, 100
_REMAINS = 16
_TWO, _HALF = Decimal(2), Decimal("0.5")
_HUNDRED = Decimal(100)


def worked_out(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a sum of money comes of sums told before it and of the prices of the products named beside it."""
    if (known := ledger.worked_out.get(quantity.start)) is None:
        known = ledger.worked_out[quantity.start] = _worked_out(quantity, ledger)
    return known


def _worked_out(quantity: Quantity, ledger: Ledger) -> bool:
    if quantity.measure is not Measure.MONEY or quantity.tail == THRESHOLD:
        return False
    rates = tuple(_rates(quantity, ledger))
    half = ledger.phrases.turns.half.search(ledger.sentence(quantity))
    if (
        not ledger.mentions
        and not rates
        and not half
        and not any(_is_known(q, ledger) for q in _before(quantity, ledger))
    ):
        return False
    prices, factors = tuple(_prices_named(quantity, ledger)), _factors(quantity, ledger)
    told = _told(quantity, ledger, prices, factors)
    if not (told or prices or rates or half):
        return False
    results = [b * f for b in (*told, *prices) for f in factors] + list(rates)
    if not ledger.prices_goods(quantity):
        pairs = [v for a, b in combinations(told, 2) for v in (a + b, abs(a - b))]
        if ledger.phrases.computes(ledger.clause(quantity)):
            saving = ledger.phrases.saving.search(ledger.clause(quantity))
            around = combinations(_prices_around(quantity, ledger), 2)
            pairs += [abs(a - b) if saving else a + b for a, b in around]
            pairs += [a - b for a in prices for b in told if a > b]
        if not ledger.mentions and _is_remainder(quantity, ledger):
            pairs += [k.quantity.value - b for k in islice(_all_prices(ledger), _MOST_KNOWN) for b in told]
        if ledger.phrases.adds_up(ledger.sentence(quantity)):
            pairs += [sum(told, Decimal(0)), *(a + b for a in told for b in prices)]
            pairs += [a + b for a in told for b in results]
        results += pairs
    shares = [_paid(q, ledger) for q in _before(quantity, ledger) if q.measure in _SHARES]
    deals = list(_deals(quantity, ledger))
    shares += [q.value for q in deals if q.measure is Measure.DISCOUNT]
    offs = [q.value for q in deals if q.measure is Measure.MONEY]
    results += [b - off for b in results for off in offs if b > off]
    shares += [q.values[1] for q in _before(quantity, ledger) if q.measure is Measure.MULTIBUY and q.unit == "each"]
    if half:
        shares.append(_HALF)
        prices = prices or tuple(k.quantity.value for k in islice(_all_prices(ledger), _MOST_KNOWN))
    results += [share * sum_told for share in shares for sum_told in (*told, *prices, *results)]
    return any(v and rounds(quantity, v) for v in results)


def is_difference(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether an amount is said as what two things differ by, and is: 轻了四十来克, 128克 and 86克."""
    plain = ledger.reading.surface.plain
    before = ledger.phrases.compared_before.search(plain, max(0, quantity.start - _BESIDE), quantity.start)
    if not before and not ledger.phrases.compared_after.match(plain, quantity.end):
        return False
    known = (k.quantity for k in ledger.known.of(quantity.measure) if k.holds and same_unit(quantity, k.quantity))
    values = list(dict.fromkeys(q.value for q in islice(known, _MOST_KNOWN)))[:_MOST_COMPARED]
    told = [q.value for q in ledger.near(quantity) if q.measure is quantity.measure and same_unit(quantity, q)]
    pairs = (*combinations(values, 2), *((a, b) for a in told[:_MOST_TOLD] for b in values))
    return any(agrees(quantity, replace(quantity, values=(abs(a - b),), hedge=Hedge.EXACT)) for a, b in pairs)


def is_together(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether an amount or a count is what things known come to together, or one of them so often as is counted beside it."""
    if quantity.measure not in _TOGETHER or not ledger.scope(quantity) | {m.product for m in ledger.mentions}:
        return False
    around = {m.product for m in ledger.mentions} | ledger.scope(quantity)
    of = (k.quantity for k in ledger.known.holding_of(around) if k.quantity.measure in (quantity.measure, Measure.SIZE))
    values = list(dict.fromkeys(v for q in of if same_unit(quantity, q) for v in q.values if v))[:_MOST_COMPARED]
    adds = ledger.phrases.adds_up(ledger.sentence(quantity)) or ledger.phrases.computes(ledger.clause(quantity))
    sums = [sum(some, Decimal(0)) for n in (2, 3) for some in combinations(values, n)] if adds else []
    times = [v * f for v in values for f in _factors(quantity, ledger)]
    return any(agrees(quantity, replace(quantity, values=(v,), hedge=Hedge.EXACT)) for v in (*sums, *times))


def unsure(finding: Finding, quantity: Quantity, ledger: Ledger) -> Finding:
    """The finding; a weaker one where the sum seems to be worked out of something, which no price list states."""
    computed = ledger.phrases.computes(ledger.clause(quantity)) or any(
        q.measure in (Measure.COUNT, Measure.PERIOD) and q.value > 1 and q.quote in ledger.clause(quantity)
        for q in _before(quantity, ledger)
    )
    computed = computed or bool(
        ledger.phrases.for_one.search(ledger.reading.surface.plain[max(0, quantity.start - _BESIDE) : quantity.start])
    )
    if finding.rule not in _UNSURE or quantity.measure is not Measure.MONEY or ledger.prices_goods(quantity):
        return finding
    if computed:
        return ledger.finding("price_unfollowed", quantity)
    if _comes_last(quantity, ledger):
        return replace(ledger.finding("price_unfollowed", quantity), severity=Severity.WARN)
    meant = ledger.reading.request.product or ledger.named_in(ledger.clause(quantity))
    return finding if meant or finding.severity is not Severity.BLOCK else replace(finding, severity=Severity.WARN)


def _comes_last(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a sum that is known, and a number beside it, are told before this one in its sentence: it may come of
    them."""
    stretch = ledger.reading.surface.sentence_at(quantity.start)
    told = [q for q in _before(quantity, ledger) if q.start >= stretch.start and q.measure not in _TIMES]
    return len(told) > 1 and any(q.measure in (Measure.MONEY, Measure.BARE) and _is_known(q, ledger) for q in told)


def _before(quantity: Quantity, ledger: Ledger) -> Iterator[Quantity]:
    return (q for q in ledger.near(quantity) if q.end <= quantity.start)


def _told(
    quantity: Quantity, ledger: Ledger, prices: tuple[Decimal, ...], factors: frozenset[Decimal]
) -> tuple[Decimal, ...]:
    """The last sums told before that are known and in force, or come of those told before them."""
    found: list[Decimal] = []
    shares = [_paid(q, ledger) for q in _before(quantity, ledger) if q.measure in _SHARES]
    begins = ledger.reading.surface.sentence_at(quantity.start).start
    for q in list(_before(quantity, ledger))[-_MOST_TOLD:]:
        if q.measure not in (Measure.MONEY, Measure.BARE) or q.tail == THRESHOLD:
            continue
        if (
            _is_known(q, ledger)
            or (ledger.mentions_near(q) and q.value in totals(ledger, q))
            or any(q.value == b * f for b in (*found, *prices) for f in factors)
            or any(q.value == a + b for a, b in combinations(found[-_MOST_SUMS:], 2))
            or any(q.value == a + b * f for a in found for b in found for f in factors)
            or any(q.value == p - b for p in prices for b in found)
            or (q.measure is Measure.MONEY and q.start < begins and worked_out(q, ledger))
            or any(rounds(q, share * b) for b in (*found, *prices) for share in shares)
        ):
            found.append(q.value)
    return tuple(found[-_MOST_SUMS:])


def _is_known(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a sum is known and in force."""
    return any(k.holds and k.quantity.measure is Measure.MONEY for k in ledger.known.agreeing(quantity))


def _prices_named(quantity: Quantity, ledger: Ledger) -> Iterator[Decimal]:
    """The prices in force of the products named in the sentence."""
    named = ledger.with_rows(frozenset(m.product for m in ledger.mentions_near(quantity))) or ledger.scope(quantity)
    return (k.quantity.value for k in islice(ledger.known.holding_of(named), _MOST_KNOWN) if is_price(k))


def _deals(quantity: Quantity, ledger: Ledger) -> Iterator[Quantity]:
    """What the offers that run give for what the sentence names, and those that the text calls by name."""
    named = frozenset(m.product for m in ledger.mentions_near(quantity))
    plain = ledger.reading.surface.plain
    for campaign in ledger.campaigns.running:
        if campaign.products & named or (campaign.title and campaign.title in plain):
            yield from campaign.deals


def _is_remainder(quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a sum is said to be what is left of another."""
    before = ledger.reading.surface.plain[max(0, quantity.start - _REMAINS) : quantity.start]
    return bool(ledger.phrases.turns.remainder.search(before))


def _all_prices(ledger: Ledger) -> Iterator[Known]:
    return (k for k in ledger.known.of(Measure.MONEY) if k.holds and is_price(k))


def _rates(quantity: Quantity, ledger: Ledger) -> Iterator[Decimal]:
    """What an amount of the sentence comes to at a known rate for its unit: 2 miles at $2.20 a mile."""
    sentence = ledger.sentence(quantity)
    for amount in ledger.near(quantity):
        if amount.measure is not Measure.AMOUNT or amount.quote not in sentence:
            continue
        unit = frozenset(ledger.contexts.words(amount.quote.replace("-", " ")))
        for known in islice(ledger.known.of(Measure.MONEY), _MOST_KNOWN):
            if unit and known.holds and not known.product and unit & known.context.near:
                yield known.quantity.value * (amount.written or amount.value)


def _prices_around(quantity: Quantity, ledger: Ledger) -> list[Decimal]:
    """The prices of every day of the products that this sentence and the one before it name."""
    around = (m.product for m in ledger.mentions if abs(m.start - quantity.start) <= _AROUND)
    known = ledger.known.holding_of(dict.fromkeys(around))
    listed = (k for k in known if is_price(k) and k.fact and k.fact.field != Field.MEMBER_PRICE)
    return list(dict.fromkeys(k.quantity.value for k in islice(listed, _MOST_PRICES)))


def _factors(quantity: Quantity, ledger: Ledger) -> frozenset[Decimal]:
    """How many the sentence counts, and how many times how many; of a sum right behind a product, what its clause
    counts."""
    said = ledger.clause(quantity) if ledger.prices_goods(quantity) else ledger.sentence(quantity)
    counted = [
        q.written or q.value
        for q in ledger.near(quantity)
        if q.measure in _COUNTED and q.hedge is Hedge.EXACT and q.quote in said
    ]
    words = (_TWO if m[1] else value_of(m[0]) for m in ledger.phrases.few_pieces.finditer(said))
    counted += [n for n in words if n]
    whole = [n for n in counted if 1 < n <= _MOST_TIMES and n % 1 == 0][-_MOST_FACTORS:]
    return frozenset({*whole, *(a * b for a, b in combinations(whole, 2))})


def _paid(quantity: Quantity, ledger: Ledger) -> Decimal:
    """The share of a sum that a percentage or a discount names: ten percent off leaves nine tenths."""
    share = quantity.value / _HUNDRED if quantity.measure is Measure.PERCENT else quantity.value
    off = quantity.measure is Measure.PERCENT and ledger.phrases.taken_off.match(
        ledger.reading.surface.plain, quantity.end
    )
    return 1 - share if off else share
