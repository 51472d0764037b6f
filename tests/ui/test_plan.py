"""The page of plans: the form, the preview with what stands against it, changing it, accepting it, and the rules."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.testing.v1 import AppTest

from copilot.domain.calendar import Audience, Item, ItemState
from copilot.domain.plan import Goal, Plan
from copilot.domain.review import Actor
from copilot.workflows.copilot import Copilot
from copilot.workflows.plan import Planning
from tests.support.planning import with_audiences
from tests.support.shop import a_copilot
from tests.ui.conftest import DESK, Visit, words

PAGE = "plan.shanque"


@pytest.fixture
def shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


@pytest.fixture
def group(shop: Copilot) -> Audience:
    """One of its two audiences."""
    return with_audiences(shop)[1][0]


@pytest.fixture
def preview(shop: Copilot, group: Audience, visit: Visit) -> AppTest:
    """The page with a plan on it."""
    assert group in shop.calendar.audiences.all(shop.brand("shanque"))
    return visit("plan").button(f"{PAGE}.propose").click().run()


def the_plan(shop: Copilot) -> Plan:
    return shop.store.plans.of("shanque")[0]


def test_without_a_brand_there_is_a_way_on(empty: Copilot, visit: Visit) -> None:
    assert empty.store.brands.all() == ()
    assert "还没有品牌" in words(visit("plan"))


def test_without_an_audience_one_is_added_by_a_press(shop: Copilot, visit: Visit) -> None:
    at = visit("plan")
    assert "还没有受众" in words(at)
    at.button(f"{PAGE}.quick.moments").click().run()
    at.button(f"{PAGE}.segment.office").click().run()
    names = [a.name for a in shop.calendar.audiences.all(shop.brand("shanque"))]
    assert names == ["朋友圈好友", "办公室喝茶的人"]
    assert "还没有受众" not in words(at)


def test_who_asks_for_a_plan_for_nobody_is_told(shop: Copilot, visit: Visit) -> None:
    at = visit("plan").button(f"{PAGE}.propose").click().run()
    assert "先选一个受众" in words(at)
    assert shop.store.plans.of("shanque") == ()


def test_an_audience_is_added_and_changed_in_place(shop: Copilot, visit: Visit) -> None:
    at = visit("plan")
    at.text_input(f"{PAGE}.new.0.name").set_value("新客2群").run()
    at.number_input(f"{PAGE}.new.0.size").set_value(90).run()
    at.button(f"{PAGE}.new.save").click().run()
    (added,) = shop.calendar.audiences.all(shop.brand("shanque"))
    at.button(f"{PAGE}.edit.{added.id}").click().run()
    at.text_input(f"{PAGE}.{added.id}.sender").set_value("小满").run()
    at.button(f"{PAGE}.{added.id}.save").click().run()
    (kept,) = shop.calendar.audiences.all(shop.brand("shanque"))
    assert (kept.name, kept.size, kept.sender) == ("新客2群", 90, "小满")
    assert at.text_input(f"{PAGE}.new.1.name").value == ""


def test_a_name_that_is_taken_is_told_and_what_was_typed_stays(shop: Copilot, group: Audience, visit: Visit) -> None:
    at = visit("plan")
    at.text_input(f"{PAGE}.new.2.name").set_value(group.name).run()
    at.button(f"{PAGE}.new.save").click().run()
    assert "已经有一个叫" in words(at)
    assert at.text_input(f"{PAGE}.new.2.name").value == group.name
    assert len(shop.calendar.audiences.all(shop.brand("shanque"))) == 2


@pytest.mark.usefixtures("group")
def test_what_was_filled_in_is_there_after_a_refresh(shop: Copilot, visit: Visit) -> None:
    at = visit("plan")
    at.segmented_control(f"{PAGE}.goal").set_value("launch").run()
    at.date_input(f"{PAGE}.day").set_value(date(2026, 12, 11)).run()
    at.number_input(f"{PAGE}.weeks").set_value(3).run()
    at.multiselect(f"{PAGE}.products").set_value(["桂花乌龙"]).run()
    fresh = visit("plan")
    assert fresh.segmented_control(f"{PAGE}.goal").value == "launch"
    assert fresh.date_input(f"{PAGE}.day").value == date(2026, 12, 11)
    assert fresh.number_input(f"{PAGE}.weeks").value == 3
    assert fresh.multiselect(f"{PAGE}.products").value == ["桂花乌龙"]
    assert shop.store.forms.get(DESK, PAGE)["day"] == "2026-12-11"


@pytest.mark.usefixtures("group")
def test_the_plan_is_what_the_form_asked_for(shop: Copilot, visit: Visit) -> None:
    at = visit("plan")
    at.segmented_control(f"{PAGE}.goal").set_value("launch").run()
    at.multiselect(f"{PAGE}.products").set_value(["高山白茶"]).run()
    at.selectbox(f"{PAGE}.live").set_value("2").run()
    at.button(f"{PAGE}.propose").click().run()
    request = the_plan(shop).request
    assert (request.goal, request.products, request.live_weekday) == (Goal.LAUNCH, ("高山白茶",), 2)
    assert [o.product for o in request.offers] == ["高山白茶"]


def test_an_offer_that_is_not_ticked_is_not_told(shop: Copilot, group: Audience, visit: Visit) -> None:
    at = visit("plan")
    (offer,) = shop.calendar.planning.offers(shop.brand("shanque"), date(2026, 11, 30), date(2026, 12, 27))
    at.checkbox(f"{PAGE}.offer.{offer.id}").uncheck().run()
    at.checkbox(f"{PAGE}.use.{group.id}").uncheck().run()
    at.button(f"{PAGE}.propose").click().run()
    request = the_plan(shop).request
    assert request.offers == ()
    assert [one.audience.name for one in request.audiences] == ["朋友圈"]


def test_the_preview_says_how_many_items_and_that_nothing_is_sent(shop: Copilot, preview: AppTest) -> None:
    count = len(the_plan(shop).slots)
    assert f"排好 {count} 条" in words(preview)
    assert "还没有写，也不会发" in words(preview)
    assert preview.button(f"{PAGE}.accept").label == f"放进日历（{count} 条）"


def test_accepting_puts_it_into_the_calendar_and_shows_the_way_there(shop: Copilot, preview: AppTest) -> None:
    preview.button(f"{PAGE}.accept").click().run()
    items = shop.calendar.planning.items(shop.brand("shanque"))
    assert {item.state for item in items} == {ItemState.PLANNED}
    assert f"已经放进日历，共 {len(items)} 条" in words(preview)
    assert [link.proto.page for link in preview.get("page_link")][-1] == "calendar"


def test_whoever_goes_on_before_a_plan_is_taken_in_finds_the_calendar_where_it_stands(
    shop: Copilot, preview: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept = Planning.accept

    def asked_for_more_meanwhile(planning: Planning, plan_id: str, actor: Actor) -> tuple[Item, ...]:
        items = accept(planning, plan_id, actor)
        run = get_script_run_ctx()
        assert run is not None
        assert run.script_requests is not None
        run.script_requests.request_rerun(RerunData(page_script_hash=run.page_script_hash))
        return items

    monkeypatch.setattr(Planning, "accept", asked_for_more_meanwhile)
    preview.button(f"{PAGE}.accept").click().run()
    slots = the_plan(shop).slots
    assert the_plan(shop).accepted
    assert shop.store.forms.get(DESK, "calendar.shanque")["day"] == slots[len(slots) // 2].day.isoformat()


def test_a_slot_is_changed_and_what_the_rules_say_of_it_is_told_first(shop: Copilot, preview: AppTest) -> None:
    slot = the_plan(shop).slots[0]
    preview.button(f"{PAGE}.change.{slot.id}").click().run()
    preview.time_input(f"{PAGE}.form.time").set_value(time(23, 0)).run()
    preview.button(f"{PAGE}.form.save").click().run()
    assert "大家在休息" in words(preview)
    assert "改好才能放进日历" in words(preview)
    assert preview.button(f"{PAGE}.accept").disabled
    preview.button(f"{PAGE}.undo").click().run()
    assert the_plan(shop).slots[0].time == slot.time
    assert not preview.button(f"{PAGE}.accept").disabled


def test_a_dropped_slot_can_be_taken_back(shop: Copilot, preview: AppTest) -> None:
    slots = the_plan(shop).slots
    preview.button(f"{PAGE}.drop.{slots[0].id}").click().run()
    assert the_plan(shop).slots == slots[1:]
    preview.button(f"{PAGE}.undo").click().run()
    assert the_plan(shop).slots == slots


def test_a_slot_is_added_by_hand(shop: Copilot, preview: AppTest) -> None:
    before = len(the_plan(shop).slots)
    preview.button(f"{PAGE}.add_slot").click().run()
    preview.text_input(f"{PAGE}.form.idea").set_value("杯子怎么洗").run()
    preview.button(f"{PAGE}.form.save").click().run()
    added = [s for s in the_plan(shop).slots if s.idea == "杯子怎么洗"]
    assert (len(the_plan(shop).slots), len(added)) == (before + 1, 1)


def test_one_week_is_planned_again(shop: Copilot, preview: AppTest) -> None:
    slots = the_plan(shop).slots
    preview.button(f"{PAGE}.drop.{slots[0].id}").click().run()
    preview.button(f"{PAGE}.again.week").click().run()
    assert len(the_plan(shop).slots) == len(slots)


def test_the_map_says_in_words_what_is_thin_and_how_much_sells(preview: AppTest) -> None:
    preview.segmented_control(f"{PAGE}.part").set_value("coverage").run()
    told = words(preview)
    assert "bf-heat-1" in told
    assert "建立信任" in told
    assert "最多 30%" in told


def test_a_part_of_an_accepted_plan_is_shown_before_it_takes_the_place_of_anything(
    shop: Copilot, preview: AppTest
) -> None:
    preview.button(f"{PAGE}.accept").click().run()
    before = shop.calendar.planning.items(shop.brand("shanque"))
    preview.button(f"{PAGE}.again.week").click().run()
    assert "重排的一部分" in words(preview)
    assert shop.calendar.planning.items(shop.brand("shanque")) == before


def test_rules_are_changed_kept_and_taken_back(shop: Copilot, visit: Visit) -> None:
    brand, planning = shop.brand("shanque"), shop.calendar.planning
    at = visit("plan")
    at.segmented_control(f"{PAGE}.view").set_value("rules").run()
    at.number_input(f"{PAGE}.rules.promotion.share").set_value(20).run()
    at.number_input(f"{PAGE}.rules.channels.group.pace.a_week").set_value(3.0).run()
    at.button(f"{PAGE}.rules.save").click().run()
    assert planning.ruling.changes(brand) == {
        "promotion": {"share": 0.2}, "channels": {"group": {"pace": {"a_week": 3.0}}},
    }  # fmt: skip
    assert "您改过 2 处" in words(at)
    at.button(f"{PAGE}.rules.reset").click().run()
    assert planning.ruling.changes(brand) == {}
    assert at.number_input(f"{PAGE}.rules.promotion.share").value == 30


@pytest.mark.usefixtures("group")
def test_the_page_speaks_english(shop: Copilot, visit: Visit) -> None:
    at = visit("plan", "en").button(f"{PAGE}.propose").click().run()
    assert f"{len(the_plan(shop).slots)} items to look at" in words(at)
