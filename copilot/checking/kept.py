"""What was made of a brand's knowledge, kept for the next check."""

from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """Calls `make`, and gives what it made before for equal arguments; the last few calls are remembered.

    Arguments are compared, not hashed: whole tuples of facts and passages are nearly always the same objects as last
    time, which comparing sees at once, while hashing them costs more than checking a text. Shared by threads: at worst
    two of them make the same.
    """

    def __init__(self, make: Callable[..., Made], most: int = 16) -> None:
        self._make = make
        self._most = most
        self._calls: tuple[tuple[tuple[object, ...], Made], ...] = ()

    def __call__(self, *of: object) -> Made:
        calls = self._calls
        for at, (asked, made) in enumerate(calls):
            if asked == of:
                if at:
                    self._calls = (calls[at], *calls[:at], *calls[at + 1 :])
                return made
        made = self._make(*of)
        self._calls = ((of, made), *self._calls[: self._most - 1])
        return made
