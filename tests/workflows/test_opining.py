"""Asking the model about claims without a source: an addition to the check, never a condition of it."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from copilot.domain.draft import Severity
from copilot.domain.second_opinion import View
from copilot.errors import ModelFailed, ModelUnreachable
from copilot.knowledge.nearness import QuestionNearness
from copilot.llm.scripted import ScriptedModel
from copilot.workflows.copilot import Copilot
from copilot.workflows.opining import SAYS_SO, heeded
from copilot.writing.second_opinion import OpinionAsker, load_opinion_prompt
from tests.support.model_server import ModelServer
from tests.support.shop import ROOT, encoder
from tests.workflows.conftest import OpenCopilot

TEXT = "随时都能全额退款"
SAID = "没拆封的七天内可以退"


def with_model(copilot: Copilot, *answers: str | ModelFailed) -> tuple[Copilot, ScriptedModel]:
    model = ScriptedModel(answers)
    asker = OpinionAsker(model, load_opinion_prompt(ROOT / "prompts"))
    return replace(copilot, opining=replace(copilot.opining, asker=asker)), model


def supporting(number: int) -> str:
    return f"结论：支持\n编号：{number}\n原话：“{SAID}”"


def number_of(copilot: Copilot, text: str = TEXT) -> int:
    """The number under which the model will be shown the passage about returns."""
    asking, model = with_model(copilot, "结论：没说")
    asking.opining.ask(copilot.check(text).findings)
    lines = model.requests[0].messages[-1].content.splitlines()
    return next(int(line[1]) for line in lines if SAID in line)


def test_a_supported_claim_becomes_a_note_that_shows_the_passage(known_shop: Copilot) -> None:
    copilot, _ = with_model(known_shop, supporting(number_of(known_shop)))
    checked = copilot.check(TEXT)
    assert checked.verdict == "warn"
    opinions = copilot.opining.ask(checked.findings)
    assert [(o.view, o.model, o.prompt.id, len(o.prompt.fingerprint)) for o in opinions.given] == [
        (View.SUPPORTED, "scripted", "second_opinion", 16)
    ]
    after = heeded(checked, opinions.given, "{passage}：{quote}")
    assert after.verdict == "pass"
    assert [(f.severity, f.quote) for f in after.findings] == [(Severity.NOTE, TEXT)]
    assert after.findings[0].message.startswith("faq.md")
    assert after.findings[0].message.endswith(SAID)


def test_an_invented_quote_leaves_the_check_as_it_was(known_shop: Copilot) -> None:
    copilot, _ = with_model(known_shop, "结论：支持\n编号：1\n原话：“什么时候都能退”")
    checked = copilot.check(TEXT)
    opinions = copilot.opining.ask(checked.findings)
    assert (opinions.given, opinions.void) == ((), 1)
    assert heeded(checked, opinions.given, "") == checked


def test_a_quote_that_stands_there_and_says_something_else_proves_nothing(known_shop: Copilot) -> None:
    claim = "高山白茶获得国家发明专利"
    asking, model = with_model(known_shop, "结论：没说")
    asking.opining.ask(known_shop.check(claim).findings)
    shown = next(line for line in model.requests[0].messages[-1].content.splitlines() if line.startswith("[1]"))
    copilot, _ = with_model(known_shop, f"结论：支持\n编号：1\n原话：“{shown.removeprefix('[1] ')[:20]}”")
    opinions = copilot.opining.ask(copilot.check(claim).findings)
    assert (opinions.given, opinions.void) == ((), 1)


@pytest.mark.parametrize(
    ("claim", "quote", "says_so"),
    [
        ("枕头能拆下来洗", "外套可以拆下来机洗", True),
        ("退货运费我们出", "枕头退回的运费算我们的", True),
        ("适合侧睡的人", "肩宽侧睡的人反馈好", True),
        ("The burrs are covered for three years", "Three years on grinders, burrs included", True),
        ("the Mini fits in the kettle", "Fits inside the 0.9 L kettle", True),
        ("Our mugs are made in Portland", "Honestly, buy a thermos for the pack and keep the mug for the porch", False),
        ("床笠是防螨面料", "床笠定做7天，非质量问题不退", False),
        ("乳胶是泰国进口", "波浪乳胶枕适合仰睡的人", False),
        ("The kettle is dishwasher safe", "Hand wash. Descale with vinegar.", False),
        ("终身免费换新", "开卡30天里没用过，卡钱全退", False),
        ("面料是有机棉", "外套面料 莱赛尔60% 棉40%", False),
    ],
)
def test_words_about_something_else_are_far_from_the_claim(claim: str, quote: str, says_so: bool) -> None:
    near = QuestionNearness(encoder()).of_claims([(claim, [quote])])[0]
    assert (near >= SAYS_SO) is says_so


def test_a_wrong_number_is_not_put_to_the_model(known_shop: Copilot) -> None:
    copilot, model = with_model(known_shop, supporting(1))
    checked = copilot.check("支持没拆封60天内退货")
    assert any(f.kind == "number" and f.severity is not Severity.NOTE for f in checked.findings)
    assert copilot.opining.ask(checked.findings).given == ()
    assert model.requests == []


def test_personal_data_is_masked_before_it_is_sent(known_shop: Copilot) -> None:
    copilot, model = with_model(known_shop, "结论：没说")
    copilot.opining.ask(copilot.check("高山白茶获得国家发明专利13812345678").findings)
    sent = "".join(m.content for m in model.requests[0].messages)
    assert "国家发明专利" in sent
    assert "13812345678" not in sent


def test_a_failing_model_leaves_the_check_with_a_reason(known_shop: Copilot) -> None:
    copilot, _ = with_model(known_shop, "结论：没说", ModelUnreachable("x", model="scripted"))
    checked = copilot.check("高山白茶获得国家发明专利。我们支持免费退换。")
    opinions = copilot.opining.ask(checked.findings)
    assert (len(opinions.given), opinions.left, opinions.failure) == (1, 1, "model_unreachable")


def test_without_a_model_nobody_is_asked(known_shop: Copilot) -> None:
    assert not known_shop.opining.possible
    opinions = known_shop.opining.ask(known_shop.check(TEXT).findings)
    assert (opinions.given, opinions.left, opinions.failure) == ((), 1, "model_missing")


def test_every_opinion_is_logged_with_its_model_and_prompt(
    known_shop: Copilot, caplog: pytest.LogCaptureFixture
) -> None:
    copilot, _ = with_model(known_shop, "结论：没说")
    with caplog.at_level(logging.INFO, "copilot.workflows.opining"):
        copilot.opining.ask(copilot.check(TEXT).findings)
    assert copilot.opining.asker is not None
    assert copilot.opining.asker.prompt.mark.fingerprint in caplog.text
    assert "not_said - by scripted" in caplog.text
    assert TEXT not in caplog.text


@pytest.mark.parametrize("mode", ["broken", "garbage", "closed", "cut", "unauthorized", "busy", "ok"])
def test_whatever_an_endpoint_does_the_check_stands(data: Path, open_copilot: OpenCopilot, mode: str) -> None:
    """`ok` answers as a writer would: with a text, which is no verdict."""
    with ModelServer(mode) as server:
        copilot = open_copilot(data, model="play", base_url=server.base_url, api_key="k", model_attempts=1)
        checked = copilot.check(TEXT)
        opinions = copilot.opining.ask(checked.findings)
    assert (opinions.given, opinions.left) == ((), 1)
    assert opinions.failure.startswith("model_")
    assert heeded(checked, opinions.given, "") == checked
