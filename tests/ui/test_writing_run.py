"""The panel that writes what is planned: cost, progress, pause, what failed."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.calendar import ItemState
from copilot.errors import BudgetReached, PromptInvalid
from copilot.ui.state import LANGUAGE_KEY
from copilot.workflows.copilot import Copilot
from tests.support.items import MEI, Scribe, plan_tips, with_writer
from tests.support.shop import a_copilot
from tests.ui.conftest import words


def page() -> None:
    from copilot.ui.components import writing_run
    from copilot.ui.state import the_copilot
    from tests.support.items import MEI

    copilot = the_copilot()
    brand = copilot.brand()
    writing_run.show(brand, MEI)


@pytest.fixture
def own_shop(tmp_path: Path, learned_shop: Path) -> Iterator[Copilot]:
    """A shop of the test's own: what is written stays."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        yield copilot


def opened(language: str = "zh") -> AppTest:
    at = AppTest.from_function(page, default_timeout=30)
    at.session_state[LANGUAGE_KEY] = language
    return at.run()


@pytest.mark.parametrize(("language", "told"), [("zh", "不花钱"), ("en", "nothing is spent")])
def test_the_panel_says_what_writing_costs_and_writes(
    own_shop: Copilot, serve: Callable[[Copilot], None], language: str, told: str
) -> None:
    ids = plan_tips(own_shop, 2)
    serve(own_shop)
    at = opened(language)
    assert told in words(at)
    at.button(key="writing.start").click().run()
    run = own_shop.calendar.writing.latest(own_shop.brand())
    assert run is not None
    own_shop.calendar.writing.crew.wait(run.run.id, 20)
    assert own_shop.store.calendar.get(ids[0]).state is ItemState.DRAFT
    at.run()
    assert "writing.start" not in [button.key for button in at.button]
    assert list(at.exception) == []


def test_a_run_is_paused_and_goes_on(own_shop: Copilot, serve: Callable[[Copilot], None]) -> None:
    plan_tips(own_shop, 3)
    shop = with_writer(own_shop, scribe := Scribe(), hands=1)
    serve(shop)
    scribe.may_write.clear()
    at = opened().button(key="writing.start").click().run()
    assert scribe.asked.acquire(timeout=10)
    at.button(key="writing.pause").click().run()
    scribe.may_write.set()
    run = shop.calendar.writing.latest(shop.brand())
    assert run is not None
    shop.calendar.writing.crew.wait(run.run.id, 10)
    at.run()
    assert "停在 1 / 3" in at.get("progress")[0].proto.text
    at.button(key="writing.resume").click().run()
    shop.calendar.writing.crew.wait(run.run.id, 10)
    assert shop.calendar.writing.progress(run.run.id).written == 3


def test_what_failed_is_listed_with_its_reason_and_tried_again(
    own_shop: Copilot, serve: Callable[[Copilot], None]
) -> None:
    ids = plan_tips(own_shop, 2)
    shop = with_writer(own_shop, scribe := Scribe(failure=PromptInvalid("no", prompt="post", detail="x")))
    serve(shop)
    writing = shop.calendar.writing
    run = writing.start(shop.brand(), ids, MEI)
    writing.crew.wait(run.id, 10)
    scribe.failure = None
    at = opened()
    assert "prompt\\_invalid" in words(at)
    at.button(key="writing.retry").click().run()
    writing.crew.wait(run.id, 10)
    assert writing.progress(run.id).failed == ()


def test_when_it_is_done_the_real_cost_is_told(own_shop: Copilot, serve: Callable[[Copilot], None]) -> None:
    ids = plan_tips(own_shop, 3)
    shop = with_writer(own_shop, Scribe())
    serve(shop)
    run = shop.calendar.writing.start(shop.brand(), ids, MEI)
    shop.calendar.writing.crew.wait(run.id, 10)
    assert "3,000 个词元的提示、300 个词元的回答，¥0.0084" in words(opened()).replace("\\", "")


def test_a_run_that_the_budget_paused_says_so_and_can_go_on_offline(
    own_shop: Copilot, serve: Callable[[Copilot], None]
) -> None:
    ids = plan_tips(own_shop, 2)
    scribed = with_writer(own_shop, Scribe(failure=BudgetReached("all is spent")))
    writing = scribed.calendar.writing
    run_id = writing.start(scribed.brand(), ids, MEI).id
    list(writing.run_events(run_id))
    serve(scribed)
    at = opened()
    assert "这个月的模型预算不够" in words(at)
    at.button(key="writing.offline").click().run()
    writing.crew.wait(run_id, 20)
    assert scribed.calendar.writing.progress(run_id).written == 2
