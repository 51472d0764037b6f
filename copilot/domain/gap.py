"""What people asked and the knowledge could not answer: single questions, and groups of those that mean the same."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.domain.evidence import Role


class GapState(StrEnum):
    """What became of a gap."""

    OPEN = "open"
    ANSWERED = "answered"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question nobody's document answers, without personal data. `task` is a `Task`'s value, or `search`.

    With a `role`, what was missing is evidence of that role, and `text` is the product or topic it is missing for.
    """

    text: str
    task: str
    product: str | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class KnowledgeGap:
    """Questions that mean the same: how often, last when and by which tasks they were asked, in which wordings."""

    id: int
    brand_id: str
    question: str
    product: str | None
    role: Role | None
    state: GapState
    times: int
    last_asked: datetime
    tasks: tuple[tuple[str, int], ...] = ()
    wordings: tuple[str, ...] = ()
    document_id: str | None = None
    """The document that answers it."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that is not in a group yet."""

    id: int
    asked: Unanswered
    asked_at: datetime
