"""The scripted model plays what it was given and remembers what it was asked."""

from pathlib import Path

import pytest

from copilot.domain.draft import Usage
from copilot.errors import Misconfigured, ModelAnswerUnusable, ModelRateLimited
from copilot.llm.scripted import ScriptedAnswer, ScriptedModel
from copilot.ports import AnswerEnd, ChatMessage, ChatRequest, FinishReason, TextDelta


def asking(words: str) -> ChatRequest:
    return ChatRequest((ChatMessage("user", words),))


def test_an_answer_is_streamed_in_pieces_of_the_size_wanted() -> None:
    model = ScriptedModel([ScriptedAnswer("侧睡的人", 2, usage=Usage(7, 3))])
    assert list(model.stream(asking("?"))) == [
        TextDelta("侧睡"),
        TextDelta("的人"),
        AnswerEnd(FinishReason.STOP, Usage(7, 3)),
    ]


def test_requests_are_remembered_in_order() -> None:
    model = ScriptedModel(["1", "2"])
    list(model.stream(asking("first")))
    list(model.stream(asking("second")))
    assert [r.messages[0].content for r in model.requests] == ["first", "second"]


def test_a_failure_comes_after_the_text_before_it() -> None:
    model = ScriptedModel([ScriptedAnswer("半句", failure=ModelRateLimited("busy"))])
    stream = iter(model.stream(asking("?")))
    assert next(stream) == TextDelta("半句")
    with pytest.raises(ModelRateLimited):
        next(stream)


def test_an_answer_waits_for_the_request_it_is_for() -> None:
    model = ScriptedModel([ScriptedAnswer("price", when="多少钱"), ScriptedAnswer("other")])
    assert next(iter(model.stream(asking("能洗吗")))) == TextDelta("other")
    assert next(iter(model.stream(asking("多少钱")))) == TextDelta("price")


def test_a_request_too_many_is_an_error() -> None:
    model = ScriptedModel(["only"])
    list(model.stream(asking("?")))
    with pytest.raises(ModelAnswerUnusable):
        list(model.stream(asking("?")))


def test_a_script_is_read_from_yaml_with_failures(tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text(
        "answers:\n- {error: model_rate_limited, retry_after_seconds: 3}\n- {text: 好, finish: length}\n", "utf-8"
    )
    model = ScriptedModel.load(script)
    with pytest.raises(ModelRateLimited) as failure:
        list(model.stream(asking("?")))
    assert failure.value.facts["retry_after_seconds"] == 3
    assert list(model.stream(asking("?"))) == [TextDelta("好"), AnswerEnd(FinishReason.LENGTH, Usage())]


@pytest.mark.parametrize(
    "content", ["answers: []", "answers: [{txet: hi}]", "- 1", "answers: [", "answers: [{error: x}]"]
)
def test_a_script_that_is_not_one_is_refused(tmp_path: Path, content: str) -> None:
    script = tmp_path / "script.yaml"
    script.write_text(content, "utf-8")
    with pytest.raises(Misconfigured) as failure:
        ScriptedModel.load(script)
    assert "script.yaml" in str(failure.value.facts["detail"])


def test_the_packaged_script_answers_anything_any_number_of_times() -> None:
    model = ScriptedModel.load()
    for _ in range(3):
        assert list(model.stream(asking("1+1=")))[:-1] == [TextDelta("2")]
