"""Calculators with a brand's own figures, kept under a name."""

from decimal import Decimal

import pytest

from copilot.domain.calculators import FigureFrom
from copilot.domain.customer import Customer, CustomerChange
from copilot.domain.language import Language
from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.calculate import explained
from copilot.workflows.copilot import Copilot
from tests.support.calendar import ALONE


def test_own_prices_and_orders_take_the_place_of_examples(shop: Copilot) -> None:
    """Three list prices, 168, 98 and 138: the middle one is 138. Orders: 2 + 1 for 300 + 60 is 120 each."""
    brand, calculating = shop.brand(), shop.butterfly.calculating
    before = calculating.work_out(brand, "lifetime_value", {})
    assert before.origins["order_value"] is FigureFrom.EXAMPLE
    assert calculating.work_out(brand, "promotion", {}).inputs["price"] == "138"
    bought = [
        Customer("a", brand.id, "A", orders=2, spent=Decimal(300)), Customer("b", brand.id, "B", orders=1, spent=Decimal(60)),
        Customer("c", brand.id, "C"),
    ]  # fmt: skip
    shop.store.customers.change_all(brand.id, lambda _: [CustomerChange(one) for one in bought])
    after = calculating.work_out(brand, "lifetime_value", {"orders": "4"})
    assert (after.inputs["order_value"], after.origins["order_value"]) == ("120", FigureFrom.OWN)
    assert calculating.work_out(brand, "membership", {}).inputs["customers"] == "2"


def test_a_result_is_kept_opened_deleted_and_brought_back(shop: Copilot) -> None:
    brand, calculating = shop.brand(), shop.butterfly.calculating
    found = calculating.work_out(
        brand, "referral_cost", {"cost": "100", "brings": "0.25", "reward": "0", "rounds": "1"}
    )
    kept = calculating.keep(brand, found, "  秋天  老带新 ", ALONE)
    assert (kept.name, kept.by, kept.results["blended"]) == ("秋天 老带新", "local", "80")
    assert calculating.get(brand, "秋天 老带新") == kept
    again = calculating.work_out(brand, kept.calculator_id, kept.inputs)
    assert [str(one.value) for one in again.results] == [str(one.value) for one in found.results]
    calculating.delete(brand, kept.id, ALONE)
    with pytest.raises(UnknownName):
        calculating.get(brand, kept.id)
    calculating.restore(brand, kept.id, ALONE)
    assert calculating.get(brand, kept.id[:6]).id == kept.id


def test_what_cannot_be_reckoned_is_not_kept_and_says_which_figure_it_is(shop: Copilot) -> None:
    brand, calculating = shop.brand(), shop.butterfly.calculating
    found = calculating.work_out(brand, "referral_cost", {"cost": "", "brings": "x"})
    told = explained(found, Language.EN)
    assert [(error.code, error.facts["name"]) for error in told] == [
        ("figure_missing", "Cost of one bought customer"), ("figure_not_a_number", "How many each customer brings"),
    ]  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        calculating.keep(brand, found, "x", ALONE)
    assert refused.value.code == "figure_missing"
    assert calculating.kept(brand) == ()


@pytest.mark.parametrize(("name", "code"), [("  ", "text_empty"), ("长" * 61, "name_too_long")])
def test_a_name_is_needed_and_is_not_too_long(shop: Copilot, name: str, code: str) -> None:
    calculating = shop.butterfly.calculating
    with pytest.raises(InvalidInput) as refused:
        calculating.keep(shop.brand(), calculating.work_out(shop.brand(), "trial", {}), name, ALONE)
    assert refused.value.code == code


def test_unknown_calculators_figures_and_plans_are_told(shop: Copilot) -> None:
    brand, calculating = shop.brand(), shop.butterfly.calculating
    for calculator, figures in (("x", {}), ("trial", {"x": "1"})):
        with pytest.raises(UnknownName):
            calculating.work_out(brand, calculator, figures)
    with pytest.raises(UnknownName):
        calculating.keep(brand, calculating.work_out(brand, "trial", {}), "x", ALONE, plan_id="nothing")
