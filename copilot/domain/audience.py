"""Who is spoken to."""

from dataclasses import dataclass, field


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
    version: int = field(default=0, compare=False)
    """Which version of the card it is; 0 where nobody counts."""
