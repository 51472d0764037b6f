"""What a stream of events comes to."""

from collections.abc import Iterable
from typing import TypeVar

Kind = TypeVar("Kind")


def outcome(events: Iterable[object], kind: type[Kind]) -> Kind:
    """Run `events` to their end and return the one of `kind`; every stream of ours that ends well has one."""
    *_, last = [event for event in events if isinstance(event, kind)]
    return last
