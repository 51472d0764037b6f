import pytest

from copilot.domain.draft import Severity
from tests.checking.conftest import Check, assert_found


def frauds(check: Check, text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.quote) for f in check(text) if f.kind == "price_fraud" and f.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("text", "rule", "quote"),
    [
        ("荞麦枕149元，最后一天", "urgency_wrong", "最后一天"),
        ("荞麦枕149元，今晚截止", "urgency_wrong", "今晚截止"),
        ("荞麦枕149元，仅限今天", "urgency_wrong", "仅限今天"),
        ("听松枕最后三天", "urgency_wrong", "最后三天"),
        ("荞麦枕原价599，现价199", "reference_price_wrong", "原价599"),
        ("听松记忆枕市场价899元", "reference_price_unsupported", "市场价899元"),
        ("荞麦枕这周149，原来259", "reference_price_wrong", "原来259"),
        ("荞麦枕149，从259降下来的", "reference_price_wrong", "从259"),
        ("荞麦枕 is 149, down from 259", "reference_price_wrong", "down from 259"),
        ("荞麦枕直降120元", "reference_price_unsupported", "直降120元"),
        ("荞麦枕 today only", "urgency_wrong", "today only"),
        ("荞麦枕 149, last day", "urgency_wrong", "last day"),
    ],
)
def test_false_urgency_and_comparison_are_found(check: Check, text: str, rule: str, quote: str) -> None:
    assert (rule, quote) in frauds(check, text)


@pytest.mark.parametrize(
    "text",
    [
        "荞麦枕149元，最后八天",
        "荞麦枕原价199，现价149，立省50元",
        "假期最后一天，晒晒枕头",
        "荞麦枕不搞最后一天那一套",
        "听松枕会员价359，比日常价399省40元",
        "满300立减50",
        "荞麦枕: I will send you the last day and the conditions",
    ],
)
def test_true_urgency_and_comparison_pass(check: Check, text: str) -> None:
    assert frauds(check, text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("荞麦枕149元，比日常价便宜80", "便宜80"),
        ("荞麦枕到手149，省了70", "省了70"),
        ("荞麦枕便宜80块", "便宜80块"),
        ("荞麦枕199打8折，到手149", "199打8折，到手149"),
        ("满300减50，听松枕399到手329", "到手329"),
        ("that's $70 off the 荞麦枕", "$70 off"),
    ],
)
def test_a_saving_or_a_result_worked_out_wrongly_misleads_about_the_price(check: Check, text: str, quote: str) -> None:
    assert_found(check(text), text, "price_fraud", quote)


@pytest.mark.parametrize(
    "text",
    [
        "荞麦枕149元，比日常价便宜50",
        "荞麦枕到手149，省了50",
        "满300减50，听松枕399到手349",
        "贵的便宜的都有，省下时间陪家人",
        "That's 50元 off the 荞麦枕",
    ],
)
def test_what_is_worked_out_rightly_passes(check: Check, text: str) -> None:
    assert frauds(check, text) == []


def test_the_offers_end_is_proposed(check: Check) -> None:
    finding = next(f for f in check("荞麦枕149元，最后一天") if f.rule == "urgency_wrong")
    assert "2026-11-30" in finding.suggestion
