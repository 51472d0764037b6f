"""What a plan meant to say against what went out, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ShareOf(StrEnum):
    """What items are grouped by."""

    ALL = "all"
    PROMOTION = "promotion"
    NODE = "node"
    STEP = "step"
    CHANNEL = "channel"
    PURPOSE = "purpose"


@dataclass(frozen=True, slots=True)
class Results:
    """Sums over items sent whose result somebody noted; None where nobody noted any."""

    noted: int = 0
    """How many items have any result."""
    reached: int | None = None
    replies: int | None = None
    orders: int | None = None
    muted: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One group of items, such as those on a channel. Shares are of all planned, and of all sent, in the same stretch;
    0 where there are none."""

    of: ShareOf
    name: str
    planned: int
    sent: int
    planned_share: float
    sent_share: float
    results: Results = Results()


@dataclass(frozen=True, slots=True)
class AudienceWeek:
    """What an audience was to hear and heard in one calendar week (its Monday)."""

    audience_id: str
    week: date
    shares: tuple[Share, ...]

    def get(self, of: ShareOf, name: str) -> Share | None:
        """One of its shares."""
        return next((share for share in self.shares if share.of is of and share.name == name), None)


@dataclass(frozen=True, slots=True)
class Shares:
    """Over everybody and all weeks, by audience, and by audience and week."""

    total: tuple[Share, ...]
    audiences: Mapping[str, tuple[Share, ...]] = field(default_factory=dict)
    weeks: tuple[AudienceWeek, ...] = ()
