"""Choices that look free and are always the same for the same brief."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from copilot.domain.draft import Brief

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dice:
    """Orders options by a hash of the seed, the place of the choice and the option itself."""

    seed: str

    def roll(self, place: str, option: object = "") -> float:
        """A number in 0..1 for this place and option."""
        digest = hashlib.blake2b(f"{self.seed}\0{place}\0{option}".encode(), digest_size=6).digest()
        return int.from_bytes(digest, "big") / 2**48

    def shuffled(self, place: str, options: Sequence[T]) -> list[T]:
        """The options in the order this seed gives them."""
        return sorted(options, key=lambda option: self.roll(place, option))

    def one(self, place: str, options: Sequence[T]) -> T:
        """One of the options; there must be at least one."""
        return min(options, key=lambda option: self.roll(place, option))


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
