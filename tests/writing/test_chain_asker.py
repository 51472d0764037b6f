"""What a model says a property is for its user counts only where the knowledge's own words carry it."""

import pytest

from copilot.domain.chain import Chain, Link
from copilot.domain.language import Language
from copilot.errors import ModelAnswerUnusable
from copilot.llm.scripted import ScriptedModel
from copilot.writing.chain_asker import ChainAsker
from copilot.writing.prompt_book import load_prompt
from tests.writing.conftest import PROMPTS

CHAIN = Chain(
    "竹梳",
    "field:齿宽",
    "齿宽",
    Link("采用宽距梳齿结构，顺发无忧"),
    does=Link("齿宽3毫米，打结的头发也能慢慢梳开"),
    words=Link("女儿早上不喊疼了"),
)


def asked(answer: str) -> str:
    asker = ChainAsker(ScriptedModel([answer]), load_prompt(PROMPTS / "chain.yaml", "chain"))
    return asker.for_me(CHAIN, Language.ZH)


def test_a_sentence_out_of_the_links_is_taken_without_what_stands_around_it() -> None:
    assert asked("好的：\n“早上给女儿梳打结的头发，慢慢梳开不喊疼。”") == "早上给女儿梳打结的头发，慢慢梳开不喊疼。"


@pytest.mark.parametrize(
    "answer",
    [
        "齿宽5毫米，打结的头发也能慢慢梳开。",
        "采用宽距梳齿结构，顺发无忧，打结的头发。",
        "从此告别烦恼，开启美好生活。",
        "打结的头发也能慢慢梳开，" * 9,
        "",
    ],
)
def test_a_figure_of_its_own_the_brands_words_again_or_something_else_is_refused(answer: str) -> None:
    with pytest.raises(ModelAnswerUnusable):
        asked(answer)


def test_words_from_a_private_chat_are_not_sent() -> None:
    model = ScriptedModel(["早上打结的头发也能慢慢梳开。"])
    asker = ChainAsker(model, load_prompt(PROMPTS / "chain.yaml", "chain"))
    chain = Chain("竹梳", "k", "", CHAIN.claim, does=CHAIN.does, words=Link("我女儿叫小满", private=True))
    assert asker.for_me(chain, Language.ZH) == "早上打结的头发也能慢慢梳开。"
    assert "小满" not in model.requests[0].messages[-1].content
