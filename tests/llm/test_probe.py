"""Testing the connection says how long an answer took, or why there is none."""

from itertools import count

import pytest

from copilot.errors import ModelAnswerUnusable, ModelRefused
from copilot.llm.probe import Answering, probe
from copilot.llm.scripted import ScriptedModel


def test_a_model_that_answers_is_timed() -> None:
    seconds = count(0.0, 0.25)
    assert probe(ScriptedModel(["2"]), clock=lambda: next(seconds)) == Answering("scripted", 250, 500)


def test_an_empty_answer_is_no_answer() -> None:
    with pytest.raises(ModelAnswerUnusable):
        probe(ScriptedModel([" \n"]))


def test_a_failure_keeps_its_code_and_is_not_retried() -> None:
    model = ScriptedModel([ModelRefused("no such key"), "2"])
    with pytest.raises(ModelRefused) as failure:
        probe(model)
    assert failure.value.code == "model_refused"
    assert len(model.requests) == 1
