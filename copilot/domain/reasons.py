"""Why an item is where it is, where the program itself says so: a code with its facts, kept in one line of text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_CODED = re.compile(r"^([a-z_]+)\x1f(.*)$", re.S)
_BETWEEN, _IS = "\x1f", "\x1e"


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` names the sentence (`item_why.<code>`), `facts` fill it."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        told = _BETWEEN.join(f"{name}{_IS}{_plain(value)}" for name, value in self.facts.items())
        return f"{self.code}{_BETWEEN}{told}"


def reason_of(why: str) -> Reason | None:
    """The reason that was written down, or None for a person's own words."""
    coded = _CODED.match(why)
    if coded is None:
        return None
    parts = (part.partition(_IS) for part in coded[2].split(_BETWEEN) if part)
    return Reason(coded[1], {name: value for name, _, value in parts})


def _plain(value: str) -> str:
    return value.replace(_BETWEEN, " ").replace(_IS, " ")
