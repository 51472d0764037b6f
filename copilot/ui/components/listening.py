"""Events of a stream, heard in a way that a page stays interruptible: also while a model keeps everybody waiting."""

import threading
from collections.abc import Generator, Iterator
from queue import Empty, SimpleQueue
from typing import TypeVar

Event = TypeVar("Event")
TICK_SECONDS = 0.2


class _End:
    """Nothing more comes."""


def heard(events: Iterator[Event]) -> Generator[Event | None]:
    """The events as they come, and None at every tick without one, so that whoever draws may be stopped there. What
    the stream raises is raised here. Once nobody listens any more the stream is left at its next event."""
    queue: SimpleQueue[Event | BaseException | _End] = SimpleQueue()
    gone = threading.Event()
    threading.Thread(target=_listen, args=(events, queue, gone), daemon=True, name="listening").start()
    try:
        while True:
            try:
                event = queue.get(timeout=TICK_SECONDS)
            except Empty:
                yield None
                continue
            if isinstance(event, _End):
                return
            if isinstance(event, BaseException):
                raise event
            yield event
    finally:
        gone.set()


def _listen(events: Iterator[Event], queue: "SimpleQueue[Event | BaseException | _End]", gone: threading.Event) -> None:
    try:
        for event in events:
            if gone.is_set():
                return
            queue.put(event)
    except BaseException as error:
        queue.put(error)
    finally:
        queue.put(_End())
