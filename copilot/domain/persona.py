"""Whose voice a text is in."""

from dataclasses import dataclass


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
