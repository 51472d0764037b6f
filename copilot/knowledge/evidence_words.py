"""Words that evidence goes by: which passages are notes among colleagues, and what doubt wants to hear besides."""

import re
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from copilot.domain.evidence import Passage
from copilot.domain.language import Language
from copilot.errors import RulesInvalid
from copilot.yaml_text import read_yaml

WORDS_FILE = "evidence.yaml"


class EvidenceWords(BaseModel):
    """evidence.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    internal_notes: tuple[re.Pattern[str], ...]
    measures: re.Pattern[str]
    assurances: dict[Language, str]
    grammar: frozenset[str]
    requests: re.Pattern[str]
    prices: re.Pattern[str]

    @field_validator("grammar", mode="before")
    @classmethod
    def _characters(cls, value: object) -> object:
        return frozenset(value) if isinstance(value, str) else value

    @field_validator("measures", "requests", "prices", mode="before")
    @classmethod
    def _ready_one(cls, value: object) -> object:
        return re.compile(value, re.IGNORECASE) if isinstance(value, str) else value

    @field_validator("internal_notes", mode="before")
    @classmethod
    def _ready(cls, value: object) -> object:
        return tuple(re.compile(v, re.IGNORECASE) for v in value) if isinstance(value, list) else value


def is_internal(passage: Passage) -> bool:
    """Whether a passage speaks to colleagues about the paper it stands in, or tells them what to say."""
    return any(pattern.search(passage.text) for pattern in load_words().internal_notes)


def speaks_of_another_case(script: str, its_question: str, said: str) -> bool:
    """Whether a script repeats a measure of its own question (“四岁可以…”) that this customer never said."""
    measures = load_words().measures
    echoed = set(measures.findall(its_question)) & set(measures.findall(script))
    return not echoed <= set(measures.findall(said))


def asks_for_prices(topic: str) -> bool:
    """Whether a topic is about prices or offers."""
    return load_words().prices.search(topic) is not None


def requested(said: str) -> str:
    """The first clause that asks for something to be told, though it has not the form of a question; else nothing."""
    clauses = (clause.strip() for clause in re.split(r"[，。！；,;!\n]|\.(?:\s|$)", said))
    return next((clause for clause in clauses if load_words().requests.search(clause)), "")


@cache
def load_words() -> EvidenceWords:
    """The shipped words. Raises `RulesInvalid`."""
    try:
        return EvidenceWords.model_validate(read_yaml((files(__package__) / WORDS_FILE).read_text("utf-8")))
    except (yaml.YAMLError, ValidationError, re.error) as error:
        raise RulesInvalid(f"{WORDS_FILE}: {error}", file=WORDS_FILE, detail=str(error)) from error
