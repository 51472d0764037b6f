"""The configured model answers, and writes what was asked for."""

from itertools import islice

import pytest

from copilot.domain.draft import Candidate, Task
from copilot.domain.language import Language
from copilot.llm import make_chat_model
from copilot.ports import AnswerEnd, TextDelta
from copilot.settings import Settings
from copilot.workflows.inspect import QUESTION
from copilot.writing import ExactTokenCounter, ModelWriter, PromptBook
from tests.writing.conftest import ITEMS, PROMPTS, brief_for, evidence_of

pytestmark = pytest.mark.live


def test_the_model_answers(settings: Settings) -> None:
    model = make_chat_model(settings)
    assert model is not None
    events = list(model.stream(QUESTION))
    assert isinstance(events[-1], AnswerEnd)
    assert any(isinstance(event, TextDelta) for event in events)


@pytest.mark.parametrize("task", Task)
@pytest.mark.parametrize("language", Language)
def test_each_task_comes_back_with_a_text_for_every_idea(settings: Settings, task: Task, language: Language) -> None:
    model = make_chat_model(settings)
    assert model is not None
    writer = ModelWriter(model, PromptBook.load(PROMPTS), ExactTokenCounter(), settings.prompt_budget_tokens)
    events = list(islice(writer.write(brief_for(task, language=language), evidence_of(*ITEMS)), 5000))
    candidate = events[-1]
    assert isinstance(candidate, Candidate)
    assert len(candidate.variants) == 3
    assert len({v.idea for v in candidate.variants}) == 3
