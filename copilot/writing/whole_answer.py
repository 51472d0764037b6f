"""Reads a model's answer to its end."""

from collections.abc import Generator
from dataclasses import replace

from copilot.domain.draft import Usage
from copilot.ports import AnswerEnd, ChatModel, ChatRequest, FinishReason, TextDelta
from copilot.writing.circling import Circling, once_round
from copilot.writing.structured import ReadableStream


def whole_answer(model: ChatModel, request: ChatRequest) -> Generator[TextDelta, None, tuple[str, AnswerEnd]]:
    """Yield what of it can be read as it comes, return the whole answer and how it ended; one that goes round in a circle
    is left at the first round. Raises `ModelFailed`."""
    pieces, readable, circling = list[str](), ReadableStream(), Circling()
    end = AnswerEnd(FinishReason.STOP, Usage())
    events = model.stream(request)
    for event in events:
        if isinstance(event, AnswerEnd):
            end = event
            break
        pieces.append(event.text)
        if said := readable.feed(event.text):
            yield TextDelta(said)
        if circling.feed(event.text):
            break
    if isinstance(events, Generator):
        events.close()  # and with it the call
    given = "".join(pieces)
    text = once_round(given)
    return text, end if text == given else replace(end, finish=FinishReason.STOP)
