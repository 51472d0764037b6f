"""The calculators' files, read and checked."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Self

from pydantic import Field, model_validator

from copilot.domain.calculators import CALCULATORS, Calculator, CalculatorInput, Unit
from copilot.domain.draft import Severity
from copilot.domain.text_form import InBoth
from copilot.strategy.calculators.expressions import Expression, parse
from copilot.strategy.data_files import Strict, Words, checked, read_file


class _Input(Strict):
    id: str
    name: Words
    unit: Unit
    default: Decimal
    least: Decimal = Decimal(0)
    most: Decimal
    whole: bool = False
    own: str = ""
    about: Words | None = None

    @model_validator(mode="after")
    def _default_within(self) -> Self:
        if not self.least <= self.default <= self.most:
            raise ValueError(f"{self.id}: the default is out of bounds")
        return self


class _Step(Strict):
    """`needs`: a condition without which there is no such figure; `otherwise` says so. A share that may exceed its whole
    says with `over` what that means, and with `under` what below zero means."""

    id: str
    name: Words
    unit: Unit
    formula: str
    means: Words
    main: bool = False
    needs: str = ""
    otherwise: Words | None = None
    over: Words | None = None
    under: Words | None = None

    @model_validator(mode="after")
    def _says_what_can_happen(self) -> Self:
        divides = parse(self.formula).divides
        if (divides or self.needs) and self.otherwise is None:
            raise ValueError(f"{self.id}: `otherwise` has to say what it is when there is nothing to divide by")
        if self.unit is Unit.PERCENT and (self.over is None or self.under is None):
            raise ValueError(f"{self.id}: a share says what over 100 % and below 0 % mean")
        return self


class _Warning(Strict):
    id: str
    when: str
    severity: Severity
    text: Words
    source: Words | None = None


class _File(Strict):
    id: str
    name: Words
    asks: Words
    assumes: Words
    inputs: Annotated[tuple[_Input, ...], Field(min_length=1)]
    steps: Annotated[tuple[_Step, ...], Field(min_length=1)]
    warnings: tuple[_Warning, ...] = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        known = {one.id for one in self.inputs}
        for step in self.steps:
            used = parse(step.formula).names | (parse(step.needs).names if step.needs else frozenset())
            if used - known:
                raise ValueError(f"{step.id} uses {', '.join(sorted(used - known))} before it is known")
            known.add(step.id)
        for warning in self.warnings:
            if unknown := parse(warning.when).names - known:
                raise ValueError(f"{warning.id} uses {', '.join(sorted(unknown))}")
        if not any(step.main for step in self.steps):
            raise ValueError("no main result")
        return self


@dataclass(frozen=True, slots=True)
class StepRule:
    """A line of a calculator, its formula parsed."""

    id: str
    name: InBoth
    unit: Unit
    formula: Expression
    means: InBoth
    main: bool
    needs: Expression | None
    otherwise: InBoth | None
    over: InBoth | None
    under: InBoth | None


@dataclass(frozen=True, slots=True)
class WarningRule:
    """A condition over the figures, and what it means."""

    id: str
    when: Expression
    severity: Severity
    text: InBoth
    source: InBoth | None


@dataclass(frozen=True, slots=True)
class CalculatorRules:
    """A calculator with everything it goes by."""

    calculator: Calculator
    steps: tuple[StepRule, ...]
    warnings: tuple[WarningRule, ...]


@cache
def load_calculators() -> dict[str, CalculatorRules]:
    """The calculators that ship, by id, in the order they are shown. Raises `RulesInvalid` naming the file and its fault."""
    return {name: read_calculator(f"{name}.yaml") for name in CALCULATORS}


def read_calculator(name: str) -> CalculatorRules:
    """One file of this folder. Raises `RulesInvalid`."""
    return _rules(checked(name, lambda: _File.model_validate(read_file(f"calculators/{name}"))))


def _rules(told: _File) -> CalculatorRules:
    inputs = tuple(
        CalculatorInput(
            i.id,
            i.name.in_both(),
            i.unit,
            i.default,
            i.least,
            i.most,
            i.whole,
            i.own,
            i.about.in_both() if i.about else None,
        )
        for i in told.inputs
    )
    steps = tuple(
        StepRule(
            s.id, s.name.in_both(), s.unit, parse(s.formula), s.means.in_both(), s.main, parse(s.needs) if s.needs else None,
            _both(s.otherwise), _both(s.over), _both(s.under),
        )
        for s in told.steps
    )  # fmt: skip
    warnings = tuple(
        WarningRule(w.id, parse(w.when), w.severity, w.text.in_both(), _both(w.source)) for w in told.warnings
    )
    calculator = Calculator(told.id, told.name.in_both(), told.asks.in_both(), told.assumes.in_both(), inputs)
    return CalculatorRules(calculator, steps, warnings)


def _both(words: Words | None) -> InBoth | None:
    return words.in_both() if words else None
