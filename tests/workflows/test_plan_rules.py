"""A brand's own planning rules hold for its plans, and only admins change them."""

import pytest

from copilot.domain.review import Deed
from copilot.errors import InvalidInput
from copilot.workflows.copilot import Copilot
from tests.support.planning import LIN, MEI, a_request, with_audiences

FEWER = {"channels": {"group": {"pace": {"a_week": 2}}}}


def test_changed_rules_hold_for_the_next_plan(shop: Copilot) -> None:
    brand, audiences = with_audiences(shop)
    planning, request = shop.calendar.planning, a_request(audiences[:1])
    usual = len(planning.propose(brand, request, MEI).slots)
    planning.set_rules(brand, FEWER, LIN)
    assert len(planning.propose(brand, request, MEI).slots) < usual


def test_a_change_is_told_in_the_trail_and_taken_back_by_changing_nothing(shop: Copilot) -> None:
    brand, planning = shop.brand("shanque"), shop.calendar.planning
    shipped = planning.rules(brand)
    planning.set_rules(brand, {"promotion": {"share": 0.2}}, LIN)
    assert planning.rules(brand).promotion.share == 0.2
    assert planning.set_rules(brand, {}, LIN) == shipped
    first, second = shop.store.audit.of("shanque", "")
    assert (second.deed, second.by, second.after) == (Deed.PLAN_RULES, "lin", '{"promotion": {"share": 0.2}}')
    assert first.after == "{}"


def test_only_an_admin_changes_rules(shop: Copilot) -> None:
    with pytest.raises(InvalidInput) as refused:
        shop.calendar.planning.set_rules(shop.brand("shanque"), FEWER, MEI)
    assert refused.value.code == "not_allowed"


def test_a_rule_that_cannot_be_is_refused_and_nothing_is_kept(shop: Copilot) -> None:
    brand, planning = shop.brand("shanque"), shop.calendar.planning
    with pytest.raises(InvalidInput):
        planning.set_rules(brand, {"promotion": {"share": 3}}, LIN)
    assert planning.ruling.changes(brand) == {}
