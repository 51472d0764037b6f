"""Whether private domain helps a brand: questions in plain words, what was answered by whom, and what this comes to at
each node of the butterfly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.domain.ladder import Node
from copilot.domain.text_form import InBoth


class Measure(StrEnum):
    """What is known of a brand already, and answers a question until a person does."""

    CATEGORY = "category"
    GAP_DAYS = "gap_days"
    """The median of days between two orders, of customers with at least two."""
    REPEAT_SHARE = "repeat_share"
    """Of customers with an order, the part with at least two."""
    REACHABLE = "reachable"
    """Customers who said no stop and refused nothing."""
    PRICE = "price"
    """The median of the list prices in force today, one for each product."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, and of how many customers or products."""

    value: float
    of: int


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose. `points` are what it gives each node; `why` says for what reason."""

    id: str
    name: InBoth
    points: Mapping[Node, int]
    why: InBoth
    rules_out: frozenset[Node] = frozenset()
    """Nodes at which private domain does not help with this answer, whatever else holds."""

    @property
    def stops(self) -> bool:
        """Whether it rules out every node."""
        return self.rules_out >= set(Node)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers. `change` says what would have to be true for more points, "" where nobody can change
    it."""

    id: str
    ask: InBoth
    help: InBoth
    why: InBoth
    source: InBoth
    options: tuple[Option, ...]
    change: InBoth | None = None

    def option(self, option_id: str) -> Option | None:
        """The answer of that id."""
        return next((one for one in self.options if one.id == option_id), None)

    def most(self, node: Node) -> int:
        """The most points an answer gives the node."""
        return max(one.points.get(node, 0) for one in self.options)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered; the newest of a question counts. An `option_id` of "" takes the answer back."""

    question_id: str
    option_id: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that follows from what is there: measured, or from the category (`measured` is None)."""

    option_id: str
    measure: Measure
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it stands: a person's answer goes before what is proposed; `option` is None where there is neither."""

    question: Question
    option: Option | None = None
    answer: Answer | None = None
    proposal: Proposal | None = None


class Verdict(StrEnum):
    """Whether private domain helps at a node, or at all."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    """Too few questions are answered to say."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one answer gives a node, of the most that question can give it."""

    answered: Answered
    points: int
    most: int

    @property
    def lost(self) -> int:
        """The points that another answer would give more."""
        return self.most - self.points


@dataclass(frozen=True, slots=True)
class NodeFit:
    """Private domain at one node: `score` of `most` points from `len(parts)` answers; `open` questions that bear on it are
    not answered and count on neither side."""

    node: Node
    verdict: Verdict
    score: int
    most: int
    parts: tuple[Part, ...]
    open: tuple[Question, ...]
    stopped: Option | None = None
    """The answer that rules it out."""

    @property
    def share(self) -> float | None:
        """The part of the points that were to be had; None where nothing is answered."""
        return self.score / self.most if self.most else None

    @property
    def for_it(self) -> tuple[Part, ...]:
        """What speaks for it most, the weightiest first."""
        strong = [one for one in self.parts if one.points > one.lost]
        return tuple(sorted(strong, key=lambda one: -one.points))

    @property
    def against_it(self) -> tuple[Part, ...]:
        """What speaks against it most, the weightiest first."""
        weak = [one for one in self.parts if one.lost and one.lost >= one.points]
        return tuple(sorted(weak, key=lambda one: -one.lost))

    @property
    def why(self) -> InBoth | None:
        """The weightiest reason for the verdict; None where there is none yet."""
        if self.stopped:
            return self.stopped.why
        if self.verdict is Verdict.UNKNOWN:
            return None
        sides = (self.for_it, self.against_it) if self.verdict is Verdict.YES else (self.against_it, self.for_it)
        first = next((part for side in sides for part in side), None)
        return first.answered.option.why if first and first.answered.option else None

    @property
    def conditions(self) -> tuple[InBoth, ...]:
        """What would have to be true, of that which somebody can change, the weightiest first."""
        lossy = sorted((one for one in self.parts if one.lost), key=lambda one: -one.lost)
        return tuple(one.answered.question.change for one in lossy if one.answered.question.change)


@dataclass(frozen=True, slots=True)
class Fit:
    """Where a brand stands: every question, and every node."""

    answered: tuple[Answered, ...]
    nodes: tuple[NodeFit, ...]
    verdict: Verdict
    stopped: Option | None = None

    @property
    def by_people(self) -> int:
        """How many questions a person answered."""
        return sum(one.answer is not None for one in self.answered)

    @property
    def proposed(self) -> int:
        """How many answers are only proposed."""
        return sum(one.option is not None and one.answer is None for one in self.answered)

    @property
    def open(self) -> tuple[Question, ...]:
        """Questions without any answer."""
        return tuple(one.question for one in self.answered if one.option is None)

    def node(self, node: Node) -> NodeFit:
        """The fit at that node."""
        return next(one for one in self.nodes if one.node is node)

    def option_of(self, question_id: str) -> str:
        """The id of the answer that holds for a question, "" where there is none."""
        found = next((one for one in self.answered if one.question.id == question_id), None)
        return found.option.id if found and found.option else ""
