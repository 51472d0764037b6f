"""The calculators' files, read and checked."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from copilot.domain.calculators import CALCULATORS, Calculator, CalculatorInput, Unit
from copilot.domain.draft import Severity
from copilot.domain.text_form import InBoth
from copilot.errors import RulesInvalid
from copilot.strategy.calculators.expressions import Expression, parse
from copilot.yaml_text import read_yaml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Words(_Strict):
    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    @property
    def both(self) -> InBoth:
        return InBoth(self.zh, self.en)


class _Input(_Strict):
    id: str
    name: _Words
    unit: Unit
    default: Decimal
    least: Decimal = Decimal(0)
    most: Decimal
    whole: bool = False
    own: str = ""
    about: _Words | None = None

    @model_validator(mode="after")
    def _default_within(self) -> Self:
        if not self.least <= self.default <= self.most:
            raise ValueError(f"{self.id}: the default is out of bounds")
        return self


class _Step(_Strict):
    """`needs`: a condition without which there is no such figure; `otherwise` says so. A share that may exceed its whole
    says with `over` what that means, and with `under` what below zero means."""

    id: str
    name: _Words
    unit: Unit
    formula: str
    means: _Words
    main: bool = False
    needs: str = ""
    otherwise: _Words | None = None
    over: _Words | None = None
    under: _Words | None = None

    @model_validator(mode="after")
    def _says_what_can_happen(self) -> Self:
        divides = parse(self.formula).divides
        if (divides or self.needs) and self.otherwise is None:
            raise ValueError(f"{self.id}: `otherwise` has to say what it is when there is nothing to divide by")
        if self.unit is Unit.PERCENT and (self.over is None or self.under is None):
            raise ValueError(f"{self.id}: a share says what over 100 % and below 0 % mean")
        return self


class _Warning(_Strict):
    id: str
    when: str
    severity: Severity
    text: _Words
    source: _Words | None = None


class _File(_Strict):
    id: str
    name: _Words
    asks: _Words
    assumes: _Words
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
    try:
        told = _File.model_validate(read_yaml((files(__package__) / name).read_text("utf-8")))
    except (ValidationError, ValueError, yaml.YAMLError) as error:
        raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error
    return _rules(told)


def _rules(told: _File) -> CalculatorRules:
    inputs = tuple(
        CalculatorInput(
            i.id, i.name.both, i.unit, i.default, i.least, i.most, i.whole, i.own, i.about.both if i.about else None
        )
        for i in told.inputs
    )
    steps = tuple(
        StepRule(
            s.id, s.name.both, s.unit, parse(s.formula), s.means.both, s.main, parse(s.needs) if s.needs else None,
            _both(s.otherwise), _both(s.over), _both(s.under),
        )
        for s in told.steps
    )  # fmt: skip
    warnings = tuple(WarningRule(w.id, parse(w.when), w.severity, w.text.both, _both(w.source)) for w in told.warnings)
    calculator = Calculator(told.id, told.name.both, told.asks.both, told.assumes.both, inputs)
    return CalculatorRules(calculator, steps, warnings)


def _both(words: _Words | None) -> InBoth | None:
    return words.both if words else None
