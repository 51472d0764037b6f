"""Whose voice a text is in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Persona:
    """A person (or a role played by one) who writes to customers, and how they sound."""

    id: str
    name: str
    who: str = ""
    tone: str = ""
    address: tuple[str, ...] = ()
    """How they address readers: 您, 你, 姐妹, …"""
    particles: tuple[str, ...] = ()
    """Sentence-final particles they use: 呀, 哈, 呢, …"""
    emoji: tuple[str, ...] = ()
    """Emoji they use; empty means none."""
    pet_words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    """Words this person would never say."""
    topics: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    """Posts they really wrote."""
    version: int = field(default=0, compare=False)
    """Which version of the card it is; 0 where nobody counts."""


def never_words_in(text: str, persona: Persona, part_of_another: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where `text`, in lower case, says what the persona never would; not where `part_of_another` finds the same
    characters within another word (亲 in 母亲)."""
    for word in persona.never:
        yield from (m for m in occurrences(word, text) if not part_of_another.match(text, m.start()))


def occurrences(word: str, text: str) -> Iterator[re.Match[str]]:
    """Where `word` stands in `text`, which is in lower case: anywhere in Chinese, as a whole word in Latin script."""
    lower = re.escape(word.lower())
    if not lower:
        return iter(())
    return re.finditer(rf"(?<![a-z]){lower}(?![a-z])" if word.isascii() else lower, text)
