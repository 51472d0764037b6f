"""The butterfly's findings: shown, taken up with one click, and leading to a page with the form filled in."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.workflows.copilot import Copilot
from tests.support.insights import stand_in
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit
from tests.ui.conftest import words as as_marked

BRAND = "shanque"


@pytest.fixture
def shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own with figures, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        served = replace(copilot, butterfly=replace(copilot.butterfly, insights=stand_in(copilot.store, copilot.today)))
        serve(served)
        yield served


def words(at: AppTest) -> str:
    """What a person reads, without the marks that keep Markdown away."""
    return as_marked(at).replace("\\", "")


def report(visit: Visit) -> AppTest:
    """The view of findings."""
    at = visit("butterfly")
    at.segmented_control(f"butterfly.{BRAND}.view").set_value("report").run()
    return at


def test_findings_stand_with_their_figures_and_decisions(shop: Copilot, visit: Visit) -> None:
    told = words(report(visit))
    assert "210 人里有 25 人" in told
    assert "平时 21%" in told
    assert "双十一开抢" in told
    assert "这一季不推会员和储值" in told
    assert shop.store.insight_deeds.of(BRAND) == ()


def test_one_click_remembers_the_deed_and_fills_in_the_selling_points(shop: Copilot, visit: Visit) -> None:
    at = report(visit)
    at.button(f"butterfly.{BRAND}.do.leak:need:trust.trust_points").click().run()
    (done,) = shop.store.insight_deeds.of(BRAND)
    assert (done.insight_id, done.figure.whole) == ("leak:need:trust", 210)
    assert at.segmented_control(f"selling_points.{BRAND}.step").value == "trust"
    assert "已替您填好" in words(at)
    after_a_refresh = visit("selling_points")
    assert "已替您填好" in words(after_a_refresh)
    after_a_refresh.button(f"selling_points.{BRAND}.led_seen").click().run()
    assert "已替您填好" not in words(visit("selling_points"))


def test_a_plan_is_filled_in_and_what_stood_there_can_be_put_back(shop: Copilot, visit: Visit) -> None:
    at = visit("plan")
    at.number_input(f"plan.{BRAND}.weeks").set_value(9).run()
    at = report(visit)
    at.button(f"butterfly.{BRAND}.do.fatigue:a1.quiet_plan").click().run()
    assert at.number_input(f"plan.{BRAND}.weeks").value == 1
    at.switch_page("screens/plan.py").run()  # AppTest does not follow a page that leads to another
    at.button(f"plan.{BRAND}.put_back").click().run()
    assert at.number_input(f"plan.{BRAND}.weeks").value == 9
    assert "已替您填好" not in words(at)
    assert len(shop.store.insight_deeds.of(BRAND)) == 1


def test_a_post_is_filled_in_with_its_form_channel_and_topic(shop: Copilot, visit: Visit) -> None:
    at = report(visit)
    at.button(f"butterfly.{BRAND}.do.fatigue:a1.ask_first").click().run()
    page = f"posts.{BRAND}"
    assert (at.selectbox(f"{page}.channel").value, at.selectbox(f"{page}.form").value) == ("group", "survey")
    assert at.text_area(f"{page}.topic").value == "想听什么、不想听什么"
    assert at.selectbox(f"{page}.node.survey").value == "operate"
    assert shop.store.insight_deeds.of(BRAND)[0].subject == "老客1群"


def test_what_was_done_is_listed_and_taken_back(shop: Copilot, visit: Visit) -> None:
    insight, deed = shop.butterfly.insights.named(shop.brand(BRAND), "leak:need:trust")
    done = shop.butterfly.insights.take_up(shop.brand(BRAND), insight, deed, shop.calendar.members.alone("桂姐"))
    at = report(visit)
    assert "当时 210 人里 12%" in words(at)
    at.button(f"butterfly.{BRAND}.undo.{done.id}").click().run()
    assert shop.store.insight_deeds.of(BRAND) == ()
    assert "还没有。从发现里做的事会记在这里" in words(at)
