"""Calls that wait their turn."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from copilot.domain.draft import Usage
from copilot.errors import ModelUnreachable
from copilot.llm.at_most import AtMost
from copilot.ports import AnswerEnd, ChatEvent, ChatMessage, ChatRequest, FinishReason, TextDelta

ASKED = ChatRequest((ChatMessage("user", "写一条"),))


class Together:
    """Answers only when two are being answered at once, and remembers how many there were at most."""

    name = "together"

    def __init__(self) -> None:
        self.both = threading.Barrier(2)
        self.lock = threading.Lock()
        self.now = self.most = 0

    def stream(self, _: ChatRequest) -> Iterator[ChatEvent]:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.both.wait(10)
        yield TextDelta("好")
        with self.lock:
            self.now -= 1
        yield AnswerEnd(FinishReason.STOP, Usage(1, 1))


class Down:
    name = "down"

    def stream(self, _: ChatRequest) -> Iterator[ChatEvent]:
        raise ModelUnreachable("down")
        yield TextDelta("")


def test_so_many_are_answered_at_once_and_no_more() -> None:
    together = Together()
    model = AtMost(together, 2)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: [e for e in model.stream(ASKED) if isinstance(e, TextDelta)], range(6)))
    assert answers == [[TextDelta("好")]] * 6
    assert together.most == 2


def test_a_call_that_fails_or_is_left_gives_its_turn_back() -> None:
    down = AtMost(Down(), 1)
    for _ in range(2):
        with pytest.raises(ModelUnreachable):
            list(down.stream(ASKED))
    alone = Together()
    alone.both = threading.Barrier(1)
    model = AtMost(alone, 1)
    left = model.stream(ASKED)
    next(left)
    left.close()  # type: ignore[attr-defined]
    assert len(list(model.stream(ASKED))) == 2
