"""Understands a question that names no product from the turns before it: “那个有小一点的吗”, “does it come smaller?”"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from copilot.domain.brand import Product
from copilot.domain.conversation import Speaker, Turn
from copilot.errors import RulesInvalid
from copilot.knowledge.models import kinds_named, siblings
from copilot.knowledge.search.naming import products_named
from copilot.yaml_text import read_yaml

WORDS_FILE = "followup.yaml"
TURNS_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it is meant: about which product (None: none in particular), and with its topic in words."""

    text: str
    product: str | None = None
    leans: bool = False
    """Whether it was understood from what came before."""


def follow_up(text: str, before: Sequence[Turn], products: Sequence[Product]) -> FollowUp:
    """What `text` asks after the turns `before` it, which may be of either side.

    A question that names a product, or a kind of product other than the one last spoken of, stays as it is.
    """
    words = load_followup_words()
    before = before[-TURNS_LOOKED_AT:]
    if not before or products_named(text, products) or not _leans(text, words):
        return FollowUp(text)
    mentioned = [name for turn in before for name in products_named(turn.text, products)]
    if not mentioned:
        return FollowUp(_with_topic(text, before, words), leans=True)
    product = _another(mentioned, products) if words.another.search(text) else mentioned[-1]
    if product is None or kinds_named(text, products) - kinds_named(product, products):
        return FollowUp(text)
    return FollowUp(_with_topic(text, before, words), product, leans=True)


def _leans(text: str, words: "FollowUpWords") -> bool:
    if words.points_back.search(text) or words.another.search(text):
        return True
    short = len(text.split()) <= words.short_words if text.isascii() else len(text.strip()) <= words.short_characters
    return short and not words.anew.search(text) and bool(words.leans.search(text.strip()))


def _another(mentioned: Sequence[str], products: Sequence[Product]) -> str | None:
    """Not the one last spoken of: the one before it, else the only other model of its family."""
    current = mentioned[-1]
    earlier = [name for name in mentioned if name != current]
    if earlier:
        return earlier[-1]
    family = siblings(current, products)
    return family[0] if len(family) == 1 else None


def _with_topic(text: str, before: Sequence[Turn], words: "FollowUpWords") -> str:
    """The question, with what the last question of the customer was about where it says nothing of its own."""
    if any(topic.search(text) for topic in words.topics):
        return text
    asked = [t.text for t in reversed(before) if t.speaker is Speaker.CUSTOMER]
    found = (match[0] for said in asked for topic in words.topics if (match := topic.search(said)))
    topic = next(found, "") if words.another.search(text) or _bare(text) else ""
    return f"{text} {topic}".strip()


def _bare(text: str) -> bool:
    """A question such as “那呢” or “and that one?” that holds no word of its own."""
    return len(re.sub(r"[\W那这个款呢吗的]|\b(?:and|that|this|one|the|it|how|what|about)\b", "", text.lower())) <= 1


class FollowUpWords(BaseModel):
    """followup.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    points_back: re.Pattern[str]
    another: re.Pattern[str]
    leans: re.Pattern[str]
    anew: re.Pattern[str]
    short_characters: int
    short_words: int
    topics: tuple[re.Pattern[str], ...]

    @field_validator("points_back", "another", "leans", "anew", mode="before")
    @classmethod
    def _ready(cls, value: object) -> object:
        return re.compile(value, re.IGNORECASE) if isinstance(value, str) else value

    @field_validator("topics", mode="before")
    @classmethod
    def _all_ready(cls, value: object) -> object:
        return tuple(re.compile(v, re.IGNORECASE) for v in value) if isinstance(value, list) else value


@cache
def load_followup_words() -> FollowUpWords:
    """The shipped words. Raises `RulesInvalid`."""
    try:
        return FollowUpWords.model_validate(read_yaml((files(__package__) / WORDS_FILE).read_text("utf-8")))
    except (yaml.YAMLError, ValidationError, re.error) as error:
        raise RulesInvalid(f"{WORDS_FILE}: {error}", file=WORDS_FILE, detail=str(error)) from error
