"""Calculators: worked out with a brand's own figures where there are, kept under a name, opened again, deleted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import TypeVar

from copilot.domain.brand import Brand
from copilot.domain.calculators import Calculation, Calculator, InputProblem, Worked
from copilot.domain.evidence import Field
from copilot.domain.language import Language
from copilot.domain.review import Actor, Duty
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store
from copilot.strategy.calculators import load_calculators, work_out
from copilot.strategy.calculators.numbers import read_number
from copilot.workflows.knowing import Knowing
from copilot.workflows.members import require

LONGEST_NAME = 60
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Calculating:
    """Works calculators out and keeps what came of it."""

    store: Store
    knowing: Knowing
    today: Callable[[], date]
    new_id: Callable[[], str]

    def all(self) -> tuple[Calculator, ...]:
        """The calculators in the order they are shown."""
        return tuple(rules.calculator for rules in load_calculators().values())

    def work_out(self, brand: Brand, calculator_id: str, typed: Mapping[str, str]) -> Worked:
        """What the calculator says; inputs that are not typed are the brand's own or an example.

        Raises `UnknownName` (`unknown_calculator`, `unknown_figure`).
        """
        rules = load_calculators().get(calculator_id)
        if rules is None:
            raise UnknownName("calculator", calculator_id, tuple(load_calculators()))
        known = tuple(one.id for one in rules.calculator.inputs)
        if unknown := next((name for name in typed if name not in known), None):
            raise UnknownName("figure", unknown, known)
        return work_out(rules, typed, self.own_figures(brand))

    def own_figures(self, brand: Brand) -> dict[str, Decimal]:
        """What is counted here already: `order_value` (spent / orders), `buyers`, and `list_price`, the middle one of
        today's list prices."""
        found: dict[str, Decimal] = {}
        bought = self.store.customers.purchases(brand.id)
        if bought.orders:
            found["order_value"] = (bought.spent / bought.orders).quantize(Decimal("0.01"))
            found["buyers"] = Decimal(bought.buyers)
        today = self.today()
        listed = (f for f in self.knowing.of(brand).facts.standing if f.field == Field.LIST_PRICE and f.in_force(today))
        prices = [price for fact in listed if (price := read_number(fact.value)) is not None]
        if prices:
            found["list_price"] = Decimal(median(prices)).quantize(Decimal("0.01"))
        return found

    def keep(self, brand: Brand, worked: Worked, name: str, actor: Actor, *, plan_id: str | None = None) -> Calculation:
        """Keep what was worked out under a name, for a plan of the calendar where one is given.

        Raises `InvalidInput`: `text_empty`, `name_too_long`, a `figure_…` for an input that is of no use; `UnknownName`.
        """
        require(actor, Duty.AUTHOR)
        called = called_so(name)
        for error in explained(worked, brand.language):
            raise error
        if plan_id is not None and self.store.plans.get(plan_id).brand_id != brand.id:
            raise UnknownName("plan", plan_id)
        results = {one.id: None if one.value is None else str(one.value) for one in worked.results}
        kept = Calculation(
            self.new_id(),
            brand.id,
            worked.calculator.id,
            called,
            worked.inputs,
            results,
            plan_id,
            actor.name or actor.id,
        )
        return self.store.calculations.keep(kept)

    def kept(self, brand: Brand, *, deleted: bool = False) -> tuple[Calculation, ...]:
        """What was kept, the newest first, or what was deleted."""
        return self.store.calculations.of(brand.id, deleted=deleted)

    def get(self, brand: Brand, named: str, *, deleted: bool = False) -> Calculation:
        """The calculation of that id, of that name (the newest), or whose id begins so. Raises `UnknownName`."""
        known = self.kept(brand, deleted=deleted)
        return one_called(named, [(one.id, one.name, one) for one in known], "calculation")

    def delete(self, brand: Brand, calculation_id: str, actor: Actor) -> Calculation:
        """Take one from the list; `restore` puts it back. Raises `UnknownName`."""
        require(actor, Duty.AUTHOR)
        return self.store.calculations.delete(brand.id, calculation_id)

    def restore(self, brand: Brand, calculation_id: str, actor: Actor) -> Calculation:
        """Put a deleted one back. Raises `UnknownName`."""
        require(actor, Duty.AUTHOR)
        return self.store.calculations.delete(brand.id, calculation_id, undo=True)


def called_so(name: str) -> str:
    """The name without spare blanks. Raises `InvalidInput` (`text_empty`, `name_too_long`)."""
    called = " ".join(name.split())
    if not called:
        raise InvalidInput("a name is needed", code="text_empty")
    if len(called) > LONGEST_NAME:
        raise InvalidInput("the name is too long", code="name_too_long", most=LONGEST_NAME)
    return called


def one_called(named: str, known: list[tuple[str, str, Thing]], kind: str) -> Thing:
    """The thing of that id or name, or the only one whose id begins so. Raises `UnknownName`."""
    wanted = named.strip().casefold()
    exact = [thing for kept_id, name, thing in known if wanted in (kept_id.casefold(), name.casefold())]
    alike = [thing for kept_id, _, thing in known if len(wanted) >= 4 and kept_id.casefold().startswith(wanted)]
    if exact or len(alike) == 1:
        return (exact or alike)[0]
    raise UnknownName(kind, named, tuple(name for _, name, _ in known))


def explained(worked: Worked, language: Language) -> tuple[InvalidInput, ...]:
    """Each problem as a coded error with the input's name in that language."""
    return tuple(_explained(worked.calculator, problem, language) for problem in worked.problems)


def _explained(calculator: Calculator, problem: InputProblem, language: Language) -> InvalidInput:
    asked = calculator.input(problem.input_id)
    name = asked.name.of(language) if asked else problem.input_id
    return InvalidInput(
        f"{problem.input_id}: {problem.code} {problem.typed!r}",
        code=f"figure_{problem.code}",
        input=problem.input_id,
        name=name,
        typed=problem.typed[:LONGEST_NAME],
        least=problem.least,
        most=problem.most,
    )
