"""A text is rewritten to a remark; what an answer wraps around it is taken off."""

import pytest

from copilot.domain.language import Language
from copilot.errors import ModelAnswerUnusable
from copilot.llm.scripted import ScriptedModel
from copilot.writing.reviser import Remark, Reviser, read_text
from copilot.writing.tokens import ExactTokenCounter
from tests.writing.conftest import ITEMS, PROMPTS, evidence_of

TEXT = "头发打结别硬扯，从发梢往上一点点梳[1]。"


def revised(answer: str) -> str:
    reviser = Reviser.load(PROMPTS, ScriptedModel([answer]), ExactTokenCounter())
    return reviser.revise(TEXT, Remark("短一点"), evidence_of(*ITEMS).items, Language.ZH, 120)


@pytest.mark.parametrize(
    "answer",
    [
        "打结别硬扯[1]。",
        "“打结别硬扯[1]。”",
        "改后：打结别硬扯[1]。",
        "```\n打结别硬扯[1]。\n```",
        "<draft>\n打结别硬扯[1]。\n</draft>",
    ],
)
def test_what_an_answer_wraps_around_the_text_is_taken_off(answer: str) -> None:
    assert read_text(answer) == "打结别硬扯[1]。"


def test_a_text_that_begins_and_ends_with_quotes_keeps_them() -> None:
    assert read_text("“不响了”，她说“真好”") == "“不响了”，她说“真好”"


def test_marks_are_made_one_form_and_those_of_nothing_go() -> None:
    assert revised("打结别硬扯【1】，慢慢梳[88]。") == "打结别硬扯[1]，慢慢梳。"


def test_an_answer_without_a_text_is_unusable() -> None:
    with pytest.raises(ModelAnswerUnusable):
        revised("  ")


def test_too_much_evidence_leaves_out_what_is_not_cited_first() -> None:
    reviser = Reviser.load(PROMPTS, ScriptedModel([]), ExactTokenCounter())
    few = Reviser(reviser.model, reviser.prompt, reviser.counter, budget_tokens=10)
    prompt = few.render(TEXT, Remark("短一点"), evidence_of(*ITEMS).items, Language.ZH, 120)[-1].content
    assert "[1] " in prompt
    assert "[2] " not in prompt
