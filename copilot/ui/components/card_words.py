"""How cards of personas and segments are called on a page: fields, entries, who saved them, what changed."""

import re
from collections.abc import Mapping
from typing import Any

from copilot.domain.audience import Segment
from copilot.domain.card import Card, CardKind, CardState, CardVersion, kind_of
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.ui.actor import current_actor
from copilot.ui.components import rule_words
from copilot.ui.moments import moment
from copilot.ui.state import language, say

TEXTS: Mapping[CardKind, tuple[str, ...]] = {CardKind.PERSONA: ("who", "tone"), CardKind.SEGMENT: ("who", "situation")}
LISTS: Mapping[CardKind, tuple[str, ...]] = {
    CardKind.PERSONA: ("address", "particles", "emoji", "pet_words", "topics", "never"),
    CardKind.SEGMENT: ("pains", "words", "convinces", "repels"),
}
SAMPLES = "samples"
_BETWEEN = re.compile(r"[\n、；;]+")
_EMPTY_LINE = re.compile(r"\n[ \t\u3000]*\n")


def fields(kind: CardKind) -> tuple[str, ...]:
    """Everything a person writes on a card, in the order of the form."""
    return ("name", *TEXTS[kind], *LISTS[kind], *((SAMPLES,) if kind is CardKind.PERSONA else ()))


def field_name(field: str) -> str:
    """A field as people call it."""
    return say(f"cards.fields.{field}")


def as_typed(card: Card, field: str) -> str:
    """A field as it stands in the form."""
    value = getattr(card, field)
    if field == SAMPLES:
        return "\n\n".join(value)
    return joined(value) if isinstance(value, tuple) else str(value)


def joined(entries: tuple[str, ...]) -> str:
    """Entries as they are typed and read."""
    return ("、" if language() is Language.ZH else "; ").join(entries)


def typed_card(kind: CardKind, card_id: str, typed: Mapping[str, str]) -> Card:
    """The card that a form holds."""
    texts: dict[str, Any] = {field: typed[field] for field in ("name", *TEXTS[kind])}
    lists: dict[str, Any] = {field: _parted(typed[field], _BETWEEN) for field in LISTS[kind]}
    if kind is CardKind.SEGMENT:
        return Segment(id=card_id, **texts, **lists)
    return Persona(id=card_id, **texts, **lists, samples=_parted(typed[SAMPLES], _EMPTY_LINE))


def different(one: Card, other: Card) -> str:
    """The names of the fields in which two cards of a kind differ."""
    names = [field_name(f) for f in fields(kind_of(one)) if getattr(one, f) != getattr(other, f)]
    return say("cards.between").join(names)


def saved_by(told: CardState | CardVersion) -> str:
    """Who saved it and when, or from which file it is."""
    if told.deed == "learned":
        return say("cards.by_file", name=told.by) if told.by else ""
    when = moment(told.at) if told.at else ""
    return say("cards.saved", who=told.by or say("cards.somebody"), when=when)


def who() -> str:
    """Who is in front of the page: who signed in, else the name people gave."""
    actor = current_actor()
    return rule_words.who() if actor.alone else actor.name


def _parted(text: str, between: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in between.split(text) if part.strip())
