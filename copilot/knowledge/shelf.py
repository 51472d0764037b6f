"""The passages one text may stand on, as they are taken: each once, none that a date or another source has overtaken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from copilot.domain.draft import Brief
from copilot.domain.evidence import Fact, Passage
from copilot.knowledge.conflicts import states
from copilot.knowledge.evidence_words import is_internal
from copilot.knowledge.fact_choice import repeats_any, repeats_fact, was_read_from
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.search.sameness import Said
from copilot.knowledge.search.validity import in_force


@dataclass(slots=True)
class Shelf:
    """Passages taken so far, each once, none that says what another says or that a date has overtaken."""

    brief: Brief
    facts: Sequence[Fact]
    uncertain: frozenset[Fact] = frozenset()
    """Facts that sources dispute, or that were decided against: no passage that states one is taken."""
    withheld: set[Fact] = field(default_factory=set)
    """Those of them that kept a passage away."""
    only: tuple[str, ...] = ()
    """Where given, passages about other products alone are not taken."""
    taken: list[Passage] = field(default_factory=list)
    near: dict[str, tuple[float, str]] = field(default_factory=dict)
    """By passage id: how near the question it answers is to the customer's words, and to which question of theirs."""
    said: Said = field(default_factory=Said)
    _over: tuple[Fact, ...] = field(init=False)
    """The facts that do not hold on the brief's day: a passage that repeats one is stale."""

    def __post_init__(self) -> None:
        self._over = tuple(fact for fact in self.facts if not fact.in_force(self.brief.at))

    def take(self, passages: Iterator[Passage], most: int) -> None:
        """Take up to `most` of `passages` in their order."""
        for passage in passages:
            if most <= 0:
                return
            if self._usable(passage):
                self.taken.append(passage)
                most -= 1

    def _usable(self, passage: Passage) -> bool:
        return self.fits(passage) and not self.said.again(passage)

    def fits(self, passage: Passage) -> bool:
        """Whether a text for this brief may stand on the passage, whatever else it stands on."""
        if not self.admits(passage):
            return False
        if passage.tag("from") == "chat":
            # What one customer wrote to us in private is never told to another.
            return False
        if is_internal(passage):
            return False
        if not in_force(passage, self.brief.at) or repeats_any(passage, self._over):
            return False
        return not repeats_fact(passage, self.facts)

    def admits(self, passage: Passage) -> bool:
        """Whether a passage is about a product that is spoken of, and states nothing that is not certain."""
        ours = not self.only or passage.product is None or passage.product in self.only
        return ours and not self.withholds(passage)

    def withholds(self, passage: Passage) -> bool:
        """Whether a passage states what is not certain."""
        stated = {fact for fact in self.uncertain if self._states(passage, fact)}
        self.withheld |= stated
        return bool(stated)

    def _states(self, passage: Passage, fact: Fact) -> bool:
        if not states(passage.text, fact):
            return False
        if fact.product in ("", passage.product) or was_read_from(passage, fact):
            return True
        return fact.product in products_named(f"{passage.heading} {passage.text}", self.brief.brand.products)
