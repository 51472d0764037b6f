"""A quantity found in a text: what it measures, how much, and where it stands."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    """What a number counts; numbers of different measures are never the same claim."""

    MONEY = "money"
    PERCENT = "percent"
    DISCOUNT = "discount"
    """The share of the price that is paid: 9.9折 is 0.99."""
    REDUCTION = "reduction"
    """(from this sum, so much off): 满300减50."""
    MULTIBUY = "multibuy"
    """(bought, given): 买二送一."""
    DATE = "date"
    """(year, month, day), 0 where not said."""
    WEEKDAY = "weekday"
    CLOCK = "clock"
    """(hour, minute)."""
    PERIOD = "period"
    SIZE = "size"
    PACK = "pack"
    """(amount of one, how many): 50ml×2."""
    AMOUNT = "amount"
    COUNT = "count"
    RANK = "rank"
    BARE = "bare"


class Hedge(StrEnum):
    """How exactly the number is meant."""

    EXACT = "exact"
    BELOW = "below"
    ABOVE = "above"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Quantity:
    """`values` are in `unit`, a base unit or a classifier; `start`, `end` are offsets in the text it was read from.

    A `strong` quantity claims something wherever it stands; another is only held against what is known about the same
    thing.
    """

    measure: Measure
    values: tuple[Decimal, ...]
    unit: str
    start: int
    end: int
    quote: str
    hedge: Hedge = Hedge.EXACT
    strong: bool = True
    written: Decimal | None = None
    """The figure as it was written, before its unit's factor."""
    tail: str = ""
    """Of a number without a unit: the character or word right after it."""

    @property
    def value(self) -> Decimal:
        """The first of the values."""
        return self.values[0]


LAST_DAY = Decimal(99)
"""The day of a date that says the end of the month."""
THRESHOLD = "满"
"""`tail` of a sum of money from which something is given."""
_SAME = Decimal("0.0005")
_IMPERIAL = re.compile(r"\b(?:inch|feet|foot|ft|lbs?|pounds?|oz|ounces?|miles?|gallons?|pints?)|英寸|磅|英尺|盎司")
_CONVERTED = Decimal("0.03")
"""How far amounts may be rounded that were put into other units: 102 mm are four inches."""
PART_OF_DAY = re.compile(r"[晨早上午晚夜傍]|[ap]\.?m")
_PLACES = 6
_PEOPLE = frozenset("个位名人")
_NEVER_BARE = (Measure.DATE, Measure.WEEKDAY, Measure.CLOCK, Measure.DISCOUNT)
MONTH_DAYS = Decimal(30)
YEAR_DAYS = Decimal(365)
PERIOD_IN_DAYS = {
    "day": Decimal(1),
    "month": MONTH_DAYS,
    "minute": Decimal(1) / 1440,
    "second": Decimal(1) / 86400,
}


def comparable(measure: Measure) -> tuple[Measure, ...]:
    """The measures whose quantities `agrees` may find equal to one of `measure`."""
    if measure is Measure.BARE:
        return tuple(m for m in Measure if m not in _NEVER_BARE)
    if measure is Measure.DATE:
        return (measure, Measure.BARE)
    if measure is Measure.PACK:
        return (measure, Measure.AMOUNT, Measure.BARE)
    if measure is Measure.AMOUNT:
        return (measure, Measure.SIZE, Measure.PACK, Measure.BARE)
    return (measure,) if measure in _NEVER_BARE else (measure, Measure.BARE)


def agrees(said: Quantity, known: Quantity) -> bool:
    """Whether `said` is a fair way of stating `known`."""
    if said.measure is Measure.DATE and known.measure is Measure.BARE:
        return not any(said.values[1:]) and said.value == known.value
    if Measure.BARE in (said.measure, known.measure):
        return _bare_agrees(said, known)
    if said.measure is Measure.AMOUNT and known.measure in (Measure.SIZE, Measure.PACK):
        return same_unit(said, known) and any(_near(said, v) for v in known.values)
    if known.measure is Measure.AMOUNT and said.measure is Measure.PACK and said.values[1] == 1:
        return same_unit(said, known) and said.value == known.value
    if said.measure is not known.measure:
        return False
    if said.measure is Measure.DATE:
        return _dates_agree(said.values, known.values)
    if said.measure is Measure.WEEKDAY:
        return said.values[0] == known.values[0] and (said.values[1] in (known.values[1], -1) or known.values[1] == -1)
    if said.measure is Measure.CLOCK:
        return said.values == known.values or (not PART_OF_DAY.search(said.quote) and _twelve(said) == _twelve(known))
    if said.measure is Measure.PERIOD:
        return _period_agrees(said, known)
    if not same_unit(said, known):
        return False
    if said.hedge is known.hedge and said.hedge is not Hedge.EXACT:
        return said.values == known.values
    if said.measure is Measure.SIZE:
        return _sizes_agree(said.values, known.values)
    if len(said.values) > 1 or len(known.values) > 1:
        return said.values == known.values
    if said.measure is Measure.AMOUNT and bool(_IMPERIAL.search(said.quote)) != bool(_IMPERIAL.search(known.quote)):
        return abs(said.value - known.value) <= known.value * _CONVERTED
    return _near(said, known.value)


def same_unit(said: Quantity, known: Quantity) -> bool:
    """Whether both are counted in the same unit; a currency that was not written fits any."""
    if said.measure is Measure.COUNT and said.unit in _PEOPLE and known.unit in _PEOPLE:
        return True
    return said.unit == known.unit or not said.unit or not known.unit


def _bare_agrees(said: Quantity, known: Quantity) -> bool:
    if said.measure in _NEVER_BARE or known.measure in _NEVER_BARE:
        return False
    figures = (*known.values, *((known.written,) if known.written is not None else ()))
    if len(said.values) != 1:
        return False
    said_figures = (said.value, said.written) if said.written is not None else said.values
    return any(_near_value(s, said.hedge, v) for v in figures for s in said_figures)


def _dates_agree(said: tuple[Decimal, ...], known: tuple[Decimal, ...]) -> bool:
    """A part that was said has to be known; only the year may stay open on either side."""
    years_agree = not said[0] or said[0] == known[0] or (not known[0] and said[2] != 0)
    return years_agree and all(not a or a == b for a, b in zip(said[1:], known[1:], strict=True))


def _period_agrees(said: Quantity, known: Quantity) -> bool:
    if said.unit == known.unit:
        return _near(said, known.value)
    as_said = PERIOD_IN_DAYS[said.unit]
    whole_year = known.unit == "month" and known.value % 12 == 0
    return _near(said, round(known.value * PERIOD_IN_DAYS[known.unit] / as_said, _PLACES)) or (
        whole_year and _near(said, round(known.value / 12 * YEAR_DAYS / as_said, _PLACES))
    )


def _twelve(quantity: Quantity) -> tuple[Decimal, ...]:
    return (quantity.values[0] % 12, *quantity.values[1:])


def _sizes_agree(said: tuple[Decimal, ...], known: tuple[Decimal, ...]) -> bool:
    if len(said) == len(known):
        factors = (1, 10, 1000, Decimal("0.1"), Decimal("0.001"))  # one of the two was written without a unit
        return any(sorted(v * f for v in said) == sorted(known) for f in factors)
    fewer, more = sorted((list(said), list(known)), key=len)
    return all(v in more for v in fewer)


def _near(said: Quantity, known: Decimal) -> bool:
    return _near_value(said.values[0], said.hedge, known)


def _near_value(value: Decimal, hedge: Hedge, known: Decimal) -> bool:
    if hedge is Hedge.EXACT:
        return value == known or (known != 0 and abs(value - known) / abs(known) < _SAME)
    match hedge:
        case Hedge.BELOW:
            return max(value * Decimal("0.7"), value - grain(value)) <= known <= value
        case Hedge.ABOVE:
            return value <= known <= min(value * Decimal("1.5"), value + grain(value))
        case _:
            return abs(value - known) <= known * Decimal("0.1")


def grain(value: Decimal) -> Decimal:
    """The step of the last figure that is not zero: a number is rounded no further than that."""
    _, digits, exponent = value.normalize().as_tuple()
    return Decimal(10) ** int(exponent) if digits else Decimal(1)
