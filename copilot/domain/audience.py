"""Who is spoken to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of customer, described in words a rep would use."""

    id: str
    name: str
    who: str = ""
    situation: str = ""
    pains: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """The customers' own words, from reviews and chats."""
    convinces: tuple[str, ...] = ()
    repels: tuple[str, ...] = ()
