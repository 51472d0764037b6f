"""The tables a reader goes by, with their patterns made ready once."""

import re
from functools import cache

from pydantic import field_validator

from copilot.conversation.meanings import About
from copilot.conversation.tables import Table, load_table
from copilot.domain.conversation import Escalation, Objection


def _pattern(value: object) -> object:
    return re.compile(value, re.IGNORECASE | re.MULTILINE) if isinstance(value, str) else value


class Sign(Table):
    """Words that speak for one meaning (or, with a negative weight, against it)."""

    about: About
    weight: float
    pattern: re.Pattern[str]

    _ready = field_validator("pattern", mode="before")(_pattern)


class MoodSign(Table):
    """Words that show a mood."""

    mood: str
    pattern: re.Pattern[str]

    _ready = field_validator("pattern", mode="before")(_pattern)


class ReadingTable(Table):
    """data/reading.yaml."""

    meaning_weight: float
    nearest: int
    context_weight: float
    blocks_bonus: dict[About, float]
    prior: dict[About, float]
    signs: tuple[Sign, ...]
    order_signs: tuple[str, ...]
    order_turns: int
    asked_need: re.Pattern[str]
    asked_order: re.Pattern[str]
    answer_bonus: float
    asks_bonus: float
    in_order_bonus: float
    weak_confidence: float
    moods: tuple[MoodSign, ...]

    _ready = field_validator("asked_need", "asked_order", mode="before")(_pattern)


class ObjectionSign(Table):
    """Words that hold a customer back."""

    kind: Objection
    pattern: re.Pattern[str]

    _ready = field_validator("pattern", mode="before")(_pattern)


class EscalationSign(Table):
    """Words for which a person should take over."""

    kind: Escalation
    pattern: re.Pattern[str]

    _ready = field_validator("pattern", mode="before")(_pattern)


class SignalTable(Table):
    """data/signals.yaml."""

    objections: tuple[ObjectionSign, ...]
    stop: re.Pattern[str]
    not_stop: re.Pattern[str]
    escalations: tuple[EscalationSign, ...]
    promises: re.Pattern[str]
    puts_off: re.Pattern[str]
    alternative: re.Pattern[str]
    kept: re.Pattern[str]
    question_marks: re.Pattern[str]
    question_words: re.Pattern[str]
    question_words_en: re.Pattern[str]
    not_question: re.Pattern[str]
    advice: re.Pattern[str]

    _ready = field_validator(
        "stop", "not_stop", "promises", "puts_off", "alternative", "kept", "question_marks", "question_words", "question_words_en", "not_question", "advice",
        mode="before",
    )(_pattern)  # fmt: skip


@cache
def reading_table() -> ReadingTable:
    """The table of where a customer stands."""
    return load_table("reading", ReadingTable)


@cache
def signal_table() -> SignalTable:
    """The table of objections, escalations, promises and questions."""
    return load_table("signals", SignalTable)
