"""What was really sent of a suggested reply, what came of it, and what that adds up to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.domain.conversation import Move
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language

OFFLINE_PROMPT = "offline"
"""Stands for the prompt of a text that no model wrote."""
SMALL = 10
"""Below so many cases a share is told as “3 of 4”: a percentage would promise more than is known."""


class Outcome(StrEnum):
    """What the customer did after it, as the rep marks it."""

    REPLIED = "replied"
    BOUGHT = "bought"
    SILENT = "silent"
    STOP = "stop"

    @property
    def good(self) -> bool:
        """Whether the conversation went on."""
        return self in (Outcome.REPLIED, Outcome.BOUGHT)


class Aspect(StrEnum):
    """What figures can be told apart by."""

    STEP = "step"
    MOVE = "move"
    SEGMENT = "segment"
    PERSONA = "persona"
    PROMPT = "prompt"


@dataclass(frozen=True, slots=True)
class Lesson:
    """The part of a sending that others may learn from: all of it without personal data.

    `said` are the customer's words that it answers.
    """

    said: str = ""
    suggested: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """One reply that a person sent. `variant` counts from 1; `suggested` is that variant as it was first written,
    `text` what went out, both without `[n]` marks."""

    id: int
    brand_id: str
    draft_id: str
    variant: int
    suggested: str
    text: str
    edited: float
    """Share of characters that the person changed, 0..1; 0 is sent as suggested."""
    at: datetime
    outcome: Outcome | None = None
    customer_id: str | None = None
    node: Node = Node.CONVERT
    step: Step | None = None
    move: Move | None = None
    segment_id: str | None = None
    persona_id: str | None = None
    prompt: str = OFFLINE_PROMPT
    """Id and version of the prompt, such as `reply 2`."""
    language: Language = Language.ZH
    lesson: Lesson = Lesson()


@dataclass(frozen=True, slots=True)
class Figure:
    """What sendings of one group add up to. `group` is "" for those without a value, and for all together."""

    group: str
    sent: int
    as_suggested: int
    edited: float
    """Mean share of changed characters, 0..1."""
    replied: int = 0
    bought: int = 0
    silent: int = 0
    stop: int = 0

    @property
    def marked(self) -> int:
        """How many have an outcome."""
        return self.replied + self.bought + self.silent + self.stop

    def with_outcome(self, outcome: Outcome) -> int:
        """How many have that outcome."""
        counts = {
            Outcome.REPLIED: self.replied,
            Outcome.BOUGHT: self.bought,
            Outcome.SILENT: self.silent,
            Outcome.STOP: self.stop,
        }
        return counts[outcome]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period: all together, and by one aspect, the most sent first."""

    total: Figure
    groups: tuple[Figure, ...] = ()
