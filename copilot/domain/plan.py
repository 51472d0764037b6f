"""A plan for some weeks: what was asked for, the slots, what stands against it, and what it covers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from copilot.domain.calendar import Audience, Offer, Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language

MOST_WEEKS = 13


class Goal(StrEnum):
    """What the weeks are for."""

    ORDINARY = "ordinary"
    LAUNCH = "launch"
    CLEAR_STOCK = "clear_stock"
    WIN_BACK = "win_back"
    MEMBERS_DAY = "members_day"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class PlannedFor:
    """An audience and the channels it is spoken to on."""

    audience: Audience
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What a person asks for. `day` is the launch or members' day; without one the planner chooses."""

    goal: Goal
    start: date
    weeks: int
    audiences: tuple[PlannedFor, ...]
    personas: tuple[str, ...] = ()
    """Ids."""
    products: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    day: date | None = None
    live_weekday: int | None = None
    """0 is Monday; None for no weekly live."""
    newcomers: bool = False
    """Whether each audience is new and gets the days 0, 1, 3 and 7."""
    language: Language = Language.ZH

    @property
    def end(self) -> date:
        """The last day, inclusive."""
        return self.start + timedelta(days=7 * self.weeks - 1)


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """Something that stands against a plan, or should be known before it is accepted. A `block` keeps it from being
    accepted. `code` names the sentence, `facts` fill it."""

    code: str
    severity: Severity
    slots: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How often an audience hears from a node and, in `convert`, a step within one week (its Monday)."""

    audience_id: str
    week: date
    node: Node
    step: Step | None
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is told to whom in which week; `thin` are the places where nothing is, though the plan is long enough."""

    cells: tuple[CoverageCell, ...]
    thin: tuple[CoverageCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Slots for a request, in order of day and time."""

    id: str
    brand_id: str
    request: PlanRequest
    slots: tuple[Slot, ...]
    made_at: datetime
    made_by: str = ""
    warnings: tuple[PlanWarning, ...] = ()
    accepted: bool = False
    part_of: str | None = None
    """The accepted plan of which this makes a part again; its items count as that plan's."""
    replaces: Mapping[str, int] = field(default_factory=dict)
    """Ids of the items it takes the place of when it is accepted, with the versions nobody had worked on."""
