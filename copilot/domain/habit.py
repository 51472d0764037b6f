"""What a persona's replies become in the hands of the people who send them, as rules for the persona's card."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from copilot.domain.persona import Persona


class HabitKind(StrEnum):
    """What people keep doing to a persona's texts."""

    REMOVED = "removed"
    """A word or emoji is taken out."""
    REPLACED = "replaced"
    """A word gives way to another."""
    READDRESSED = "readdressed"
    """A form of address gives way to another."""
    ADDRESSED = "addressed"
    """A form of address is put in front."""
    OPENED = "opened"
    """A greeting or turn of phrase is put in front."""
    ENDED = "ended"
    """A particle is put at the end of a clause."""


class HabitState(StrEnum):
    """What a person decided about it."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Habit:
    """One rule for one persona's card. `instead` is what a replaced word becomes."""

    persona_id: str
    kind: HabitKind
    word: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class HabitProposal:
    """A habit that was found: done in `times` of the `of` different drafts in which it could have been done, with a
    few texts as suggested and as sent, free of personal data."""

    habit: Habit
    times: int
    of: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HabitDecision:
    """What a person decided about a habit."""

    habit: Habit
    state: HabitState
    by: str
    at: datetime


def with_habits(persona: Persona, habits: Iterable[Habit]) -> Persona:
    """The card with the habits of that persona written into it, each in turn."""
    for habit in habits:
        if habit.persona_id == persona.id:
            persona = _with(persona, habit)
    return persona


def _with(persona: Persona, habit: Habit) -> Persona:
    if habit.kind is HabitKind.ADDRESSED:
        return replace(persona, address=_and(persona.address, habit.word))
    if habit.kind is HabitKind.OPENED:
        return replace(persona, pet_words=_and(persona.pet_words, habit.word))
    if habit.kind is HabitKind.ENDED:
        return replace(persona, particles=_and(persona.particles, habit.word))
    card = _without(persona, habit.word, habit.instead)
    return replace(card, address=_and(card.address, habit.instead)) if habit.kind is HabitKind.READDRESSED else card


def _without(persona: Persona, word: str, instead: str) -> Persona:
    """The card without `word` on any list, `instead` in its place; the word is among those never said.

    A single sign that gives way to another, or that the card lists as an address or a particle (你, 呢), is only taken
    off its list: as a word never said it would be found inside other words.
    """
    only_off = len(word) == 1 and bool(instead or word in (*persona.address, *persona.particles))
    return replace(
        persona,
        address=_swapped(persona.address, word, instead),
        particles=_swapped(persona.particles, word, instead),
        emoji=_swapped(persona.emoji, word, instead),
        pet_words=_swapped(persona.pet_words, word, instead),
        never=persona.never if only_off else _and(persona.never, word),
    )


def _swapped(words: tuple[str, ...], word: str, instead: str) -> tuple[str, ...]:
    put = (instead if w == word else w for w in words)
    return tuple(dict.fromkeys(w for w in put if w))


def _and(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return words if word in words else (*words, word)
