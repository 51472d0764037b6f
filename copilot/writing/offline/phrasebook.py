"""The offline writer's phrases and word lists: read from `phrases/*.yaml`, checked, and handed out by language."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, Field, ValidationError, model_validator

from copilot.domain.calendar import Purpose
from copilot.domain.conversation import Move
from copilot.domain.draft import Angle, Task
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.errors import RulesInvalid
from copilot.writing.offline.sentences import Sentence, sayable_sentences, speak
from copilot.writing.offline.words import Regex, Strict, Words
from copilot.yaml_text import read_yaml

PASSAGES = 2_000
"""Whose sentences are remembered, of each language."""
SENTENCES = 4_000
"""Remembered as they are spoken."""
ITEM_SLOTS = frozenset({"asked", "told", "occasion", "live", "shows", "ends"})
"""Slots filled from an item's place in the calendar: its idea as a question or a sentence to the reader, the day it is for, when the live
stream is and what it shows, when the offer ends."""
TEXT_SLOTS = frozenset({"product", "you", "p", "q", "hey", "pet", "pain", "topic"}) | ITEM_SLOTS
"""Slots filled from the brief."""
EVIDENCE_SLOTS = frozenset(
    [
        "scene",
        "benefit",
        "trouble",
        "fit",
        "weak",
        "voice",
        "voice_bad",
        "proof",
        "brief_answer",
        "answer",
        "asked_answer",
        "story",
        "tip",
        "price",
        "offer",
        "policy",
        "spec",
        "more",
        "split",
        "choices",
        "best_choice",
        "deal",
    ]
)
"""Slots filled from evidence; each brings its `[n]`."""
SLOT = re.compile(r"\{(\w*)\}")
_LIST = re.compile(r"<(\w+)>")


def _checked_pattern(pattern: str) -> str:
    """A pattern with known slots, balanced brackets and no digit: numbers come from evidence only."""
    unknown = [s for s in SLOT.findall(pattern) if s not in TEXT_SLOTS | EVIDENCE_SLOTS]
    bare = _LIST.sub("", SLOT.sub("", pattern))
    if unknown or re.search(r"[{}<>\d\[\]]", bare) or not pattern.strip():
        raise ValueError(f"unknown slot, stray bracket or digit in pattern {pattern!r}")
    return pattern


Pattern = Annotated[str, AfterValidator(_checked_pattern)]


class SellingPhrases(Strict):
    """Selling points: which angles fit a step, what each angle may say, and how a step ends."""

    angles: dict[Step, list[Angle]]
    bodies: dict[Angle, list[Pattern]]
    closers: dict[Step, list[Pattern]]
    thin: dict[Angle, list[Pattern]]
    """What can be said without evidence, by the idea it takes up."""
    short: dict[Angle, list[Pattern]]
    """For forms with room for one clause only."""
    why: dict[Angle, str]
    """What each angle does, for the person who chooses."""


class LongPost(Strict):
    """Paragraphs for channels that have room; the kind's own pattern comes first."""

    middle: list[Pattern]
    ending: list[Pattern]


class PostPhrases(Strict):
    """Posts by kind; which kinds suit a node, most wanted first."""

    kinds: dict[Node, list[Angle]]
    says: dict[Angle, list[Pattern]]
    long: LongPost
    closers: dict[Angle, list[Pattern]]
    thin: dict[Angle, list[Pattern]]
    """What can be said without evidence, by the idea it takes up."""
    short: dict[Angle, list[Pattern]]
    why: dict[Angle, str]


class ItemWords(Strict):
    """How days are said in texts of the calendar, and which ideas can be said to the reader as they are."""

    weekdays: list[str]
    today: str
    tomorrow: str
    day: str
    """`{month}`, `{month_name}`, `{day}`."""
    weekday_of: str
    """`{weekday}`, `{date}`."""
    time_of: str
    """`{day}`, `{time}`."""
    ends_today: str
    ends_later: str
    """`{date}`."""
    asks: Regex
    """An idea that asks."""
    says_stop: str
    clause: Regex
    """Ends a clause of an idea: the last one tells whether it asks."""
    deal: str
    """How an offer's prices are said: `{prices}`."""
    until: str
    """What follows an offer that ends: `{ends}`."""
    terms: Regex
    """What a price's note says about it that a reader has to know."""
    telling: Regex
    """An idea that tells the writer what to do: it is not said to the reader."""


class PurposePhrases(Strict):
    """Texts for one purpose: for an item with a product, for any item, and what needs no evidence."""

    angle: Angle
    why: str
    about: list[Pattern] = Field(default_factory=list)
    any: list[Pattern] = Field(default_factory=list)
    thin: list[Pattern] = Field(min_length=2)
    long: bool = False
    """Whether a channel with room gets more paragraphs."""


class ItemPhrases(Strict):
    """Texts of the calendar, by what they are there for."""

    words: ItemWords
    middle: list[Pattern]
    """Paragraphs for channels that have room."""
    purposes: dict[Purpose, PurposePhrases]

    @model_validator(mode="after")
    def _all_are_there(self) -> "ItemPhrases":
        if missing := [purpose.value for purpose in Purpose if purpose not in self.purposes]:
            raise ValueError(f"purposes without phrases: {missing}")
        wanting = [s for p in self.purposes.values() for t in p.thin for s in SLOT.findall(t) if s in EVIDENCE_SLOTS]
        if wanting:
            raise ValueError(f"thin phrases that need evidence: {wanting}")
        return self


class ReplyPhrases(Strict):
    """Replies by situation (an objection, a stand, a step, `stop`, an escalation) and move."""

    plans: dict[str, list[Move]]
    says: dict[str, dict[Move, list[Pattern]]]
    why: dict[Move, str]


class _File(Strict):
    language: Language
    words: Words | None = None
    lists: dict[str, list[Pattern]] = Field(default_factory=dict)
    selling: SellingPhrases | None = None
    posts: PostPhrases | None = None
    items: ItemPhrases | None = None
    replies: ReplyPhrases | None = None
    warm: dict[str, list[Pattern]] | None = None


class Phrases(Strict):
    """Everything of one language."""

    language: Language
    words: Words
    lists: dict[str, list[Pattern]]
    selling: SellingPhrases
    posts: PostPhrases
    items: ItemPhrases
    replies: ReplyPhrases
    warm: dict[str, list[Pattern]]
    """How a reply that is to be warmer begins, by situation; `any` where a situation has none of its own."""

    @model_validator(mode="after")
    def _lists_exist(self) -> "Phrases":
        """Every `<name>` in any pattern has to be a list, and each task has its other openings."""
        wanted = {f"open_{task}" for task in Task} | set(
            _LIST.findall(self.model_dump_json(include={"lists", "selling", "posts", "items", "replies", "warm"}))
        )
        if missing := wanted - set(self.lists):
            raise ValueError(f"lists that patterns name and nobody wrote: {sorted(missing)}")
        if not self.warm.get("any"):
            raise ValueError("warm has no beginnings for `any` situation")
        return self

    @cached_property
    def address_forms(self) -> re.Pattern[str]:
        """Finds a form of address in a sentence from a document."""
        forms = sorted(self.words.address, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, forms)))

    @cached_property
    def sayable(self) -> Callable[[str], tuple[tuple[int, Sentence], ...]]:
        """The sentences of a passage that can be said, with their places. Passages come again with every brief, so the
        last ones are remembered."""
        return lru_cache(maxsize=PASSAGES)(lambda text: sayable_sentences(text, self.words, self.language))

    @cached_property
    def spoken(self) -> Callable[[str], str]:
        """A sentence in spoken language; those of the last passages are remembered, too."""
        return lru_cache(maxsize=SENTENCES)(lambda text: speak(text, self.words))


@dataclass(frozen=True, slots=True)
class PhraseBook:
    """The phrases of both languages."""

    by_language: dict[Language, Phrases]

    def of(self, language: Language) -> Phrases:
        """The phrases of `language`."""
        return self.by_language[language]


def load_phrases(folder: Traversable | None = None) -> PhraseBook:
    """Read every YAML file of `folder` (default: the ones that ship). Raises `RulesInvalid` naming the file."""
    folder = folder or files(__package__) / "phrases"
    parts: dict[Language, dict[str, Any]] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            _merge(parts, _read(file), file.name)
    book: dict[Language, Phrases] = {}
    for language, part in parts.items():
        try:
            book[language] = Phrases(language=language, **part)
        except ValidationError as error:
            raise RulesInvalid(f"phrases {language}: {error}", file=f"phrases/{language}", detail=str(error)) from error
    return PhraseBook(book)


def _read(file: Traversable) -> _File:
    try:
        return _File.model_validate(read_yaml(file.read_text("utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise RulesInvalid(f"{file.name}: {error}", file=file.name, detail=str(error)) from error


def _merge(parts: dict[Language, dict[str, Any]], read: _File, name: str) -> None:
    part = parts.setdefault(read.language, {"lists": {}})
    if twice := part["lists"].keys() & read.lists.keys():
        raise RulesInvalid(f"{name}: lists written twice {sorted(twice)}", file=name, detail=str(sorted(twice)))
    part["lists"] |= read.lists
    for key in ("words", "selling", "posts", "items", "replies", "warm"):
        if (value := getattr(read, key)) is not None:
            part[key] = value


def slots_in(pattern: str, phrases: Phrases) -> frozenset[str]:
    """The slots every filling of the pattern has: its own, and those all entries of its lists share."""
    found = set(SLOT.findall(pattern))
    for name in _LIST.findall(pattern):
        found |= frozenset.intersection(*(frozenset(SLOT.findall(entry)) for entry in phrases.lists[name]))
    return frozenset(found)
