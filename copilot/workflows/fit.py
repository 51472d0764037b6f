"""Does private domain fit a brand: questions answered by people, or proposed from what is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from copilot.domain.brand import Brand
from copilot.domain.evidence import Field
from copilot.domain.fit import Answer, Fit, Measure, Measured
from copilot.domain.review import Actor, Duty
from copilot.errors import UnknownName
from copilot.store import Store
from copilot.store.fit import Ordered
from copilot.strategy.fit import find_fit
from copilot.strategy.fit_questions import load_fit_rules
from copilot.workflows.members import require

AGAIN = 2
"""From so many orders on somebody bought again."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """Keeps answers, and says what they come to."""

    store: Store
    today: Callable[[], date]

    def look(self, brand: Brand) -> Fit:
        """Where the brand stands."""
        return find_fit(brand.category, self.store.fit.answers(brand.id), self.measured(brand))

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

    def history(self, brand: Brand) -> tuple[Answer, ...]:
        """Every answer, the newest first; an option of "" is one taken back."""
        return tuple(reversed(self.store.fit.history(brand.id)))

    def measured(self, brand: Brand) -> Mapping[Measure, Measured]:
        """What the brand's customers and facts say by themselves."""
        found = {**_of_orders(self.store.fit.ordered(brand.id)), Measure.PRICE: self._price(brand)}
        return {measure: one for measure, one in found.items() if one is not None}

    def _price(self, brand: Brand) -> Measured | None:
        today, prices = self.today(), dict[str, list[float]]()
        for fact in self.store.documents.facts(brand.id):
            if fact.field == Field.LIST_PRICE and fact.product and fact.in_force(today) and fact.number:
                prices.setdefault(fact.product, []).append(float(fact.number))
        usual = [median(of_one) for of_one in prices.values()]
        return Measured(median(usual), len(usual)) if usual else None


def _of_orders(ordered: tuple[Ordered, ...]) -> dict[Measure, Measured | None]:
    if not ordered:
        return {}
    buyers = [one for one in ordered if one.orders]
    again = [one for one in buyers if one.orders >= AGAIN]
    gaps = [(one.last - one.first).days / (one.orders - 1) for one in again if one.first and one.last]
    gaps = [gap for gap in gaps if gap > 0]
    return {
        Measure.REACHABLE: Measured(sum(one.reachable for one in ordered), len(ordered)),
        Measure.REPEAT_SHARE: Measured(len(again) / len(buyers), len(buyers)) if buyers else None,
        Measure.GAP_DAYS: Measured(median(gaps), len(gaps)) if gaps else None,
    }
