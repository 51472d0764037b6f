"""Calculators, referral schemes and fatigue on the butterfly page."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from copilot.domain.calendar import Audience
from copilot.domain.review import Deed
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.support.calendar import BRAND
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit, words
from tests.workflows.test_fatigue import an_item

PAGE = f"calculators.{BRAND}"
VIEW = f"butterfly.{BRAND}.view"


@pytest.fixture
def own_shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_figure_is_changed_the_result_follows_and_is_kept_deleted_and_brought_back(
    visit: Visit, own_shop: Copilot, language: str
) -> None:
    at = visit("butterfly", language)
    at.button_group(key=VIEW).set_value("numbers").run()
    assert "81.54" in words(at)
    at.text_input(key=f"{PAGE}.referral_cost.reward").set_value("0").run()
    assert "76.92" in words(at)
    at.text_input(key=f"{PAGE}.kept.name").set_value("秋天").run()
    at.button(key=f"{PAGE}.kept.keep").click().run()
    kept = own_shop.butterfly.calculating.kept(own_shop.brand())[0]
    assert (kept.name, kept.inputs["reward"]) == ("秋天", "0")
    at.button(key=f"{PAGE}.referral_cost.reset").click().run()
    assert "81.54" in words(at)
    at.button(key=f"{PAGE}.kept.{kept.id}.open").click().run()
    assert at.text_input(key=f"{PAGE}.referral_cost.reward").value == "0"
    at.button(key=f"{PAGE}.kept.{kept.id}.delete").click().run()
    assert own_shop.butterfly.calculating.kept(own_shop.brand()) == ()
    at.button(key=f"{PAGE}.kept.undo").click().run()
    assert len(own_shop.butterfly.calculating.kept(own_shop.brand())) == 1
    assert (list(at.exception), list(at.error)) == ([], [])


def test_every_calculator_opens_and_a_bad_figure_is_told(visit: Visit, own_shop: Copilot) -> None:
    at = visit("butterfly")
    at.button_group(key=VIEW).set_value("numbers").run()
    for calculator in own_shop.butterfly.calculating.all():
        at.selectbox(key=f"{PAGE}.which").set_value(calculator.id).run()
        assert calculator.asks.zh[:6] in words(at)
        assert not at.exception
    at.text_input(key=f"{PAGE}.promotion.goods").set_value("很多").run()
    assert "不是数" in at.error[0].value


def test_a_scheme_with_two_paid_levels_is_not_kept(visit: Visit, own_shop: Copilot) -> None:
    page = f"referral.{BRAND}"
    at = visit("butterfly")
    at.button_group(key=VIEW).set_value("numbers").run()
    at.selectbox(key=f"{PAGE}.which").set_value("referral_scheme").run()
    at.text_input(key=f"{page}.name").set_value("老带新").run()
    at.text_input(key=f"{page}.what0").set_value("20 元券").run()
    at.selectbox(key=f"{page}.level0").set_value(2).run()
    at.button(key=f"{page}.keep").click().run()
    assert "第二层" in words(at)
    assert own_shop.butterfly.referring.kept(own_shop.brand()) == ()
    at.selectbox(key=f"{page}.level0").set_value(1).run()
    at.text_area(key=f"{page}.conditions").set_value("首单签收后给，12 月 31 日止").run()
    at.button(key=f"{page}.keep").click().run()
    assert [one.scheme.name for one in own_shop.butterfly.referring.kept(own_shop.brand())] == ["老带新"]
    assert not at.exception


@pytest.mark.usefixtures("own_shop")
def test_without_an_audience_fatigue_says_what_to_do_first(visit: Visit) -> None:
    at = visit("butterfly")
    at.button_group(key=VIEW).set_value("fatigue").run()
    assert "还没有受众" in words(at)
    assert not at.exception


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_tired_group_gets_a_quiet_week_and_it_is_taken_back(visit: Visit, own_shop: Copilot, language: str) -> None:
    own_shop.store.audiences.save(BRAND, Audience("g2", "老客群"))
    monday = date(2026, 11, 23)
    items = [
        an_item(f"w{b}-{n}", monday - timedelta(weeks=b) + timedelta(days=n), sells=True)
        for b in (0, 1)
        for n in range(3)
    ]
    items.append(an_item("next", date(2026, 12, 3), sells=True, sent=False))
    own_shop.store.calendar.add(items, Done("local", Deed.PLANNED))
    at = visit("butterfly", language)
    at.button_group(key=VIEW).set_value("fatigue").run()
    assert ("正在变成广告群" if language == "zh" else "Turning into an advertising channel") in words(at)
    at.button(key=f"fatigue.{BRAND}.quiet.g2.offer").click().run()
    at.button(key=f"fatigue.{BRAND}.quiet.g2.take").click().run()
    assert own_shop.store.calendar.get("next").removed
    quiet = own_shop.butterfly.quieting.taken(own_shop.brand())[0]
    at.button(key=f"fatigue.{BRAND}.{quiet.id}.undo").click().run()
    assert not own_shop.store.calendar.get("next").removed
    assert (list(at.exception), list(at.error)) == ([], [])
