"""Counts what gives a machine away."""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from copilot.domain.language import Language
from copilot.evaluation.variety import QUOTED
from copilot.yaml_text import read_yaml

PER_CHARACTERS = 1000


class Cliche(BaseModel):
    """A turn that is counted wherever its pattern is found. `source` and `why` say how it came into the list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    source: Literal["TASTE", "issue", "service", "models"]
    why: str
    pattern: re.Pattern[str]


class Cliches(BaseModel):
    """The list, by language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: tuple[Cliche, ...]
    en: tuple[Cliche, ...]

    def found_in(self, plain: str, language: Language) -> tuple[str, ...]:
        """What of the list stands in a text as it goes out, each as often as it stands there; not in what it quotes."""
        listed: tuple[Cliche, ...] = getattr(self, language.value)
        own = QUOTED.sub("“”", plain)
        return tuple(found[0].strip() for one in listed for found in one.pattern.finditer(own))


@cache
def load_cliches() -> Cliches:
    """The list that ships."""
    loaded = read_yaml((files(__package__) / "cliches.yaml").read_text("utf-8"))
    for entry in (*loaded["zh"], *loaded["en"]):
        entry["pattern"] = re.compile(entry["pattern"], re.IGNORECASE)
    return Cliches.model_validate(loaded)


def per_thousand(count: int, characters: int) -> float:
    """`count` in `characters`, as a figure for a thousand of them."""
    return count * PER_CHARACTERS / characters if characters else 0.0
