"""Checking a text somebody wrote against the shop's facts and the rules of its category."""

from datetime import date

import pytest

from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.errors import InvalidInput
from copilot.workflows.ask import Ask
from copilot.workflows.check import sentences
from copilot.workflows.copilot import Copilot


def test_a_true_text_passes(known_shop: Copilot) -> None:
    checked = known_shop.check("高山白茶 100 克一罐 168 元，没拆封的七天内可以退。")
    assert (checked.verdict, [f.quote for f in checked.findings if f.severity != "note"]) == ("pass", [])


def test_a_wrong_price_blocks_at_its_place(known_shop: Copilot) -> None:
    checked = known_shop.check("高山白茶现在只要 99 元一罐")
    finding = next(f for f in checked.findings if f.kind == "price")
    assert checked.verdict == "block"
    assert "高山白茶现在只要 99 元一罐"[finding.start : finding.end] == finding.quote
    assert "168" in finding.suggestion


def test_a_promotion_holds_on_its_days_only(known_shop: Copilot) -> None:
    text = "高山白茶活动价 129 元"
    assert known_shop.check(text).verdict == "pass"
    assert known_shop.check(text, Ask(at=date(2026, 12, 2))).verdict == "block"


def test_what_the_documents_say_is_evidence(known_shop: Copilot) -> None:
    text = "高山白茶一般能泡六七次，第一泡等二十秒。"
    numbers = [f for f in known_shop.check(text).findings if f.kind == "number"]
    assert numbers == []


def test_findings_speak_the_language_asked_for(known_shop: Copilot) -> None:
    text = "这款茶包治失眠"
    zh = known_shop.check(text).findings[0].message
    en = known_shop.check(text, Ask(language=Language.EN)).findings[0].message
    assert zh != en
    assert en.isascii() or "“" in en


def test_a_text_too_long_for_its_channel_is_found(known_shop: Copilot) -> None:
    text = "今天店里来了新的白茶，大家有空来坐坐喝一杯。" * 40
    kinds = {f.kind for f in known_shop.check(text, Ask(channel=Channel.MOMENTS)).findings}
    assert "length" in kinds


def test_nothing_cannot_be_checked(known_shop: Copilot) -> None:
    with pytest.raises(InvalidInput) as refused:
        known_shop.check(" \n")
    assert refused.value.code == "text_empty"


def test_a_text_is_looked_up_sentence_by_sentence() -> None:
    assert sentences("今天降温。记得喝热的！\n\n…… 明天见") == ["今天降温。", "记得喝热的！", "…… 明天见"]
