"""An offline reply answers what was asked, or says that it will be looked up: never with the answer to a question of the
same shape, nor with what holds for another kind of product."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from copilot.domain.conversation import Move
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from tests.support.shop import ROOT, a_copilot


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copilot]:
    """A copilot that knows both demo brands."""
    with a_copilot(tmp_path_factory.mktemp("demo")) as copilot:
        for brand in ("trailkettle", "yunmian"):
            copilot.learn([Path(ROOT / "knowledge" / brand)])
        yield copilot


def said(demo: Copilot, brand: str, *chat: str) -> dict[object, str]:
    """What is offered to a chat that the customer begins and ends, by move."""
    turns = [{"role": ("customer", "rep")[i % 2], "text": text} for i, text in enumerate(chat)]
    return {v.idea: v.plain for v in demo.reply(json.dumps(turns), Ask(brand=brand)).draft.variants}


@pytest.mark.parametrize(
    ("brand", "question", "of_another"),
    [
        ("trailkettle", "is the scree mini grinder loud?", "espresso"),
        ("trailkettle", "does the kettle whistle?", "0.9 L does"),
        ("yunmian", "怕买了没用能退吗", "封条"),
        ("yunmian", "这个枕头有味道吗？多久能散", "付款"),
    ],
)
def test_no_answer_is_that_of_a_question_of_the_same_shape(
    demo: Copilot, brand: str, question: str, of_another: str
) -> None:
    assert not any(of_another in text for text in said(demo, brand, question).values())


@pytest.mark.parametrize(
    ("brand", "question", "answer"),
    [
        ("trailkettle", "can either grinder do espresso?", "Not well"),
        ("trailkettle", "would the kettle work on an induction hob?", "0.9 L"),
        ("yunmian", "真丝眼罩能退吗", "封条"),
        ("yunmian", "荞麦枕会生虫吗", "受潮"),
    ],
)
def test_what_is_asked_in_other_words_is_answered(demo: Copilot, brand: str, question: str, answer: str) -> None:
    assert answer in said(demo, brand, question)[Move.ANSWER]


def test_a_price_asked_before_the_rep_asked_back_is_still_open(demo: Copilot) -> None:
    chat = json.dumps(
        [
            {"role": "customer", "text": "在吗，云朵枕多少钱一只"},
            {"role": "rep", "text": "在的，您平时侧睡还是仰睡"},
            {"role": "customer", "text": "侧睡"},
        ]
    )
    assert demo.understand(chat, Ask(brand="yunmian")).reading.questions == ("云朵枕多少钱一只",)


def test_more_than_i_wanted_to_spend_is_about_the_price(demo: Copilot) -> None:
    chat = json.dumps([{"role": "customer", "text": "it's a bit more than I wanted to spend tbh"}])
    reading = demo.understand(chat, Ask(brand="trailkettle")).reading
    assert (reading.step, reading.objection) == ("action", "price")
