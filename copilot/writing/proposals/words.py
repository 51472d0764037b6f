"""What proposals know of words: ordinary ones, habits of the genre, cues; data in `words.yaml`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from copilot.domain.language import Language
from copilot.yaml_text import read_yaml


def _whole_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


Words = Annotated[frozenset[str], BeforeValidator(_whole_words)]
AnyOf = Annotated[re.Pattern[str], BeforeValidator(_any_of)]


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Lengths(_Read):
    """Up to which length a sentence is short, and from which it is long."""

    short_sentence: int
    long_sentence: int


class ToneWords(_Read):
    """How a rhythm is put into words."""

    short: str
    middle: str
    long: str
    post: str
    lines: str
    one_line: str
    quiet: str
    loud: str
    asks: str
    no_emoji: str
    some_emoji: str
    much_emoji: str
    between: str


class SegmentCues(_Read):
    """What gives away of what kind a customer's clause is."""

    situation: AnyOf
    pains: AnyOf
    convinces: AnyOf
    repels: AnyOf


class ProposalWords(_Read):
    """One language of `words.yaml`."""

    ordinary: Words
    loose_ends: Words
    """At which no turn of phrase ends."""
    calls: AnyOf
    about_self: AnyOf
    determiners: Words
    """What stands before a noun, where no dictionary knows nouns."""
    never: tuple[str, ...]
    units: Lengths
    tone: ToneWords
    segment: SegmentCues


@cache
def proposal_words(language: Language) -> ProposalWords:
    """The words of that language."""
    data = read_yaml((files(__package__) / "words.yaml").read_text("utf-8"))
    return ProposalWords.model_validate(data[language.value])


@dataclass(frozen=True, slots=True)
class VoiceForms:
    """Forms of address, particles and emoji, as checking knows them. `compounds` are other words with the same signs."""

    address: re.Pattern[str]
    compounds: re.Pattern[str]
    common: frozenset[str]
    particles: re.Pattern[str]
    plain_particles: frozenset[str]
    emoji: re.Pattern[str]
