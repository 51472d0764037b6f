"""Working a calculator out: inputs are checked, each line is reckoned with its formula, and what is odd is said."""

from collections.abc import Callable, Mapping
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, localcontext

from copilot.domain.calculators import (
    Calculator,
    CalculatorInput,
    CalculatorResult,
    CalculatorWarning,
    FigureFrom,
    InputProblem,
    ProblemCode,
    Unit,
    Worked,
)
from copilot.domain.language import Language
from copilot.domain.text_form import InBoth
from copilot.strategy.calculators.numbers import read_number, show_number
from copilot.strategy.calculators.shelf import CalculatorRules, StepRule

DIGITS = 60
"""Enough that the bounds of all inputs together round nothing that anybody sees."""
HUNDRED = Decimal(100)
NO_FIGURE = "–"


def work_out(rules: CalculatorRules, typed: Mapping[str, str], own: Mapping[str, Decimal] | None = None) -> Worked:
    """Everything the calculator says for these inputs, by id; those left out are the brand's own or an example.

    An input that is typed and empty is missing: it is a problem, as is one that is no number or out of its bounds.
    """
    calculator = rules.calculator
    given, origins = _given(calculator, typed, own or {})
    figures: dict[str, Decimal] = {}
    problems = []
    for asked in calculator.inputs:
        value = _checked(asked, given[asked.id])
        if isinstance(value, InputProblem):
            problems.append(value)
        else:
            figures[asked.id] = value / HUNDRED if asked.unit is Unit.PERCENT else value
    if problems:
        return Worked(calculator, given, origins, problems=tuple(problems))
    with localcontext(Context(prec=DIGITS, Emax=999_999, Emin=-999_999, traps=[DivisionByZero, InvalidOperation])):
        results = _results(rules, figures)
        warnings = tuple(
            CalculatorWarning(w.id, w.severity, w.text, w.source)
            for w in rules.warnings
            if w.when.names <= figures.keys() and w.when.holds(figures)
        )
    return Worked(calculator, given, origins, results, warnings)


def _given(
    calculator: Calculator, typed: Mapping[str, str], own: Mapping[str, Decimal]
) -> tuple[dict[str, str], dict[str, FigureFrom]]:
    given: dict[str, str] = {}
    origins: dict[str, FigureFrom] = {}
    for asked in calculator.inputs:
        counted = own.get(asked.own)
        if asked.id in typed:
            given[asked.id], origins[asked.id] = typed[asked.id], FigureFrom.TYPED
        elif counted is not None and asked.least <= counted <= asked.most:
            given[asked.id], origins[asked.id] = _plain(counted), FigureFrom.OWN
        else:
            given[asked.id], origins[asked.id] = _plain(asked.default), FigureFrom.EXAMPLE
    return given, origins


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _checked(asked: CalculatorInput, typed: str) -> Decimal | InputProblem:
    def problem(code: ProblemCode) -> InputProblem:
        return InputProblem(asked.id, code, typed, f"{asked.least:,f}", f"{asked.most:,f}")

    if not typed.strip():
        return problem(ProblemCode.MISSING)
    value = read_number(typed)
    if value is None:
        return problem(ProblemCode.NOT_A_NUMBER)
    if value < asked.least:
        return problem(ProblemCode.BELOW)
    if value > asked.most:
        return problem(ProblemCode.ABOVE)
    if asked.whole and value != value.to_integral_value():
        return problem(ProblemCode.NOT_WHOLE)
    return value


def _results(rules: CalculatorRules, figures: dict[str, Decimal]) -> tuple[CalculatorResult, ...]:
    """The lines in order; each that has a value is added to `figures` for those after it."""
    names: dict[str, InBoth] = {one.id: one.name for one in rules.calculator.inputs}
    units: dict[str, Unit] = {one.id: one.unit for one in rules.calculator.inputs}
    missing: dict[str, tuple[InBoth, ...]] = {}
    results = []
    for step in rules.steps:
        value, notes = _reckoned(step, figures, missing)
        if value is None:
            missing[step.id] = notes
        else:
            figures[step.id] = value
        names[step.id], units[step.id] = step.name, step.unit
        results.append(_line(step, value, notes, _word(figures, units), names))
    return tuple(results)


def _reckoned(
    step: StepRule, figures: Mapping[str, Decimal], missing: Mapping[str, tuple[InBoth, ...]]
) -> tuple[Decimal | None, tuple[InBoth, ...]]:
    """The value, and what has to be said about it."""
    used = step.formula.names | (step.needs.names if step.needs else frozenset())
    if lacking := sorted(used & missing.keys()):
        return None, missing[lacking[0]]
    otherwise = (step.otherwise,) if step.otherwise else ()
    if step.needs is not None and not step.needs.holds(figures):
        return None, otherwise
    try:
        value = step.formula.value(figures)
    except (ZeroDivisionError, InvalidOperation):
        return None, otherwise
    if step.unit is Unit.PERCENT and value > 1:
        return value, (step.over,) if step.over else ()
    if step.unit is Unit.PERCENT and value < 0:
        return value, (step.under,) if step.under else ()
    return value, ()


def _word(figures: Mapping[str, Decimal], units: Mapping[str, Unit]) -> Callable[[str], str]:
    def word_of(name: str) -> str:
        return show_number(figures[name], units[name]) if name in figures else NO_FIGURE

    return word_of


def _line(
    step: StepRule,
    value: Decimal | None,
    notes: tuple[InBoth, ...],
    word_of: Callable[[str], str],
    names: Mapping[str, InBoth],
) -> CalculatorResult:
    zh, en = (step.formula.told(lambda name, to=language: names[name].of(to)) for language in Language)  # type: ignore[misc]
    return CalculatorResult(
        step.id,
        step.name,
        step.unit,
        value,
        "" if value is None else show_number(value, step.unit),
        InBoth(zh, en),
        step.formula.told(word_of),
        step.means,
        notes,
        step.main,
    )
