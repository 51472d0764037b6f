"""Choices that look free and are always the same for the same brief."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from copilot.domain.draft import Brief

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dice:
    """Orders options by a hash of the seed, the place of the choice and the option itself."""

    seed: str

    def roll(self, place: str, option: object = "") -> float:
        """A number in 0..1 for this place and option."""
        digest = _begun(self.seed).copy()
        digest.update(f"{place}\0{option}".encode())
        return int.from_bytes(digest.digest(), "big") / 2**48

    def shuffled(self, place: str, options: Sequence[T]) -> list[T]:
        """The options in the order this seed gives them."""
        return sorted(options, key=lambda option: self.roll(place, option))

    def one(self, place: str, options: Sequence[T]) -> T:
        """One of the options; there must be at least one."""
        return min(options, key=lambda option: self.roll(place, option))


@lru_cache(maxsize=64)
def _begun(seed: str) -> "hashlib.blake2b":
    """The hash of a seed, to be gone on with: it holds all that was said before, which is long."""
    return hashlib.blake2b(f"{seed}\0".encode(), digest_size=6)


def dice_for(brief: Brief) -> Dice:
    """The dice of a brief: another day, product, customer's word or text already said throws another number."""
    turns = [turn.text for turn in brief.conversation.turns] if brief.conversation else []
    parts = [
        brief.task,
        brief.brand.id,
        brief.language,
        brief.at.isoformat(),
        brief.channel,
        brief.node,
        brief.step,
        brief.product,
        brief.topic,
        brief.segment.id if brief.segment else "",
        brief.persona.id if brief.persona else "",
        *turns,
        *brief.said,
    ]
    return Dice("\0".join(str(part) for part in parts))
