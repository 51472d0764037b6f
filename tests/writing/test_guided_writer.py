"""A small model says again what the offline writer drafted; what it harms stays as it was."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from copilot.domain.draft import Angle, Brief, Candidate, CandidateVariant, Notice, NoticeCode, Usage, opening_of
from copilot.domain.evidence import Evidence
from copilot.domain.persona import Persona
from copilot.errors import ModelFailed, ModelUnreachable
from copilot.llm.scripted import ScriptedAnswer, ScriptedModel
from copilot.writing.events import WriteEvent
from copilot.writing.guided_writer import PROMPT_ID, GuidedWriter
from copilot.writing.prompt_book import PromptBook, load_prompt
from copilot.writing.tokens import ExactTokenCounter
from tests.writing.conftest import PROMPTS, brief_for

FIRST = "先答您：竹梳 39 元一把[2]，齿宽，打结的头发也能慢慢梳开[1]。"
SECOND = "您是早上梳还是睡前梳？说两句我好判断。"
AGAIN = "不急的，齿宽，打结的头发慢慢梳也能开[1]。竹梳 39 元一把[2]。"
SLOW = Persona("slow", "阿秀", samples=("不急，慢慢梳，先从发尾梳起。", "不急的，梳子给您留着。"))
LOUD = Persona("loud", "大刘", samples=("老铁们看过来！齿宽，不扯！", "老铁们，冲！"))


class Drafted:
    """An offline writer that says two things."""

    def write(self, brief: Brief, evidence: Evidence) -> Iterator[WriteEvent]:  # noqa: ARG002
        """The candidate."""
        texts = ((FIRST, Angle.SCENE), (SECOND, Angle.QUESTION))
        yield Candidate(tuple(CandidateVariant(text, idea) for text, idea in texts), "offline")


def write(
    book: PromptBook, *answers: ScriptedAnswer | ModelFailed | str, brief: Brief | None = None
) -> list[WriteEvent]:
    voice = load_prompt(Path(PROMPTS) / f"{PROMPT_ID}.yaml", PROMPT_ID)
    model = ScriptedModel(answers)
    writer = GuidedWriter(model=model, prompts=book, counter=ExactTokenCounter(), base=Drafted(), voice=voice)
    return list(writer.write(brief or brief_for(persona=SLOW), Evidence()))


def texts_of(events: list[WriteEvent]) -> list[str]:
    candidate = events[-1]
    assert isinstance(candidate, Candidate)
    return [v.text for v in candidate.variants]


def test_texts_come_in_the_model_s_words_with_their_ideas_and_what_they_took(book: PromptBook) -> None:
    asked = "早上梳，还是睡前梳？说两句，我好判断。"
    events = write(book, ScriptedAnswer(AGAIN, usage=Usage(400, 30)), ScriptedAnswer(asked, usage=Usage(400, 20)))
    candidate = events[-1]
    assert isinstance(candidate, Candidate)
    assert texts_of(events) == [AGAIN, asked]
    assert [v.idea for v in candidate.variants] == [Angle.SCENE, Angle.QUESTION]
    assert (candidate.model, candidate.usage) == ("scripted", Usage(800, 50))
    assert not [e for e in events if isinstance(e, Notice)]


@pytest.mark.parametrize(
    "harmed",
    [
        "不急的，竹梳 29 元一把[2]，齿宽，打结的头发慢慢梳也能开[1]。",
        "不急的，齿宽，打结的头发慢慢梳也能开[1]。",
        "昨天来了位大姐，买了三把回去，说全家都爱用，还介绍了邻居。",
        "先答您：\n竹梳 39 元一把[2]，\n齿宽，打结的头发也能慢慢梳开[1]。",
    ],
    ids=["another price", "no price", "a tale", "torn apart"],
)
def test_what_a_text_stands_on_is_not_given_up(book: PromptBook, harmed: str) -> None:
    events = write(book, *[harmed] * 3, SECOND)
    assert texts_of(events) == [FIRST, SECOND]
    assert Notice(NoticeCode.WORDS_KEPT, count=1) in events


def test_a_text_that_comes_out_wrong_is_asked_for_again(book: PromptBook) -> None:
    assert texts_of(write(book, "竹梳 29 元[2]。", AGAIN, SECOND)) == [AGAIN, SECOND]


def test_of_several_that_are_right_the_one_in_the_persona_s_voice_is_taken(book: PromptBook) -> None:
    brief = brief_for(persona=SLOW, colleagues=(LOUD,))
    loud = "老铁们看过来，竹梳 39 元一把[2]，齿宽，打结的头发也能慢慢梳开[1]。"
    slow = "不急的，先从发尾梳起，竹梳 39 元一把[2]，齿宽，打结的头发也能慢慢梳开[1]。"
    assert texts_of(write(book, loud, slow, SECOND, SECOND, SECOND, brief=brief))[0] == slow


def test_no_text_opens_as_one_did_before(book: PromptBook) -> None:
    brief = replace(brief_for(persona=SLOW), opened=(opening_of(AGAIN),))
    assert texts_of(write(book, AGAIN, AGAIN, AGAIN, SECOND, brief=brief))[0] == FIRST


def test_nobody_exclaims_who_did_not_before(book: PromptBook) -> None:
    assert texts_of(write(book, AGAIN.replace("。", "！"), SECOND))[0] == AGAIN


def test_a_model_that_is_down_is_not_asked_twice(book: PromptBook) -> None:
    with pytest.raises(ModelUnreachable):
        write(book, ModelUnreachable("down"))


def test_what_was_said_before_the_model_went_down_stays(book: PromptBook) -> None:
    events = write(book, AGAIN, ModelUnreachable("down"))
    assert texts_of(events) == [AGAIN, SECOND]
    assert Notice(NoticeCode.WORDS_KEPT, count=1) in events
