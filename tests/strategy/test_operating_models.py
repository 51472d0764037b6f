"""Operating models: reckoned by hand, by what is known of a brand, and without a division by zero."""

from copy import deepcopy

import pytest

from copilot.domain.brand import Category
from copilot.domain.channel import Channel
from copilot.domain.fit import Measure, Measured, Verdict
from copilot.domain.operating_model import Reckoned
from copilot.errors import RulesInvalid
from copilot.strategy.data_files import read_file
from copilot.strategy.fit import find_fit
from copilot.strategy.operating_models import FILE, checked_models, load_models, reckon_all
from tests.strategy.test_fit import MATTRESS, TEA, fit_of

PLAIN: dict[str, float] = {
    "contacts": 1000, "hours": 12, "hour_cost": 40, "reply_minutes": 6, "order_value": 200, "margin": 50,
    "adviser.talks": 5, "adviser.extra_share": 3, "adviser.tools": 100,
}  # fmt: skip


def reckoned(own: dict[str, float], answers: dict[str, str] | None = None) -> dict[str, Reckoned]:
    return {one.model.id: one for one in reckon_all(fit_of(answers or {}), {}, own)}


def test_three_models_ship_and_each_carrier_has_something_to_do() -> None:
    rules = load_models()
    models = [rules.model(model_id) for model_id in rules.models]
    assert len(models) == 3
    assert all(carrier.does for model in models for carrier in model.carriers)
    assert len({tuple(carrier.channel for carrier in model.carriers) for model in models}) == 3


def test_a_model_is_reckoned_as_by_hand() -> None:
    one = reckoned(PLAIN)["adviser"]
    # 1 × 30 + 4 × 25 = 130 minutes; 1000 × 5 % × 6 minutes = 5 hours
    assert one.content_hours == pytest.approx(130 / 60)
    assert one.talk_hours == pytest.approx(5)
    assert one.cost == pytest.approx((130 / 60 + 5) * 52 / 12 * 40 + 100)
    assert one.buyers == pytest.approx(30)
    assert one.back == pytest.approx(3000)
    assert one.left == pytest.approx(one.back - one.cost)
    assert not one.too_much


def test_at_the_number_of_contacts_from_which_it_pays_nothing_is_left_and_nothing_lost() -> None:
    at = reckoned(PLAIN)["adviser"].pays_from
    assert at is not None
    assert reckoned({**PLAIN, "contacts": at})["adviser"].left == pytest.approx(0)


@pytest.mark.parametrize("own", [{"contacts": 0.0}, {"margin": 0.0}, {"order_value": 0.0}, {"hour_cost": 10000.0}])
def test_nothing_is_divided_by_zero_and_what_never_pays_says_so(own: dict[str, float]) -> None:
    one = reckoned({**PLAIN, **own})["adviser"]
    assert one.pays_from is None
    assert one.left <= 0


@pytest.mark.parametrize(("told", "kept"), [(-5.0, 0.0), (1e30, 10_000_000.0)])
def test_a_figure_stays_within_its_bounds(told: float, kept: float) -> None:
    one = reckoned({**PLAIN, "contacts": told})["adviser"]
    assert {figure.id: figure.value for figure in one.assumptions}["contacts"] == kept


def test_figures_come_from_what_is_measured_then_from_answers_then_ship() -> None:
    fit = fit_of({"reach": "few", "hours": "many"})
    measured = {Measure.REACHABLE: Measured(321, 400)}
    by_all = {f.id: f.value for f in reckon_all(fit, measured, {})[0].assumptions}
    assert (by_all["contacts"], by_all["hours"], by_all["hour_cost"]) == (321, 40, 40)
    by_answer = {f.id: f.value for f in reckon_all(fit, {}, {})[0].assumptions}
    assert by_answer["contacts"] == 60


def test_what_there_are_no_hours_for_comes_last_and_says_so() -> None:
    found = reckon_all(fit_of({**TEA, "hours": "none"}), {}, {})
    assert all(one.too_much for one in found)
    few = reckon_all(fit_of(TEA), {}, {"hours": 10})
    assert [one.too_much for one in few] == sorted(one.too_much for one in few)
    assert few[-1].model.id == "content"


def test_tea_leans_to_groups_and_a_mattress_to_an_adviser() -> None:
    tea = reckon_all(fit_of(TEA), {}, {"hours": 100, "contacts": 3000})
    mattress = reckon_all(fit_of(MATTRESS), {}, {"hours": 100})
    assert tea[0].model.id == "community"
    assert mattress[0].model.id == "adviser"
    assert find_fit(Category.FOOD, {}, {}).verdict is Verdict.UNKNOWN


def test_a_file_without_what_is_reckoned_with_is_refused() -> None:
    rules = deepcopy(read_file(FILE))
    del rules["assumptions"]["margin"]
    with pytest.raises(RulesInvalid):
        checked_models(rules)
    rules = deepcopy(read_file(FILE))
    del rules["reaches"][Channel.LIVE.value]
    with pytest.raises(RulesInvalid):
        checked_models(rules)
