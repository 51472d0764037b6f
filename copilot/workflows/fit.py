"""Does private domain fit a brand: questions answered by people, or proposed from what is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from copilot.domain.brand import Brand
from copilot.domain.evidence import Field
from copilot.domain.fit import Answer, Fit, Measure, Measured
from copilot.domain.review import Actor, Duty
from copilot.domain.text_form import InBoth
from copilot.errors import UnknownName
from copilot.store import Store
from copilot.store.fit import Orders
from copilot.strategy.fit import find_fit
from copilot.strategy.fit_questions import load_fit_rules
from copilot.workflows.members import require


@dataclass(frozen=True, slots=True)
class Fitting:
    """Keeps answers, and says what they come to."""

    store: Store
    today: Callable[[], date]

    def look(self, brand: Brand, measured: Mapping[Measure, Measured] | None = None) -> Fit:
        """Where the brand stands, by what was `measured` already where that is given."""
        known = self.measured(brand) if measured is None else measured
        return find_fit(brand.category, self.store.fit.answers(brand.id), known)

    def answer(self, brand: Brand, question_id: str, option_id: str, actor: Actor) -> Answer:
        """Answer a question; it goes before what is proposed. Raises `UnknownName`, `InvalidInput`."""
        require(actor, Duty.AUTHOR)
        questions = {one.id: one for one in load_fit_rules().asked()}
        question = questions.get(question_id)
        if question is None:
            raise UnknownName("fit_question", question_id, tuple(questions))
        if question.option(option_id) is None:
            raise UnknownName("fit_option", option_id, tuple(one.id for one in question.options))
        known = self.store.fit.answers(brand.id).get(question_id)
        if known and known.option_id == option_id:
            return known
        return self.store.fit.answer(brand.id, question_id, option_id, actor.name)

    def take_back(self, brand: Brand, question_id: str, actor: Actor) -> None:
        """Let what is proposed hold again, or nothing. Raises `UnknownName` where nobody answered."""
        require(actor, Duty.AUTHOR)
        answered = self.store.fit.answers(brand.id)
        if question_id not in answered:
            raise UnknownName("fit_answer", question_id, tuple(answered))
        self.store.fit.answer(brand.id, question_id, "", actor.name)

    def bounds_source(self) -> InBoth:
        """Where the bounds of verdicts come from."""
        return load_fit_rules().bounds.source.in_both()

    def history(self, brand: Brand) -> tuple[Answer, ...]:
        """Every answer, the newest first; an option of "" is one taken back."""
        return tuple(reversed(self.store.fit.history(brand.id)))

    def measured(self, brand: Brand) -> Mapping[Measure, Measured]:
        """What the brand's customers and facts say by themselves."""
        found = {**_of_orders(self.store.fit.orders(brand.id)), Measure.PRICE: self._price(brand)}
        return {measure: one for measure, one in found.items() if one is not None}

    def _price(self, brand: Brand) -> Measured | None:
        today, prices = self.today(), dict[str, list[float]]()
        for fact in self.store.documents.facts(brand.id):
            if fact.field == Field.LIST_PRICE and fact.product and fact.in_force(today) and fact.number:
                prices.setdefault(fact.product, []).append(float(fact.number))
        usual = [median(of_one) for of_one in prices.values()]
        return Measured(median(usual), len(usual)) if usual else None


def _of_orders(orders: Orders) -> dict[Measure, Measured | None]:
    if not orders.customers:
        return {}
    return {
        Measure.REACHABLE: Measured(orders.reachable, orders.customers),
        Measure.REPEAT_SHARE: Measured(orders.again / orders.buyers, orders.buyers) if orders.buyers else None,
        Measure.GAP_DAYS: Measured(median(orders.gaps), len(orders.gaps)) if orders.gaps else None,
    }
