"""A plan is proposed, changed, made again in parts, and accepted once."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from copilot.domain.calendar import ItemState, Purpose
from copilot.domain.draft import Severity
from copilot.domain.ladder import Node
from copilot.domain.plan import Goal, Plan
from copilot.domain.review import Deed
from copilot.errors import Conflict, InvalidInput, UnknownName
from copilot.planning.material import PlanPart
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.support.planning import LIN, MEI, MONDAY, a_request, with_audiences

SUNDAY = MONDAY + timedelta(days=6)
FIRST_WEEK = PlanPart(end=SUNDAY)


@pytest.fixture
def plan(shop: Copilot) -> Plan:
    """A plan the shop was proposed."""
    brand, audiences = with_audiences(shop)
    return shop.calendar.planning.propose(brand, a_request(audiences), MEI)


def test_a_plan_is_stored_and_nothing_stands_in_the_calendar_yet(shop: Copilot, plan: Plan) -> None:
    assert len(plan.slots) > 10
    assert shop.store.plans.get(plan.id) == plan
    assert shop.calendar.planning.items(shop.brand("shanque")) == ()


def test_a_fresh_plan_has_nothing_against_it(plan: Plan) -> None:
    assert [w for w in plan.warnings if w.severity is Severity.BLOCK] == []


def test_an_accepted_plan_stands_in_the_calendar_with_its_trail(shop: Copilot, plan: Plan) -> None:
    items = shop.calendar.planning.accept(plan.id, MEI)
    assert [i.slot for i in shop.calendar.planning.items(shop.brand("shanque"))] == list(plan.slots)
    line = shop.store.audit.of("shanque", items[0].id)[0]
    assert (line.deed, line.by, line.after) == (Deed.PLANNED, "mei", "planned")


def test_who_accepts_a_plan_twice_is_told_and_nothing_is_doubled(shop: Copilot, plan: Plan) -> None:
    shop.calendar.planning.accept(plan.id, MEI)
    with pytest.raises(Conflict) as told:
        shop.calendar.planning.accept(plan.id, LIN)
    assert told.value.code == "plan_accepted"
    assert len(shop.calendar.planning.items(shop.brand("shanque"))) == len(plan.slots)


def test_a_plan_keeps_its_distance_from_what_stands_already(shop: Copilot, plan: Plan) -> None:
    brand = shop.brand("shanque")
    shop.calendar.planning.accept(plan.id, MEI)
    second = shop.calendar.planning.propose(brand, plan.request, LIN)
    assert len(second.slots) < len(plan.slots)
    assert [w.code for w in second.warnings if w.severity is Severity.BLOCK] == []


def test_a_slot_dragged_into_the_night_blocks_the_plan(shop: Copilot, plan: Plan) -> None:
    late = (replace(plan.slots[0], time=time(23, 0)), *plan.slots[1:])
    reshaped = shop.calendar.planning.reshape(plan.id, late, MEI)
    assert "quiet_hours" in [w.code for w in reshaped.warnings]
    with pytest.raises(InvalidInput) as refused:
        shop.calendar.planning.accept(plan.id, MEI)
    assert (refused.value.code, refused.value.facts["reasons"]) == ("plan_blocked", "quiet_hours")


def test_what_came_to_stand_in_the_way_since_is_seen_when_a_plan_is_accepted(shop: Copilot, plan: Plan) -> None:
    brand = shop.brand("shanque")
    rival = shop.calendar.planning.propose(brand, plan.request, LIN)
    shop.calendar.planning.accept(rival.id, LIN)
    with pytest.raises(InvalidInput) as refused:
        shop.calendar.planning.accept(plan.id, MEI)
    assert refused.value.code == "plan_blocked"
    assert "clash" in [w.code for w in shop.store.plans.get(plan.id).warnings]


def test_a_slot_with_another_purpose_is_no_part_of_its_sequence_any_more(shop: Copilot) -> None:
    brand, audiences = with_audiences(shop)
    plan = shop.calendar.planning.propose(brand, a_request(audiences, goal=Goal.LAUNCH), MEI)
    part = next(s for s in plan.slots if s.sequence and s.sequence.part == "teaser")
    others = [s for s in plan.slots if s.id != part.id]
    again = shop.calendar.planning.reshape(plan.id, [*others, replace(part, purpose=Purpose.TIP)], MEI)
    now = next(s for s in again.slots if s.id == part.id)
    assert (now.node, now.step, now.sequence, now.requests) == (Node.OPERATE, None, None, ())


def test_a_dropped_slot_is_not_accepted_with_the_rest(shop: Copilot, plan: Plan) -> None:
    shop.calendar.planning.reshape(plan.id, plan.slots[1:], MEI)
    assert len(shop.calendar.planning.accept(plan.id, MEI)) == len(plan.slots) - 1


def test_a_plan_in_the_calendar_is_changed_there(shop: Copilot, plan: Plan) -> None:
    shop.calendar.planning.accept(plan.id, MEI)
    with pytest.raises(Conflict):
        shop.calendar.planning.reshape(plan.id, (), MEI)
    assert shop.store.plans.get(plan.id).slots == plan.slots


def test_one_week_of_a_proposal_is_made_again_and_the_other_stays(shop: Copilot, plan: Plan) -> None:
    again = shop.calendar.planning.replan(
        plan.id, MEI, FIRST_WEEK, request=replace(plan.request, products=("桂花乌龙",))
    )
    assert [s for s in again.slots if s.day > SUNDAY] == [s for s in plan.slots if s.day > SUNDAY]
    assert {s.product for s in again.slots if s.day <= SUNDAY} <= {"桂花乌龙", None}


def test_a_part_of_an_accepted_plan_takes_the_place_of_what_nobody_touched(shop: Copilot, plan: Plan) -> None:
    planning, brand = shop.calendar.planning, shop.brand("shanque")
    items = planning.accept(plan.id, MEI)
    mine = planning.move(items[0].id, 1, items[0].slot.day, time(9, 5), MEI).item
    approved = shop.store.calendar.change(
        items[1].id, 1, lambda i: replace(i, state=ItemState.APPROVED), _done(Deed.APPROVED)
    )
    again = planning.replan(plan.id, MEI, FIRST_WEEK, request=replace(plan.request, products=("桂花乌龙",)))
    assert len(planning.items(brand)) == len(items)
    planning.accept(again.id, MEI)
    now = {i.id: i for i in planning.items(brand)}
    assert now[mine.id] == mine
    assert now[approved.id] == approved
    assert [i.id for i in now.values() if i.slot.day > SUNDAY] == [i.id for i in items if i.slot.day > SUNDAY]
    assert {i.plan_id for i in now.values()} == {plan.id}
    gone = [i for i in items[2:] if i.slot.day <= SUNDAY]
    assert {i.id for i in shop.store.calendar.of("shanque", removed=True)} == {i.id for i in gone}


def test_what_was_written_after_a_part_was_made_again_stays(shop: Copilot, plan: Plan) -> None:
    planning = shop.calendar.planning
    items = planning.accept(plan.id, MEI)
    again = planning.replan(plan.id, MEI, FIRST_WEEK)
    shop.store.calendar.change(items[0].id, 1, lambda i: replace(i, state=ItemState.DRAFT), _done(Deed.WRITTEN))
    with pytest.raises(InvalidInput) as refused:
        planning.accept(again.id, MEI)
    assert refused.value.code == "plan_blocked"
    assert not shop.store.calendar.get(items[0].id).removed


def test_written_items_are_made_again_only_where_that_is_asked_for(shop: Copilot, plan: Plan) -> None:
    planning = shop.calendar.planning
    items = planning.accept(plan.id, MEI)
    shop.store.calendar.change(items[0].id, 1, lambda i: replace(i, state=ItemState.DRAFT), _done(Deed.WRITTEN))
    assert items[0].id not in planning.replan(plan.id, MEI, FIRST_WEEK).replaces
    assert items[0].id in planning.replan(plan.id, MEI, FIRST_WEEK, drafts=True).replaces


def test_coverage_tells_each_audience_week_and_place(shop: Copilot, plan: Plan) -> None:
    cells = shop.calendar.planning.coverage(plan).cells
    assert sum(cell.count for cell in cells) == len(plan.slots)
    assert {cell.week for cell in cells} == {MONDAY, MONDAY + timedelta(weeks=1)}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"audiences": ()}, "plan_without_audience"),
        ({"weeks": 0}, "plan_weeks"),
        ({"weeks": 14}, "plan_weeks"),
        ({"start": date(2026, 10, 1)}, "plan_past"),
        ({"day": date(2027, 1, 1)}, "plan_day_outside"),
    ],
)
def test_a_request_nothing_can_be_planned_for_is_refused(shop: Copilot, changes: dict[str, object], code: str) -> None:
    brand, audiences = with_audiences(shop)
    with pytest.raises(InvalidInput) as refused:
        shop.calendar.planning.propose(brand, a_request(audiences, **changes), MEI)
    assert refused.value.code == code


def test_products_are_known_by_their_other_names_and_unknown_ones_are_told(shop: Copilot) -> None:
    brand, audiences = with_audiences(shop)
    plan = shop.calendar.planning.propose(brand, a_request(audiences, products=("白茶",)), MEI)
    assert plan.request.products == ("高山白茶",)
    with pytest.raises(UnknownName):
        shop.calendar.planning.propose(brand, a_request(audiences, products=("咖啡",)), MEI)


def test_offers_are_those_the_price_list_has_for_the_days(shop: Copilot) -> None:
    brand = shop.brand("shanque")
    (offer,) = shop.calendar.planning.offers(brand, date(2026, 11, 30), date(2026, 12, 13))
    assert (offer.product, offer.ends) == ("高山白茶", date(2026, 11, 30))
    assert "129" in offer.words
    assert shop.calendar.planning.offers(brand, date(2026, 12, 1), date(2026, 12, 13)) == ()


def test_a_price_that_two_lists_disagree_about_is_no_offer_and_is_told(shop: Copilot, tmp_path: Path) -> None:
    brand, days = shop.brand("shanque"), (date(2026, 11, 30), date(2026, 12, 13))
    (tmp_path / "门店价格.csv").write_text(
        "产品,规格,标价(元),会员价(元),活动价(元),活动开始,活动结束\n高山白茶,100克,168,148,119,2026-11-20,2026-11-30\n",
        "utf-8",
    )
    shop.learn([tmp_path / "门店价格.csv"], "shanque")
    assert shop.calendar.planning.unsettled(brand, *days) == ("高山白茶",)
    assert shop.calendar.planning.offers(brand, *days) == ()


def test_what_the_stock_list_says_is_gone_is_not_sold(shop: Copilot, tmp_path: Path) -> None:
    brand, audiences = with_audiences(shop)
    (tmp_path / "库存.csv").write_text("产品,库存\n高山白茶,0\n桂花乌龙,12\n", "utf-8")
    shop.learn([tmp_path / "库存.csv"], "shanque")
    planning = shop.calendar.planning
    assert planning.out_of_stock(brand) == {"高山白茶"}
    offers = planning.offers(brand, MONDAY, SUNDAY)
    plan = planning.propose(brand, a_request(audiences, products=("高山白茶", "桂花乌龙"), offers=offers), MEI)
    assert "高山白茶" not in {slot.product for slot in plan.slots}


def _done(deed: Deed) -> Done:
    return Done("mei", deed)
