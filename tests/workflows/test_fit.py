"""Fit and operating models of a shop: proposed from what is there, answered, chosen, and taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from copilot.domain.calendar import AudienceKind
from copilot.domain.channel import Channel
from copilot.domain.customer import Customer, CustomerChange
from copilot.domain.fit import Verdict
from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.copilot import Copilot
from tests.strategy.test_fit import TEA
from tests.support.planning import LIN, MEI, a_request, with_audiences


def with_orders(shop: Copilot, number: int) -> None:
    """So many customers who buy every 30 days."""
    first = date(2026, 1, 1)
    one = Customer("c", "shanque", orders=3, first_order=first, last_order=first + timedelta(days=60))
    changes = [CustomerChange(replace(one, id=f"c{n}", code=f"c{n}")) for n in range(number)]
    shop.store.customers.change_all("shanque", lambda _: changes)


def test_the_shop_s_prices_and_category_answer_before_anybody_does(shop: Copilot) -> None:
    found = shop.butterfly.fit.look(shop.brand("shanque"))
    assert found.option_of("price") == "small"
    assert found.option_of("compliance") == "light"
    assert found.option_of("frequency") == ""
    assert (found.by_people, found.proposed, found.verdict) == (0, 2, Verdict.UNKNOWN)


def test_customers_orders_answer_how_often_they_buy_and_who_is_reached(shop: Copilot) -> None:
    with_orders(shop, 120)
    found = shop.butterfly.fit.look(shop.brand("shanque"))
    assert [found.option_of(q) for q in ("frequency", "repeat", "reach")] == ["month", "same", "hundreds"]


def test_a_person_overrules_and_may_take_that_back(shop: Copilot) -> None:
    brand, fitting = shop.brand("shanque"), shop.butterfly.fit
    fitting.answer(brand, "price", "large", MEI)
    fitting.answer(brand, "price", "large", MEI)
    assert fitting.look(brand).option_of("price") == "large"
    fitting.take_back(brand, "price", MEI)
    assert fitting.look(brand).option_of("price") == "small"
    assert [one.option_id for one in fitting.history(brand)] == ["", "large"]
    with pytest.raises(UnknownName):
        fitting.take_back(brand, "price", MEI)


@pytest.mark.parametrize(
    ("question", "option", "code"), [("x", "y", "unknown_fit_question"), ("price", "y", "unknown_fit_option")]
)
def test_an_answer_there_is_not_is_refused(shop: Copilot, question: str, option: str, code: str) -> None:
    with pytest.raises(UnknownName) as refused:
        shop.butterfly.fit.answer(shop.brand("shanque"), question, option, MEI)
    assert refused.value.code == code
    assert shop.butterfly.fit.history(shop.brand("shanque")) == ()


def test_choosing_sets_pace_and_channels_and_undo_sets_them_back(shop: Copilot) -> None:
    brand, audiences = with_audiences(shop)
    planning, models = shop.calendar.planning, shop.butterfly.models
    planning.set_rules(brand, {"channels": {"group": {"pace": {"a_week": 2}}}, "promotion": {"share": 0.2}}, LIN)
    before = planning.ruling.changes(brand)
    chosen = models.choose(brand, "adviser", LIN, {"contacts": 800})
    rules = planning.rules(brand)
    assert (rules.channels[Channel.GROUP].pace.a_week, rules.channels[Channel.MOMENTS].pace.a_week) == (0, 4)
    assert rules.channels[Channel.LIVE] == planning.ruling.shipped().channels[Channel.LIVE]
    assert rules.promotion.share == 0.2
    assert models.channels(brand, AudienceKind.SEGMENT) == (Channel.PRIVATE_CHAT,)
    assert models.channels(brand, AudienceKind.GROUP) == (Channel.GROUP,)
    assert (chosen.by, models.chosen(brand)) == (LIN.name, chosen)
    assert planning.propose(brand, a_request(audiences[:1]), MEI).slots == ()
    models.undo(brand, LIN)
    assert {**planning.ruling.changes(brand), "channels": {}} == {**before, "channels": {}}
    assert planning.rules(brand).channels[Channel.GROUP].pace.a_week == 2
    assert planning.rules(brand).channels[Channel.MOMENTS] == planning.ruling.shipped().channels[Channel.MOMENTS]
    assert (models.chosen(brand), models.history(brand)[0].undone_by) == (None, LIN.name)
    assert models.channels(brand, AudienceKind.SEGMENT) == (Channel.MASS_SEND,)


def test_what_was_changed_by_hand_since_stays_when_a_choice_is_taken_back(shop: Copilot) -> None:
    brand, planning, models = shop.brand("shanque"), shop.calendar.planning, shop.butterfly.models
    models.choose(brand, "community", LIN)
    changes = dict(planning.ruling.changes(brand))
    changes["channels"] = {**changes["channels"], "moments": {"pace": {"a_week": 6}}}
    planning.set_rules(brand, changes, LIN)
    models.undo(brand, LIN)
    assert planning.ruling.changes(brand) == {"channels": {"moments": {"pace": {"a_week": 6}}}}


def test_a_second_choice_goes_before_the_first_and_gives_way_to_it(shop: Copilot) -> None:
    brand, models = shop.brand("shanque"), shop.butterfly.models
    first = models.choose(brand, "adviser", LIN)
    models.choose(brand, "community", LIN)
    models.undo(brand, LIN)
    assert models.chosen(brand) == first
    assert shop.calendar.planning.rules(brand).channels[Channel.MOMENTS].pace.a_week == 4
    assert shop.calendar.planning.rules(brand).channels[Channel.GROUP].pace.a_week == 0


def test_the_figures_of_the_choice_are_reckoned_with_from_then_on(shop: Copilot) -> None:
    brand, models = shop.brand("shanque"), shop.butterfly.models
    chosen = models.choose(brand, "adviser", LIN, {"contacts": 800, "adviser.talks": 10})
    now = next(one for one in models.compare(brand) if one.model.id == "adviser")
    assert now.talk_hours == pytest.approx(800 * 0.1 * 4 / 60)
    assert now.hours == chosen.hours


def test_fit_orders_the_models(shop: Copilot) -> None:
    brand = shop.brand("shanque")
    for question, option in {**TEA, "hours": "many"}.items():
        shop.butterfly.fit.answer(brand, question, option, MEI)
    assert shop.butterfly.fit.look(brand).verdict is Verdict.YES
    assert all(one.fit is not None for one in shop.butterfly.models.compare(brand))


def test_only_an_admin_chooses_and_what_is_no_figure_is_refused(shop: Copilot) -> None:
    brand, models = shop.brand("shanque"), shop.butterfly.models
    with pytest.raises(InvalidInput) as refused:
        models.choose(brand, "adviser", MEI)
    assert refused.value.code == "not_allowed"
    for own, code in (({"x": 1.0}, "unknown_figure"), ({"contacts": -1.0}, "figure_out_of_bounds"), ({"contacts": float("nan")}, "figure_out_of_bounds")):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            models.choose(brand, "adviser", LIN, own)
        assert refused.value.code == code
    with pytest.raises(UnknownName):
        models.choose(brand, "x", LIN)
    with pytest.raises(UnknownName):
        models.undo(brand, LIN)
    assert models.history(brand) == ()
