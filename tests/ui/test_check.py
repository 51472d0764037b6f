"""The page that checks any text."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from copilot.llm.scripted import ScriptedModel
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.writing.second_opinion import OpinionAsker, load_opinion_prompt
from tests.support.shop import ROOT
from tests.ui.conftest import DESK, Visit, words

PAGE = "check.shanque"
TEXT = "高山白茶只要99元，全网最低价"
HOSTILE = "</div><script>alert(1)</script>[点我](javascript:x) **粗** \x00"


@pytest.fixture(autouse=True)
def _nothing_typed(shop: Copilot) -> None:
    for page in (PAGE, "check", "undo"):
        shop.store.forms.forget(DESK, page)


def with_text(visit: Visit, text: str, language: str = "zh") -> AppTest:
    at = visit("check", language)
    return at.text_area(key=f"{PAGE}.text").set_value(text).run()


def button(at: AppTest, ending: str) -> str:
    """The key of the first button whose key ends so."""
    return next(b.key for b in at.button if b.key and b.key.endswith(ending))


def test_a_wrong_price_and_an_absolute_term_are_underlined_with_reasons(visit: Visit) -> None:
    at = with_text(visit, TEXT)
    assert '<mark class="bf-block"' in words(at)
    assert "先别发" in words(at)
    assert "广告法" in words(at)


def test_a_rewording_is_taken_and_taken_back(visit: Visit) -> None:
    at = with_text(visit, TEXT)
    at.button(key=button(at, ".take")).click().run()
    assert at.text_area(key=f"{PAGE}.text").value != TEXT
    at.button(key=f"{PAGE}.undo_take").click().run()
    assert at.text_area(key=f"{PAGE}.text").value == TEXT


def test_a_finding_is_waived_only_with_a_reason_and_the_verdict_reacts(visit: Visit, shop: Copilot) -> None:
    text = "全国最好的茶"
    at = with_text(visit, text)
    while any(b.key and b.key.endswith(".waive") for b in at.button):
        at.button(key=button(at, ".waive")).click().run()
        at.button(key=f"{PAGE}.waive_now").click().run()
        assert "请先写下理由" in words(at)
        at.text_input(key=f"{PAGE}.why").set_value("顾客原话").run()
        at.button(key=f"{PAGE}.waive_now").click().run()
    assert "没有查出问题" in words(at)
    assert shop.check(text, Ask(brand="shanque")).verdict == "pass"
    at.button(key=button(at, ".withdraw")).click().run()
    assert "没有查出问题" not in words(at)


@pytest.mark.parametrize("text", ["", "  \n ", HOSTILE, "茶" * 900], ids=["empty", "blank", "hostile", "one word"])
def test_any_text_leaves_the_page_whole(visit: Visit, text: str) -> None:
    at = with_text(visit, text)
    assert (list(at.exception), list(at.error)) == ([], [])
    assert "<script>" not in words(at)


def test_a_very_long_text_is_checked_when_asked(visit: Visit) -> None:
    at = with_text(visit, "今天降温，记得喝热的。\n" * 500 + TEXT)
    assert 'class="bf-checked"' not in words(at)
    at.button(key=f"{PAGE}.now").click().run(timeout=60)
    assert "全网最低价" in words(at)


def test_the_text_is_there_again_in_a_new_visit(visit: Visit) -> None:
    with_text(visit, TEXT)
    assert visit("check").text_area(key=f"{PAGE}.text").value == TEXT


def test_the_model_s_reading_turns_a_claim_into_a_note(
    visit: Visit, shop: Copilot, serve: Callable[[Copilot], None]
) -> None:
    said = "没拆封的七天内可以退"
    answer = f"结论：支持\n原话：“{said}”"
    asker = OpinionAsker(ScriptedModel([answer]), load_opinion_prompt(ROOT / "prompts"))
    serve(replace(shop, opining=replace(shop.opining, asker=asker)))
    at = with_text(visit, "随时都能全额退款")
    assert "能发，先看看标出来的地方" in words(at)
    at.button(key=f"{PAGE}.opinion").click().run()
    assert said in words(at)
    assert "能发，先看看标出来的地方" not in words(at)


def test_without_a_model_there_is_nobody_to_ask(visit: Visit) -> None:
    at = with_text(visit, "支持没拆封就能退货")
    assert not [b for b in at.button if b.key and b.key.endswith(".opinion")]
