"""Tests the connection to a model with one tiny question."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from copilot.errors import ModelAnswerUnusable
from copilot.llm.translation import failure
from copilot.ports import ChatMessage, ChatModel, ChatRequest, TextDelta

# Any short answer will do; reasoning models need room to think before they say a word.
QUESTION = ChatRequest((ChatMessage("user", "1+1="),), max_answer_tokens=256, temperature=0.0)


@dataclass(frozen=True, slots=True)
class Answering:
    """A model that answers: after how many milliseconds the first piece came, and the whole answer."""

    model: str
    first_milliseconds: int
    total_milliseconds: int


def probe(model: ChatModel, *, clock: Callable[[], float] = time.monotonic) -> Answering:
    """Ask `model` something tiny. Raises `ModelFailed` with its code when it does not answer; does not retry."""
    start = clock()
    first: float | None = None
    for event in model.stream(QUESTION):
        if isinstance(event, TextDelta) and first is None and event.text.strip():
            first = clock()
    if first is None:
        raise failure(ModelAnswerUnusable, model.name, "an empty answer")
    return Answering(model.name, round((first - start) * 1000), round((clock() - start) * 1000))
