"""Why an item is where it is, as people read it."""

import re
from pathlib import Path

import pytest

from copilot.domain.language import Language
from copilot.domain.reasons import Reason, reason_of
from copilot.locales import Locale, load_locale
from copilot.locales.item_why import item_why
from copilot.workflows.arranged import SLOT_CHANGED

ZH, EN = load_locale(Language.ZH), load_locale(Language.EN)
WORKFLOWS = Path(__file__).resolve().parents[2] / "copilot" / "workflows"
CHANGED = Reason("fact_changed", {"product": "高山白茶", "field": "list_price", "old": "168元", "new": "188元"})


def test_a_changed_price_is_told_with_its_name_and_both_values() -> None:
    assert item_why(str(CHANGED), ZH) == "高山白茶 日常价从 168元 变成了 188元，要重新审。"
    assert "was 168元 and is 188元 now" in item_why(str(CHANGED), EN)


def test_a_persons_words_stay_as_they_are_and_an_error_is_told_as_such() -> None:
    assert item_why("开头太硬", ZH) == "开头太硬"
    assert item_why("model_unreachable", ZH) == "连不上模型，或者等太久没有回应。"
    assert item_why(SLOT_CHANGED, EN).startswith("It now goes to somebody else")


def test_a_reason_comes_back_from_the_line_it_was_kept_in() -> None:
    assert reason_of(str(CHANGED)) == CHANGED
    assert reason_of(str(Reason("alone"))) == Reason("alone")
    assert reason_of("alone") is None


def test_facts_cannot_pass_for_others() -> None:
    odd = Reason("blocked_now", {"quote": "a\x1fcode\x1eb"})
    assert reason_of(str(odd)) == Reason("blocked_now", {"quote": "a code b"})


@pytest.mark.parametrize("told", [ZH, EN])
def test_every_reason_that_is_written_down_has_a_sentence(told: Locale) -> None:
    source = "\n".join(file.read_text("utf-8") for file in WORKFLOWS.glob("*.py"))
    codes = set(re.findall(r'Reason\("([a-z_]+)"', source))
    assert len(codes) > 8
    assert [code for code in codes if not told.has(f"item_why.{code}")] == []


@pytest.mark.parametrize("told", [ZH, EN])
def test_a_sentence_asks_for_no_fact_that_is_not_written_down(told: Locale) -> None:
    facts = {"product": "高山白茶", "field": "price", "old": "1元", "new": "2元", "quote": "包好"}
    facts |= {"reached": "180", "replies": "12", "orders": "3", "muted": "–"}
    codes = [key.partition(".")[2] for key in told.sentences if key.startswith("item_why.")]
    assert [code for code in codes if "{" in item_why(str(Reason(code, facts)), told)] == []
