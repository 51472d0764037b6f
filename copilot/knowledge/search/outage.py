"""A part that may be down: after a failure it is left alone for a moment, and what failed is kept to be told."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from copilot.errors import ButterflyError, IndexFailed, ModelFailed

PAUSE_SECONDS = 5.0
"""So long nobody asks a part that failed: a person who searches does not wait for it each time."""

Answer = TypeVar("Answer")


class Outage:
    """Asks a part, and remembers whether it answers."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._until = 0.0
        self.error: ButterflyError | None = None
        self.times = 0
        """How often it began to fail; what it keeps may have changed since."""

    @property
    def resting(self) -> bool:
        """Whether it failed just now and is not asked yet."""
        return self.error is not None and self._clock() < self._until

    def rest_is_over(self) -> None:
        """Ask again at the next chance."""
        self._until = 0.0

    def attempt(self, ask: Callable[[], Answer]) -> Answer | None:
        """What `ask` gives, or None when it fails (`IndexFailed`, `ModelFailed`) or failed a moment ago."""
        if self.resting:
            return None
        try:
            return self.watch(ask)
        except (IndexFailed, ModelFailed):
            return None

    def watch(self, ask: Callable[[], Answer]) -> Answer:
        """What `ask` gives; its failure is remembered and raised."""
        try:
            answer = ask()
        except (IndexFailed, ModelFailed) as error:
            with self._lock:
                self.times += self.error is None
                self.error, self._until = error, self._clock() + PAUSE_SECONDS
            raise
        self.error = None
        return answer
