"""The page of rules: found, muted, weighed, added to, and tried with a sentence."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from copilot.workflows.copilot import Copilot
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit, words

PAGE = "rules.shanque"
BEST = "我们的茶全网最好喝。"


@pytest.fixture
def own_shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sentence_is_tried_by_all_rules_or_one(visit: Visit, own_shop: Copilot, language: str) -> None:
    at = visit("rules", language)
    at.text_area(key=f"{PAGE}.try").set_value(BEST).run()
    assert "<mark" in words(at)
    at.selectbox(key=f"{PAGE}.try_rule").set_value("privacy_phone").run()
    assert "<mark" not in words(at)
    assert (list(at.exception), list(at.error)) == ([], [])
    assert own_shop.ruling.of(own_shop.brand()).changes == ()


def test_a_rule_is_found_muted_with_a_reason_and_unmuted(visit: Visit, own_shop: Copilot) -> None:
    at = visit("rules")
    at.text_input(key=f"{PAGE}.search").set_value("absolute_best").run()
    key = f"{PAGE}.rule.absolute_best"
    at.button(key=f"{key}.mute").click().run()
    assert "理由" in at.warning[0].value
    at.text_input(key="facts.who").set_value("林姐").run()
    at.text_input(key=f"{key}.why").set_value("法务确认过").run()
    at.button(key=f"{key}.mute").click().run()
    [change] = own_shop.ruling.of(own_shop.brand()).changes
    assert (change.muted, change.reason, change.by) == (True, "法务确认过", "林姐")
    at.checkbox(key=f"{PAGE}.changed").set_value(True).run()
    assert [e.label.count("已静音") for e in at.expander if "绝对化用语" in e.label] == [1]
    at.button(key=f"{key}.mute").click().run()
    assert own_shop.ruling.of(own_shop.brand()).changes == ()


def test_a_severity_is_chosen_for_the_brand(visit: Visit, own_shop: Copilot) -> None:
    at = visit("rules")
    at.text_input(key=f"{PAGE}.search").set_value("absolute_best").run()
    at.selectbox(key=f"{PAGE}.rule.absolute_best.severity").set_value("note").run()
    assert [c.severity for c in own_shop.ruling.of(own_shop.brand()).changes] == ["note"]
    at.selectbox(key=f"{PAGE}.rule.absolute_best.severity").set_value("shipped").run()
    assert own_shop.ruling.of(own_shop.brand()).changes == ()


def test_an_own_rule_is_added_edited_deleted_and_put_back(visit: Visit, own_shop: Copilot) -> None:
    at = visit("rules")
    at.text_area(key=f"{PAGE}.new.terms").set_value("宝子\n闭眼*入").run()
    at.text_input(key=f"{PAGE}.new.message").set_value("我们不这样说").run()
    at.button(key=f"{PAGE}.new.save").click().run()
    [rule] = own_shop.ruling.of(own_shop.brand()).own
    assert (rule.terms, at.text_area(key=f"{PAGE}.new.terms").value) == (("宝子", "闭眼*入"), "")
    at.button(key=f"{PAGE}.{rule.id}.edit").click().run()
    at.text_input(key=f"{PAGE}.{rule.id}.message").set_value("换个说法").run()
    at.button(key=f"{PAGE}.{rule.id}.save").click().run()
    assert own_shop.ruling.of(own_shop.brand()).own[0].message == "换个说法"
    at.button(key=f"{PAGE}.undo").click().run()
    assert own_shop.ruling.of(own_shop.brand()).own[0].message == "我们不这样说"
    at.button(key=f"{PAGE}.{rule.id}.remove").click().run()
    assert own_shop.ruling.of(own_shop.brand()).own == ()
    at.button(key=f"{PAGE}.undo").click().run()
    assert own_shop.ruling.of(own_shop.brand()).own[0].terms == ("宝子", "闭眼*入")
    assert list(at.exception) == []


def test_a_refused_term_is_explained_and_what_was_typed_stays(visit: Visit, own_shop: Copilot) -> None:
    at = visit("rules")
    at.text_area(key=f"{PAGE}.new.terms").set_value("*入").run()
    at.text_input(key=f"{PAGE}.new.message").set_value("别这么说").run()
    at.button(key=f"{PAGE}.new.save").click().run()
    assert "“*入”" in at.error[0].value
    assert at.text_area(key=f"{PAGE}.new.terms").value == "*入"
    assert own_shop.ruling.of(own_shop.brand()).own == ()


def test_without_a_brand_the_page_shows_the_way_on(visit: Visit, empty: Copilot) -> None:
    at = visit("rules")
    assert (len(at.info), list(at.exception)) == (1, [])
    assert empty.store.brands.all() == ()
