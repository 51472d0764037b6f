"""A stream is heard to its end, its errors too, and it is left where nobody listens any more."""

import threading
from collections.abc import Iterator

import pytest

from copilot.errors import ModelUnreachable
from copilot.ui.components.listening import heard


def test_events_come_in_their_order() -> None:
    assert [event for event in heard(iter([1, 2, 3])) if event is not None] == [1, 2, 3]


def test_what_a_stream_raises_is_raised_where_it_is_heard() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ModelUnreachable("down")

    with pytest.raises(ModelUnreachable):
        list(heard(failing()))


def test_a_silent_stream_ticks_and_is_left_once_nobody_listens() -> None:
    speak, left = threading.Event(), threading.Event()

    def slow() -> Iterator[int]:
        try:
            speak.wait(20)
            yield 1
            yield 2
            raise AssertionError("heard to its end")
        finally:
            left.set()

    listening = heard(slow())
    assert next(listening) is None
    listening.close()
    speak.set()
    assert left.wait(20)
