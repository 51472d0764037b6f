"""The word rules by which chains are built, from `chains.yaml`."""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from copilot.domain.language import Language
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

WORDS_FILE = "chains.yaml"
Use = Literal["claim", "skip", "for_me", "does"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Label(_Strict):
    find: re.Pattern[str]
    link: Use
    quality: str = ""
    """What every line of that label is about."""

    @field_validator("find", mode="before")
    @classmethod
    def _ready(cls, value: object) -> object:
        return re.compile(value, re.IGNORECASE) if isinstance(value, str) else value


class _Quality(_Strict):
    zh: str
    en: str
    words: re.Pattern[str]

    @field_validator("words", mode="before")
    @classmethod
    def _ready(cls, value: object) -> object:
        return re.compile(value, re.IGNORECASE) if isinstance(value, str) else value


class _ChainsFile(_Strict):
    labels: tuple[_Label, ...]
    not_properties: re.Pattern[str]
    against: re.Pattern[str]
    aside: re.Pattern[str]
    leans: re.Pattern[str]
    qualities: dict[str, _Quality]

    @field_validator("not_properties", "against", "aside", "leans", mode="before")
    @classmethod
    def _ready(cls, value: object) -> object:
        return re.compile(value, re.IGNORECASE) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line without its label, which link the label makes it, and what it says that the line is about."""

    text: str
    use: Use | None = None
    qualities: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ChainWords:
    """Use `load_chain_words()`. `fingerprint` changes with the rules: chains built by others are built again."""

    rules: _ChainsFile
    fingerprint: str

    def label(self, line: str) -> Labelled:
        """A line by its label."""
        for label in self.rules.labels:
            if found := label.find.match(line):
                about = frozenset((label.quality,)) if label.quality else None
                return Labelled(line[found.end() :].strip(), label.link, about)
        return Labelled(line)

    def qualities(self, text: str) -> frozenset[str]:
        """What a text is about."""
        return frozenset(name for name, q in self.rules.qualities.items() if q.words.search(text))

    def name_of(self, quality: str, language: Language) -> str:
        """How a quality is called."""
        name: str = getattr(self.rules.qualities[quality], language.value)
        return name

    def is_property(self, field: str) -> bool:
        """Whether a field of a table is a property of the thing."""
        return not self.rules.not_properties.search(field)

    def speaks_against(self, text: str) -> bool:
        """Whether a text says what is wrong with the thing, or whom it does not suit."""
        return self.rules.against.search(text) is not None

    def leans(self, text: str) -> bool:
        """Whether a text cannot stand without what was said before it."""
        return self.rules.leans.search(text) is not None

    def is_aside(self, text: str) -> bool:
        """Whether a text is about the paper it stands in, the shop or the order."""
        return self.rules.aside.search(text) is not None


@cache
def load_chain_words() -> ChainWords:
    """The shipped rules. Raises `RulesInvalid`."""
    try:
        raw = (files(__package__) / WORDS_FILE).read_bytes()
        return ChainWords(_ChainsFile.model_validate(read_yaml(raw)), sha256(raw).hexdigest()[:12])
    except (yaml.YAMLError, ValidationError, re.error) as error:
        raise RulesInvalid(f"{WORDS_FILE}: {error}", file=WORDS_FILE, detail=str(error)) from error
