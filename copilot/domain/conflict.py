"""Sources that disagree about one fact, and what a person decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from copilot.domain.evidence import Fact


class Verdict(StrEnum):
    """What a person says of a conflict."""

    RIGHT = "right"
    """One side is right, the others are wrong."""
    BOTH = "both"
    """All hold; they differ in something the documents do not say."""
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says. `amounts` are the values of `facts` made comparable, in the same order."""

    key: str
    facts: tuple[Fact, ...]
    amounts: tuple[str, ...]

    @property
    def document(self) -> str:
        """The name of the document that says so."""
        return self.facts[0].source.document

    @property
    def said(self) -> str:
        """The values as the document writes them: `239 元/只 / 259 元/只`."""
        return " / ".join(dict.fromkeys(f"{f.value} {f.unit}".strip() for f in self.facts))


@dataclass(frozen=True, slots=True)
class Conflict:
    """At least two sides that give different values for one product's field under the same condition and days.

    `id` is made of what the sources say: when one of them says something else, it is another conflict.
    """

    id: str
    product: str
    field: str
    sides: tuple[Side, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all sides."""
        return tuple(fact for side in self.sides for fact in side.facts)

    def side(self, key: str) -> Side | None:
        """The side called `key`, or None."""
        return next((s for s in self.sides if s.key == key), None)

    def alive(self, at: date) -> bool:
        """Whether at least two sides hold on `at` or later, so that there is still something to settle."""
        return sum(any(f.valid_to is None or f.valid_to >= at for f in s.facts) for s in self.sides) > 1

    def in_force(self, at: date) -> bool:
        """Whether at least two sides hold on `at`."""
        return sum(any(f.in_force(at) for f in s.facts) for s in self.sides) > 1

    def told(self) -> str:
        """Who says what: `价格表.xlsx 399 元, 手册.docx 369 元`."""
        return ", ".join(f"{side.document} {side.said}" for side in self.sides)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A decision about a conflict. `right` is the key of the side that is right, where one is."""

    conflict_id: str
    product: str
    field: str
    verdict: Verdict
    right: str = ""
    why: str = ""
    by: str = ""
    at: datetime | None = None
    undone_by: str = ""
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Disputes:
    """Every conflict among a brand's facts and the decisions that still apply, by the conflict's id."""

    conflicts: tuple[Conflict, ...] = ()
    settled: Mapping[str, Settlement] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Conflict, ...]:
        """The conflicts nobody has settled."""
        return tuple(c for c in self.conflicts if c.id not in self.settled)

    @property
    def doubtful(self) -> frozenset[Fact]:
        """Facts that are not certain until someone settles."""
        return frozenset(fact for conflict in self.open for fact in conflict.facts)

    @property
    def wrong(self) -> frozenset[Fact]:
        """Facts that a person decided against."""
        return frozenset(
            fact for c in self.conflicts if (decision := self.settled.get(c.id)) for fact in _wrong(c, decision)
        )

    @property
    def confirmed(self) -> frozenset[Fact]:
        """Facts of settled conflicts that hold."""
        settled = frozenset(fact for c in self.conflicts if c.id in self.settled for fact in c.facts)
        return settled - self.wrong - self.doubtful


@dataclass(frozen=True)
class KnownFacts:
    """All live facts of a brand, of every date, with what its sources dispute."""

    all: tuple[Fact, ...] = ()
    disputes: Disputes = Disputes()

    @cached_property
    def standing(self) -> tuple[Fact, ...]:
        """The facts nobody decided against."""
        wrong = self.disputes.wrong
        return tuple(f for f in self.all if f not in wrong) if wrong else self.all


def _wrong(conflict: Conflict, decision: Settlement) -> list[Fact]:
    if decision.verdict is Verdict.BOTH:
        return []
    side = conflict.side(decision.right) if decision.verdict is Verdict.RIGHT else None
    right = set(side.amounts) if side else set()
    return [f for s in conflict.sides for f, amount in zip(s.facts, s.amounts, strict=True) if amount not in right]
