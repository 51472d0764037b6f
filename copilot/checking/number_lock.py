"""Holds every number of a text against what is known, and says what is wrong with those that do not fit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from copilot.checking import arithmetic
from copilot.checking.called import called_otherwise
from copilot.checking.following import follows
from copilot.checking.known import Known
from copilot.checking.ledger import Ledger, in_scope
from copilot.checking.periods import Standing, as_date
from copilot.checking.price_labels import label_finding
from copilot.checking.quantity import THRESHOLD, Hedge, Measure, Quantity, agrees
from copilot.checking.relative_days import follows_order, opens_on_closed, wrong_end, wrong_hour, wrong_weekday
from copilot.checking.right_values import values_instead, wrong, wrong_end_day, wrong_variant
from copilot.checking.rivals import Rival, rival_of
from copilot.checking.shelves import is_price
from copilot.checking.spoken_sums import spoken_sums
from copilot.checking.standing_alone import stands_alone
from copilot.checking.sums import is_difference, unsure, worked_out
from copilot.checking.told_times import claims_price, out_of_dates, past_day
from copilot.checking.unit_prices import is_missed
from copilot.checking.unsourced import aside, without_source
from copilot.domain.draft import Finding, Severity
from copilot.domain.evidence import Field

_TIMES = (Measure.DATE, Measure.WEEKDAY, Measure.CLOCK)
_DEALS = (Measure.REDUCTION, Measure.DISCOUNT, Measure.MULTIBUY)
_DIFFERING = (Measure.AMOUNT, Measure.COUNT, Measure.PERIOD)
_MEASURED = (Measure.AMOUNT, Measure.PERIOD)
_HOURS = (Measure.WEEKDAY, Measure.CLOCK)
_TODAY = 10
_ALIKE = 2
_MONTHS = Decimal(12)
_MOSTLY = 0.8


def check_numbers(ledger: Ledger) -> Iterator[Finding]:
    """Findings for the numbers, prices and dates of the text."""
    plain = ledger.reading.surface.plain
    results = (*arithmetic.calculations(plain), *spoken_sums(plain))
    names = bytearray(len(plain) + 1)
    for mention in ledger.mentions:
        names[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    for quantity in ledger.quantities:
        if _part_of_name(quantity, names) or _is_today(quantity, ledger) or _is_step(quantity, results):
            continue
        calculation = next((c for c in results if c.start < quantity.end and quantity.start < c.end), None)
        if calculation and not arithmetic.is_right(calculation):
            right = f"{calculation.right:.4g}"
            yield ledger.finding("number_arithmetic", quantity, right=right)
        elif (
            not calculation
            and not _written_out(quantity, results, ledger)
            and not (quantity.measure in _DIFFERING and is_difference(quantity, ledger))
            and (finding := _of_day(quantity, ledger) or _check(quantity, ledger))
        ):
            yield finding


def _is_step(quantity: Quantity, results: Sequence[arithmetic.Calculation]) -> bool:
    """Whether what seems a deal is a step of a calculation that comes out right: 368减50就是318."""
    return quantity.measure is Measure.REDUCTION and any(
        c.begins <= quantity.start and quantity.end <= c.start and arithmetic.is_right(c) for c in results
    )


def _part_of_name(quantity: Quantity, names: bytearray) -> bool:
    """Whether a number belongs to a product's name. That it counts what is called so (50 boxes) makes it none."""
    return bool(names[quantity.start]) or (
        quantity.measure is not Measure.COUNT and any(names[quantity.start : quantity.end])
    )


def _of_day(quantity: Quantity, ledger: Ledger) -> Finding | None:
    return wrong_weekday(quantity, ledger) or wrong_end(quantity, ledger) or wrong_hour(quantity, ledger)


def _written_out(quantity: Quantity, results: Sequence[arithmetic.Calculation], ledger: Ledger) -> bool:
    """Whether it is a price times a count, or stands in a calculation: 59×3 is no size."""
    if quantity.measure is not Measure.SIZE or quantity.unit:
        return False
    if any(c.begins <= quantity.start < c.end for c in results):
        return True
    one = replace(quantity, measure=Measure.MONEY, values=quantity.values[:1])
    return quantity.values[1] % 1 == 0 and any(k.holds and is_price(k) for k in ledger.known.agreeing(one))


def _is_today(quantity: Quantity, ledger: Ledger) -> bool:
    """今天5月6号: the day of the text itself, said as such, claims nothing."""
    before = ledger.reading.surface.plain[max(0, quantity.start - _TODAY) : quantity.start]
    today = ledger.reading.request.at
    if not ledger.phrases.today.search(before):
        return False
    if quantity.measure is Measure.WEEKDAY:
        return quantity.values == (Decimal(today.isoweekday()), Decimal(-1))
    return quantity.measure is Measure.DATE and as_date(quantity, today) == today


def held_by(quantity: Quantity, ledger: Ledger) -> list[Known]:
    """What is known and in force that says this number of what the text speaks of."""
    scope = ledger.scope(quantity)
    return _in_force([k for k in _fitting(quantity, ledger, scope) if in_scope(k, scope)], quantity, scope)


def _check(quantity: Quantity, ledger: Ledger) -> Finding | None:
    if quantity.measure is Measure.WEEKDAY and follows_order(quantity, ledger):
        return None
    if is_missed(quantity, ledger):
        return replace(ledger.finding("price_unfollowed", quantity), severity=Severity.WARN)
    scope = ledger.scope(quantity)
    fee = ledger.is_fee(quantity)
    fitting = _fitting(quantity, ledger, scope)
    holding = _in_force([k for k in fitting if in_scope(k, scope)], quantity, scope)
    if quantity.measure is Measure.WEEKDAY and holding and opens_on_closed(quantity, ledger, holding):
        return wrong("conflict", quantity, ledger, holding[:1])
    if holding and (others := _other_end(quantity, ledger, scope, holding)):
        return wrong("conflict", quantity, ledger, others)
    chance = bool(holding) and quantity.measure is Measure.MONEY and _by_chance(quantity, ledger, holding)
    # Of a sum another one is a rival only where it may be anybody's, and is no price.
    rivalry = (
        quantity.measure is not Measure.MONEY
        or fee
        or chance
        or (holding and not scope and not any(map(is_price, holding)))
    )
    rival = rival_of(quantity, ledger, scope, [] if chance else holding) if rivalry else None
    if rival and holding and any(agrees(q, rival.known.quantity) for q in ledger.near(quantity)):
        rival = None
    if rival and quantity.measure is Measure.CLOCK and any(_of_one_sentence(rival.known, k) for k in holding):
        rival = None
    if holding:
        if rival and (quantity.measure is not Measure.MONEY or fee or chance or rival.sure):
            return _rivalled(quantity, rival, ledger)
        finding = wrong_variant(quantity, ledger, holding) or label_finding(ledger, quantity, holding, scope)
        of_another = not scope and not quantity.strong and all(k.product for k in holding)
        return finding or (aside(quantity, ledger) if of_another else None)
    if stands_alone(quantity, ledger, scope):
        return None
    finding = _disagreement(quantity, ledger, scope, fitting, rival)
    if finding is None or ledger.phrases.of_others(ledger.clause(quantity)) or _part_of_set(quantity, ledger, fitting):
        return None
    if finding.rule == "offer_expired" and _same_offer(quantity, fitting, ledger):
        return finding
    if follows(quantity, ledger, scope) or worked_out(quantity, ledger):
        return None
    return unsure(finding, quantity, ledger)


def _of_one_sentence(one: Known, other: Known) -> bool:
    """Whether two hours stand in one sentence of the knowledge, as the two ends of something do."""
    both = one.context.wide & other.context.wide
    return bool(both) and len(both) >= _MOSTLY * max(len(one.context.wide), len(other.context.wide))


def _by_chance(quantity: Quantity, ledger: Ledger, holding: Sequence[Known]) -> bool:
    """Whether a sum is only known as the price of products of which the text has not a word."""
    said = ledger.context(quantity)
    return (
        not (ledger.mentions or ledger.scope(quantity))
        and all(k.of_goods for k in holding)
        and not any(said.wide & (k.context.near | k.context.wide) for k in holding)
    )


def _same_offer(quantity: Quantity, fitting: Sequence[Known], ledger: Ledger) -> bool:
    """Whether an offer that is over is told in its own words: then the sum follows from nothing else by chance."""
    said = ledger.context(quantity)
    return any(k.standing is Standing.EXPIRED and said.shared_with(k.context) >= _ALIKE for k in fitting)


def _part_of_set(quantity: Quantity, ledger: Ledger, fitting: Sequence[Known]) -> bool:
    """Whether a fact of a set that is named says just so what it holds of another product: 洁面30g+精华10ml."""
    before = [m for m in ledger.mentions_near(quantity) if m.end <= quantity.start]
    if len(before) < 2 or quantity.measure is Measure.MONEY:
        return False
    said = "".join(ledger.reading.surface.plain[before[-1].start : quantity.end].split())
    return any(
        k.fact and said in "".join(ledger.plain(k.fact.value).split()) and ledger.names_product(quantity, k.product)
        for k in fitting
    )


def _disagreement(
    quantity: Quantity, ledger: Ledger, scope: frozenset[str], fitting: list[Known], rival: Rival | None
) -> Finding | None:
    """What is wrong with a number that nothing in force states, unless it follows from something."""
    if quantity.measure in _TIMES and (finding := past_day(quantity, ledger)):
        return finding
    if ours := [k for k in fitting if in_scope(k, scope)]:
        return out_of_dates(quantity, ours, ledger, scope)
    if fitting and claims_price(quantity, fitting):
        if called_otherwise(quantity, fitting, ledger, scope):
            return None
        if not any(k.fact for k in fitting):
            return ledger.finding("price_elsewhere", quantity)
        instead = values_instead(quantity, ledger, scope)
        return wrong("wrong_product", quantity, ledger, instead, other=fitting[0].product)
    if rival:
        return None if _so_many_times(quantity, rival, ledger) else _rivalled(quantity, rival, ledger)
    if other := _other_threshold(quantity, ledger):
        return wrong("conflict", quantity, ledger, [other])
    return without_source(quantity, ledger, scope)


def _other_end(quantity: Quantity, ledger: Ledger, scope: frozenset[str], holding: Sequence[Known]) -> list[Known]:
    """The ends of the product's own offer where the day said as its end is only known of something else."""
    if quantity.measure is not Measure.DATE or not ledger.phrases.until.search(ledger.clause(quantity)):
        return []
    if not scope:
        return _named_end(quantity, ledger)
    near = ledger.context(quantity)
    if any(k.fact or (k.about or k.product) in scope or near.shared_with(k.context) >= 1 for k in holding):
        return []
    ends = (k for k in ledger.known.holding_of(scope) if k.fact and k.fact.valid_to)
    return [k for k in ends if k.quantity.measure is Measure.DATE and k.fact and k.label == str(k.fact.valid_to)]


def _named_end(quantity: Quantity, ledger: Ledger) -> list[Known]:
    """The ends of the offers that are named in the sentence, unless one of their days is said."""
    sentence = ledger.sentence(quantity)
    days = [k for k in ledger.known.of(Measure.DATE) if k.holds and k.fact and k.fact.valid_to]
    named = [k for k in days if k.fact and k.fact.field not in Field.PRICES and ledger.plain(k.fact.value) in sentence]
    if any(agrees(quantity, k.quantity) for k in named):
        return []
    return [k for k in named if k.fact and k.label == str(k.fact.valid_to)]


def _other_threshold(quantity: Quantity, ledger: Ledger) -> Known | None:
    """The known sum from which the same is given: 满40包邮 where it is 满80包邮."""
    if quantity.tail != THRESHOLD:
        return None
    near = ledger.context(quantity).near
    same = (k for k in ledger.known.of(Measure.MONEY) if k.holds and k.quantity.tail == THRESHOLD)
    return next((k for k in same if near & k.context.near), None)


def _in_force(ours: list[Known], quantity: Quantity, scope: frozenset[str]) -> list[Known]:
    """Those that hold. A price list that dates a price has the last word over a passage that does not, unless the
    passage is of something else and no product of the list is spoken of: an examination costs what a frame once did."""
    holding = [k for k in ours if k.holds]
    stated = [k for k in ours if k.fact and k.fact.field in Field.PRICES]
    exact = quantity.measure is Measure.MONEY and quantity.hedge is Hedge.EXACT
    if exact and stated and not any(k.holds for k in stated):
        over = {k.product for k in stated}
        return [] if over & scope else [k for k in holding if not {k.product, k.about} & over]
    return holding


def _same_use(quantity: Quantity, known: Known, ledger: Ledger) -> bool:
    """A sum from which something is given is no price, but for one that stands among the same words."""
    if quantity.tail != THRESHOLD or known.quantity.tail == THRESHOLD or known.quantity.measure is Measure.REDUCTION:
        return True
    return bool(ledger.context(quantity).near & known.context.near)


def _fitting(quantity: Quantity, ledger: Ledger, scope: frozenset[str]) -> list[Known]:
    """What is known with the same value and may be what the number says, whatever its dates and its product."""
    fitting = [k for k in ledger.known.agreeing(quantity) if _same_use(quantity, k, ledger)]
    if ledger.is_fee(quantity):
        return [k for k in fitting if not _is_no_fee(k, quantity, ledger)]
    if fitting and ledger.prices_goods(quantity) and ledger.known.priced(scope):
        return [k for k in fitting if k.of_goods]
    return fitting


def _is_no_fee(known: Known, quantity: Quantity, ledger: Ledger) -> bool:
    """Whether a known sum is a price or a threshold, and so nothing that a fee may be."""
    if (known.fact and known.product) or known.quantity.tail == THRESHOLD:
        return True
    said = ledger.context(quantity)
    return known.of_goods and not (said.near & known.context.near or len(said.wide & known.context.near) >= _ALIKE)


def _rivalled(quantity: Quantity, rival: Rival, ledger: Ledger) -> Finding:
    rule = "conflict" if rival.sure or quantity.strong else "differs"
    if quantity.measure is Measure.DATE and ledger.phrases.until.search(ledger.clause(quantity)):
        return wrong_end_day(rule, quantity, ledger, rival.known)
    finding = wrong(rule, quantity, ledger, [rival.known])
    if rule == "differs" and any(k.holds for k in ledger.known.agreeing(quantity)):
        return replace(finding, severity=Severity.NOTE)
    monthless = quantity.measure is Measure.DATE and not quantity.values[1]
    if finding.severity is Severity.BLOCK and (monthless or quantity.measure in _HOURS):
        # A shop has many hours and days: that one is another's is likely, no more.
        return replace(finding, severity=Severity.WARN)
    return finding


def _so_many_times(quantity: Quantity, rival: Rival, ledger: Ledger) -> bool:
    """Whether a count is the known one times a count said beside it: six packets of five cups are thirty cups."""
    one = rival.known.quantity
    if quantity.measure is not Measure.COUNT or one.measure is not Measure.COUNT or not one.value > 1:
        return False
    times = {q.value for q in ledger.near(quantity) if q.measure in (Measure.COUNT, Measure.BARE)}
    times |= {_MONTHS} if ledger.phrases.by_the_year(ledger.clause(quantity)) else set()
    return quantity.value / one.value in times - {1}
