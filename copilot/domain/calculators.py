"""Calculators: what each asks for, how it works its figures out, and what came of it; arithmetic is decimal throughout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from copilot.domain.draft import Severity
from copilot.domain.text_form import InBoth

CALCULATORS = ("referral_cost", "lifetime_value", "membership", "stored_value", "trial", "promotion")
"""Their ids, in the order they are shown."""


class Unit(StrEnum):
    """What a figure is counted in."""

    MONEY = "money"
    """In the brand's currency."""
    PERCENT = "percent"
    """Typed and shown as 30 %, kept and reckoned with as 0.3 once it is an input of a formula."""
    PEOPLE = "people"
    PIECES = "pieces"
    ROUNDS = "rounds"
    TIMES = "times"
    """How often, or how many times as much."""
    YEARS = "years"
    MONTHS = "months"


class FigureFrom(StrEnum):
    """Where a calculator's input comes from."""

    EXAMPLE = "example"
    """An invented figure, so that nobody begins with an empty page."""
    OWN = "own"
    """Counted from what the brand keeps here."""
    TYPED = "typed"


class ProblemCode(StrEnum):
    """Why an input cannot be reckoned with; each has a sentence."""

    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    BELOW = "below"
    ABOVE = "above"
    NOT_WHOLE = "not_whole"


@dataclass(frozen=True, slots=True)
class CalculatorInput:
    """A figure a person gives. `least` and `most` are inclusive and in its unit; percents as 30. `own` is the name of the
    brand's own figure that takes the place of `default` where it is known."""

    id: str
    name: InBoth
    unit: Unit
    default: Decimal
    least: Decimal
    most: Decimal
    whole: bool = False
    own: str = ""
    about: InBoth | None = None


@dataclass(frozen=True, slots=True)
class Calculator:
    """A calculator as people meet it: its name, the question it answers, what it takes for granted, what it asks for."""

    id: str
    name: InBoth
    asks: InBoth
    assumes: InBoth
    inputs: tuple[CalculatorInput, ...]

    def input(self, input_id: str) -> CalculatorInput | None:
        """The input of that id."""
        return next((one for one in self.inputs if one.id == input_id), None)


@dataclass(frozen=True, slots=True)
class InputProblem:
    """An input that was left out of the reckoning; `least` and `most` are the bounds it has to keep."""

    input_id: str
    code: ProblemCode
    typed: str
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class CalculatorResult:
    """One worked line. `value` is None where there is no such figure, and `notes` say why; percents are shares (0.3).

    `formula` is the line in words, `filled` the same with the numbers in place of the words, `shown` the value as people
    read it ("" for none).
    """

    id: str
    name: InBoth
    unit: Unit
    value: Decimal | None
    shown: str
    formula: InBoth
    filled: str
    means: InBoth
    notes: tuple[InBoth, ...] = ()
    main: bool = False


@dataclass(frozen=True, slots=True)
class CalculatorWarning:
    """What should be known before a decision is made on the figures. `source` is "" for plain arithmetic."""

    id: str
    severity: Severity
    text: InBoth
    source: InBoth | None = None


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of a calculation. With problems there are no results: half-right figures are worse than none."""

    calculator: Calculator
    inputs: Mapping[str, str]
    """As they were typed or proposed."""
    origins: Mapping[str, FigureFrom]
    results: tuple[CalculatorResult, ...] = ()
    warnings: tuple[CalculatorWarning, ...] = ()
    problems: tuple[InputProblem, ...] = ()

    def result(self, result_id: str) -> CalculatorResult | None:
        """The line of that id."""
        return next((one for one in self.results if one.id == result_id), None)


@dataclass(frozen=True, slots=True)
class Calculation:
    """A calculation somebody kept under a name. `results` are the figures as they were then, by id; None for one that
    could not be had. `plan_id` is the plan of the calendar it was made for, if any."""

    id: str
    brand_id: str
    calculator_id: str
    name: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    results: Mapping[str, str | None] = field(default_factory=dict)
    plan_id: str | None = None
    by: str = ""
    at: datetime | None = None
    deleted: bool = False
