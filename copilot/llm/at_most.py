"""A chat model that answers so many at once and lets the others wait."""

import threading
from collections.abc import Iterator

from copilot.ports import ChatEvent, ChatModel, ChatRequest


class AtMost:
    """`model` with at most `calls` of its answers under way in this process; further ones wait their turn."""

    def __init__(self, model: ChatModel, calls: int) -> None:
        self._model = model
        self._turns = threading.BoundedSemaphore(calls)

    @property
    def name(self) -> str:
        """The model's own."""
        return self._model.name

    def stream(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """What the model yields and raises. The turn ends with the answer, or when nobody reads it any more."""
        with self._turns:
            yield from self._model.stream(request)
