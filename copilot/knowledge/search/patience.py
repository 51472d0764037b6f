"""How long a search waits for help from outside: so many seconds in all, however often it asks and whatever the other
side does with its connection."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from copilot.errors import ModelUnreachable

Answer = TypeVar("Answer")


class Patience:
    """Seconds to wait, used up by waiting."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.left = seconds
        self._clock = clock

    def wait_for(self, work: Callable[[], Answer]) -> Answer:
        """What `work` gives or raises. Raises `ModelUnreachable` where that takes longer than is left; the work is then
        left to end by itself, on a thread that keeps nobody from leaving."""
        began = self._clock()
        try:
            if self.left <= 0:
                raise _too_slow()
            return _within(self.left, work)
        finally:
            self.left -= self._clock() - began


def _within(seconds: float, work: Callable[[], Answer]) -> Answer:
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True, name="outside-help")
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not answers:
        raise _too_slow()
    return answers[0]


def _too_slow() -> ModelUnreachable:
    return ModelUnreachable("the answer took longer than a search waits", model="", status=0, detail="too slow")
