"""A rule that ships, as a person reads it in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from copilot.domain.brand import Category
from copilot.domain.channel import Reach
from copilot.domain.draft import Severity


@dataclass(frozen=True, slots=True)
class LawfulContext:
    """A context in which the words pass. `categories` are the trades it holds for; empty: all."""

    id: str
    basis: str
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class ShippedRule:
    """What a rule is called, what it says, why, and where it holds; what a sentence quotes stands as `…`.

    `categories` are the only trades it speaks to (empty: all but `not_categories`), `reaches` how far a text must travel
    for it to speak (empty: any), `weighed` the trades in which it weighs otherwise.
    """

    id: str
    title: str
    kind: str
    severity: Mapping[Reach, Severity]
    basis: str
    source: str
    message: str
    suggestion: str
    categories: tuple[Category, ...] = ()
    not_categories: tuple[Category, ...] = ()
    reaches: tuple[Reach, ...] = ()
    weighed: tuple[tuple[Category, Mapping[Reach, Severity]], ...] = ()
    contexts: tuple[LawfulContext, ...] = ()

    def speaks_to(self, category: Category) -> bool:
        """Whether it holds for brands of that trade."""
        return (not self.categories or category in self.categories) and category not in self.not_categories

    def severity_for(self, category: Category) -> Mapping[Reach, Severity]:
        """How it weighs in that trade."""
        return next((by_reach for trade, by_reach in self.weighed if trade is category), self.severity)
