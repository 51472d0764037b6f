"""What a text has to keep when it is said again: who pays, who has to, what is denied, from when and up to when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from copilot.yaml_text import read_yaml

MEANINGS_FILE = "kept_meanings.yaml"


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    kept: bool = False
    not_new: bool = False
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class KeptMeaning:
    """Words that mean one thing, and whether they may go or come."""

    id: str
    kept: bool
    not_new: bool
    words: re.Pattern[str]

    def changed(self, was: str, now: str) -> bool:
        """Whether `now` lost what `was` says, or says what `was` did not."""
        said, says = bool(self.words.search(was)), bool(self.words.search(now))
        return (self.kept and said and not says) or (self.not_new and says and not said)


def changed_meanings(was: str, now: str) -> Iterator[str]:
    """The ids of what `now` lost of `was`, or added to it."""
    return (meaning.id for meaning in _load() if meaning.changed(was, now))


@cache
def _load() -> tuple[KeptMeaning, ...]:
    raw = read_yaml((files(__package__) / MEANINGS_FILE).read_text("utf-8"))
    written = {name: _Written.model_validate(one) for name, one in raw.items()}
    return tuple(
        KeptMeaning(name, one.kept, one.not_new, re.compile(f"{one.zh}|{one.en}", re.IGNORECASE))
        for name, one in written.items()
    )
