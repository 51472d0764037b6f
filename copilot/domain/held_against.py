"""What a text was held against when it was checked, for whoever has to answer for it later."""

from dataclasses import dataclass
from datetime import date

from copilot.domain.brand import Category
from copilot.domain.channel import Channel


@dataclass(frozen=True, slots=True)
class DocumentRead:
    """A version of one of the brand's documents."""

    name: str
    version: int


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """The brand's facts, the passages nearest to the text, and the rules, as they were on `at`."""

    brand: str
    category: Category
    channel: Channel
    product: str | None
    at: date
    facts: int
    passages: int
    documents: tuple[DocumentRead, ...]
    """Those that the facts and passages were read from, by name."""
    rules: str
    """The version of the rules, the brand's own changes included."""
