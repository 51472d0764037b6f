"""conflicts.yaml: which words and units make two facts comparable."""

import re
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

WORDS_FILE = "conflicts.yaml"


class ConflictWords(BaseModel):
    """conflicts.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    between_conditions: re.Pattern[str]
    floors: frozenset[str]
    same_fields: tuple[tuple[str, ...], ...]
    one_answer: re.Pattern[str]
    never: re.Pattern[str]
    beside_the_point: re.Pattern[str]
    units: dict[str, dict[str, Decimal]]
    rounding: Decimal

    @field_validator("between_conditions", "one_answer", "never", "beside_the_point", mode="before")
    @classmethod
    def _ready(cls, value: object) -> object:
        return re.compile(value, re.IGNORECASE) if isinstance(value, str) else value

    @field_validator("units", "rounding", mode="before")
    @classmethod
    def _exact(cls, value: object) -> object:
        if isinstance(value, dict):
            return {kind: {unit: str(factor) for unit, factor in units.items()} for kind, units in value.items()}
        return str(value)

    def same(self, field: str) -> str:
        """The one name of fields that mean the same."""
        return _names(self.same_fields).get(field.strip().casefold(), field)


@cache
def _names(same_fields: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    return {name.casefold(): names[0] for names in same_fields for name in names}


@cache
def load_conflict_words() -> ConflictWords:
    """The shipped words. Raises `RulesInvalid`."""
    try:
        return ConflictWords.model_validate(read_yaml((files(__package__) / WORDS_FILE).read_text("utf-8")))
    except (yaml.YAMLError, ValidationError, re.error) as error:
        raise RulesInvalid(f"{WORDS_FILE}: {error}", file=WORDS_FILE, detail=str(error)) from error
