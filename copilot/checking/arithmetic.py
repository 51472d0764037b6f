"""Numbers that follow from known ones: prices a day, savings, sums, deals, and calculations written out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache
from itertools import combinations

from copilot.checking.quantity import (
    MONTH_DAYS,
    PERIOD_IN_DAYS,
    THRESHOLD,
    YEAR_DAYS,
    Hedge,
    Measure,
    Quantity,
    agrees,
    grain,
)

_SUM = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?(?:\s?[元块天个年月]{0,2}\s?[-−–+÷×/*x]\s?\d+(?:\.\d+)?){1,4})\s?[元块天个年月]{0,2}\s?(?:[=≈]|约等于|等于|约)\s?(\d+(?:\.\d+)?)"
)
_ADDED = re.compile(
    r"(?<![\d.])(\d+(?:\.\d+)?(?:\s?[元块]?\s?\+\s?[$£€]?\d+(?:\.\d+)?){1,5})\s?[元块]?\s?(?:[，,]\s?(?:一共|总共|共|合计|就是|是|那就是)?|(?:is|makes|comes to|equals)\s)\s?[$£€]?(\d+(?:\.\d+)?)"
)
"""89+89+139，317: what a sum comes to, behind a comma."""
_TERM = re.compile(r"([-−–+÷×/*x])?\s?(\d+(?:\.\d+)?)")
_ROUNDED_FROM, _HALF = Decimal(10), Decimal("0.5")
"""From ten on, people say a calculated price in whole ones."""
_CENT = Decimal("0.06")
_LOOSE = Decimal("0.005")
"""How far a share that does not come out even may be rounded; a whole sum only to the figures it was told in."""
_DEALS = (Measure.DISCOUNT, Measure.MULTIBUY)
_BESIDE = 3
_TWO = 2
_MOST = 5
_TOLD = 6
"""So many of the sums said before a number are put together."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation written in a text: where it begins, where its result stands, what was written, what is right."""

    begins: int
    start: int
    end: int
    written: Decimal
    right: Decimal


def calculations(plain: str) -> Iterator[Calculation]:
    """Calculations with a result, such as `399÷3÷365≈0.36`, left to right."""
    for found in _SUM.finditer(plain):
        right = _evaluate(found[1])
        if right is not None:
            yield Calculation(found.start(), found.start(2), found.end(2), Decimal(found[2]), right)
    for found in _ADDED.finditer(plain):
        if (right := _evaluate(found[1])) == Decimal(found[2]):
            yield Calculation(found.start(), found.start(2), found.end(2), right, right)


def is_right(calculation: Calculation) -> bool:
    """Whether the written result is the right one, rounded to the places that were written."""
    places = -int(calculation.written.as_tuple().exponent)
    return bool(abs(calculation.written - calculation.right) <= Decimal(10) ** -places)


@dataclass(frozen=True, slots=True)
class Cues:
    """What the words around a number say it is."""

    per_unit: bool
    per_day: bool
    saving: bool
    summing: bool
    after_deal: bool
    per_amount: bool = False
    per_time: bool = False

    @property
    def announces(self) -> bool:
        """Whether they call for more than a sum of things put together."""
        return self.saving or self.per_unit or self.summing or self.after_deal


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a number may follow from: prices, counts with periods and deals, sums of things put together, differences."""

    prices: tuple[Quantity, ...]
    others: tuple[Quantity, ...]
    said: tuple[Quantity, ...] = ()
    """Counts and periods of the text itself."""
    told: tuple[Quantity, ...] = ()
    """Sums and deals said before, left to right."""
    taken_off: frozenset[Decimal] = frozenset()
    """What is said, or known, to be taken off a sum."""
    totals: frozenset[Decimal] = frozenset()
    differences: frozenset[Decimal] = frozenset()


def follows(said: Quantity, grounds: Grounds, cues: Cues) -> bool:
    """Whether `said` follows from its grounds in a way the words announce."""
    sums = tuple({p.value for p in grounds.prices if p.measure is Measure.MONEY and p.value})
    rest = grounds.others
    if said.measure is Measure.DISCOUNT:
        return any(b < a and abs(b / a - said.value) < Decimal("0.006") for a in sums for b in sums)
    if said.measure is Measure.PERCENT:
        return cues.saving and any(b < a and abs((a - b) / a * 100 - said.value) < 1 for a in sums for b in sums)
    if said.measure not in (Measure.MONEY, Measure.BARE):
        return False
    return (
        any(rounds(said, total) for total in grounds.totals)
        or _is_worked_out(said, sums, grounds, cues)
        or (cues.saving and _is_saving(said, grounds))
        or (cues.per_unit and _is_share(said, sums, grounds, cues))
        or (cues.summing and _is_total(said, sums, rest))
        or (cues.after_deal and _is_deal(said, sums, rest))
    )


def _is_worked_out(said: Quantity, sums: tuple[Decimal, ...], grounds: Grounds, cues: Cues) -> bool:
    """Whether the sums told so far come to it: put together, less what is taken off, or at the deal right before it."""
    told = _amounts(grounds.told)
    if cues.summing and any(said.value == a + b for a in told for b in grounds.totals):
        return True
    if cues.summing and any(said.value == sum(some) for n in (2, 3) for some in combinations(told, n)):
        return True
    if (cues.saving or cues.after_deal) and any(said.value == a - off for a in told for off in grounds.taken_off):
        return True
    deal = next((q for q in grounds.told if q.measure in _DEALS and 0 <= said.start - q.end <= _BESIDE), None)
    if deal is None or not 0 < _paid(deal) < 1:
        return False
    return any(rounds(said, p * _paid(deal)) for p in (*told, *sums))


def _paid(deal: Quantity) -> Decimal:
    """The share of a price that is paid in a deal; 0 when it is told as a sum."""
    if deal.measure is Measure.DISCOUNT:
        return deal.value
    return deal.values[1] if deal.unit == "nth" else Decimal(0)


def _amounts(told: tuple[Quantity, ...]) -> tuple[Decimal, ...]:
    """The last sums told; 59×3 is one."""
    found = [
        q.values[0] * q.values[1] if q.measure is Measure.SIZE else q.value
        for q in told
        if (q.measure in (Measure.MONEY, Measure.BARE) and q.tail != THRESHOLD)
        or (q.measure is Measure.SIZE and not q.unit and len(q.values) == _TWO)
    ]
    return tuple(found[-_TOLD:])


def _is_saving(said: Quantity, grounds: Grounds) -> bool:
    reductions = [q.values[1] for q in grounds.others if q.measure is Measure.REDUCTION]
    sums = (Measure.MONEY, Measure.BARE)
    baskets = grounds.totals | {q.value for q in grounds.said if q.measure in sums and q.tail != THRESHOLD}
    least = [p.value for p in grounds.prices if p.tail == THRESHOLD]
    least += [q.values[0] for q in grounds.others if q.measure is Measure.REDUCTION]
    missing = [p - t for p in least for t in baskets if t < p]
    counts = {q.value for q in grounds.told if q.measure in (Measure.COUNT, Measure.BARE) and 1 < q.value <= _MOST}
    paid = {p.value for p in grounds.prices if p.measure is Measure.MONEY}
    several = {n * a - b for n in counts for a in paid for b in paid | set(_amounts(grounds.told))}
    each = {n * off for n in counts for off in grounds.differences}
    against = {abs(a - b) for a in paid for b in _amounts(grounds.told)}
    return any(
        rounds(said, right) for right in (*grounds.differences, *reductions, *missing, *several, *each, *against)
    )


def _is_share(said: Quantity, sums: tuple[Decimal, ...], grounds: Grounds, cues: Cues) -> bool:
    divisors = _divisors(grounds.others, cues) | ({YEAR_DAYS, MONTH_DAYS} if cues.per_day else set())
    times = {q.written or q.value for q in grounds.said if q.measure in (Measure.COUNT, Measure.PERIOD)}
    divisors |= {a * b for a in times for b in times if a != b and a * b > 1}
    return any(rounds(said, price / n) for price in sums for n in divisors)


def _divisors(rest: tuple[Quantity, ...], cues: Cues) -> set[Decimal]:
    found: set[Decimal] = set()
    for q in rest:
        if q.measure is Measure.PERIOD and cues.per_time:
            found |= _lengths(q.value, q.unit, q.hedge)
        elif q.measure in (Measure.COUNT, Measure.BARE):
            found.add(q.value)
        elif q.measure is Measure.AMOUNT and cues.per_amount:
            found |= {q.value, q.value / 100, q.value / 500}
        elif q.measure is Measure.PACK:
            found |= {q.values[1], q.values[0] * q.values[1]}
    return {n for n in found if n > 1}


@lru_cache(maxsize=4096)
def _lengths(value: Decimal, unit: str, hedge: Hedge) -> frozenset[Decimal]:
    """How often a period may be counted: in days, weeks, years and as it was said."""
    days = value / 12 * YEAR_DAYS if unit == "month" and value % 12 == 0 else value * PERIOD_IN_DAYS[unit]
    most = days + days / 2 if hedge is Hedge.ABOVE else days
    return frozenset((days, most, value, days / 7, days / YEAR_DAYS)) if days >= 1 else frozenset()


def _is_total(said: Quantity, sums: tuple[Decimal, ...], rest: tuple[Quantity, ...]) -> bool:
    counts = {q.value for q in rest if q.measure is Measure.COUNT and 1 < q.value <= 100} | {Decimal(2)}
    return any(rounds(said, p * n) for p in sums for n in counts) or any(
        rounds(said, a + b) for a in sums for b in sums if a != b
    )


def _is_deal(said: Quantity, sums: tuple[Decimal, ...], rest: tuple[Quantity, ...]) -> bool:
    for deal in rest:
        if deal.measure is Measure.DISCOUNT and any(rounds(said, p * deal.value) for p in sums):
            return True
        if deal.measure is Measure.REDUCTION:
            full, off = deal.values
            if any(
                p * n >= full and rounds(said, p * n - off * t)
                for p in sums
                for n in (1, 2, 3)
                for t in (1, int(p * n // full))
            ):
                return True
    return False


def rounds(said: Quantity, right: Decimal) -> bool:
    """Whether `said` is a fair way of telling a sum that was worked out."""
    if said.hedge is Hedge.BELOW:
        return max(said.value * Decimal("0.6"), said.value - grain(said.value)) <= right <= said.value
    if said.hedge is not Hedge.EXACT:
        return agrees(said, replace(said, values=(right,), hedge=Hedge.EXACT))
    if said.value >= _ROUNDED_FROM and said.value % 1 == 0 and abs(said.value - right) < _HALF:
        return True
    if said.value % 1 == right % 1 == 0:
        return abs(said.value - right) <= min(right * _LOOSE, grain(said.value) / 10)
    fine = said.value % 1 and said.value >= _ROUNDED_FROM
    return abs(said.value - right) <= max(min(_CENT, right / 10), 0 if fine else right * _LOOSE)


def _evaluate(expression: str) -> Decimal | None:
    total: Decimal | None = None
    try:
        for operator, figure in _TERM.findall(expression):
            number = Decimal(figure)
            if total is None:
                total = number
            elif operator in ("-", "−", "–"):
                total -= number
            elif operator in ("÷", "/"):
                total /= number
            elif operator == "+":
                total += number
            else:
                total *= number
    except (InvalidOperation, DivisionByZero):
        return None
    return total
