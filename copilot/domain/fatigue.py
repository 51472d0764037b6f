"""Trust and fatigue: what a group heard week by week, how it took it, and whether it is turning into an advertising
channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from copilot.domain.calendar import Item
from copilot.domain.text_form import InBoth


class ListenerKind(StrEnum):
    """Whose fatigue is looked at."""

    AUDIENCE = "audience"
    SEGMENT = "segment"
    """All audiences of a segment, and the replies that went to its customers one by one."""


@dataclass(frozen=True, slots=True)
class Listener:
    """An audience or a segment. `size` is the number of people, None where nobody said."""

    kind: ListenerKind
    id: str
    name: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class WeekNote:
    """What somebody typed about an audience's week (its Monday). None is not counted, which is not 0."""

    audience_id: str
    week: date
    left: int | None = None
    """Who left the group or unfollowed."""
    deleted: int | None = None
    """Who deleted or blocked the sender."""
    complaints: int | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HeardWeek:
    """One week (its Monday) of a listener. Counts are None where nobody counted. `items` are those that went out."""

    week: date
    items: tuple[Item, ...] = ()
    chats: int = 0
    """Replies one by one; they are no part of `sent`."""
    reached: int | None = None
    replies: int | None = None
    muted: int | None = None
    """Left, muted or asked to stop, as noted at the items, and stops in chats."""
    left: int | None = None
    deleted: int | None = None
    complaints: int | None = None

    @property
    def sent(self) -> int:
        """How many items went out."""
        return len(self.items)

    @property
    def promotions(self) -> int:
        """How many of them sell."""
        return sum(item.slot.promotes for item in self.items)

    @property
    def promotion_share(self) -> float | None:
        """`promotions` / `sent`; None where nothing went out."""
        return self.promotions / self.sent if self.items else None

    @property
    def reply_rate(self) -> float | None:
        """`replies` / `reached`; None where either is not known."""
        return self.replies / self.reached if self.reached and self.replies is not None else None

    @property
    def gone(self) -> int | None:
        """Everybody who turned away: typed leavings and deletions, or where nobody typed any, those noted at the items."""
        typed = [count for count in (self.left, self.deleted) if count is not None]
        return sum(typed) if typed else self.muted


class Level(StrEnum):
    """How a listener is doing, the best first."""

    UNKNOWN = "unknown"
    """Nothing went out, or nobody said so."""
    CALM = "calm"
    WATCH = "watch"
    """One sign; it may have another cause."""
    CHANNEL = "channel"
    """Turning into an advertising channel."""


class SignKind(StrEnum):
    """What shows fatigue."""

    PROMOTION = "promotion"
    REPLIES = "replies"
    GONE = "gone"
    COMPLAINTS = "complaints"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: `now` in the recent weeks against `usual`, the listener's own before them, or a rule of thumb where
    `own` is false. Shares are 0..1 for promotion and replies, people a week for the others."""

    kind: SignKind
    now: float
    usual: float
    own: bool
    base: int
    """How many items (promotion), people reached (replies) or weeks it is reckoned on."""
    why: InBoth
    source: InBoth
    """What the threshold stands on."""
    count: int = 0
    """How many of `base` sell (promotion)."""

    @property
    def shown_now(self) -> str:
        """`now` as people read it."""
        return self._shown(self.now)

    @property
    def shown_usual(self) -> str:
        """`usual` as people read it."""
        return self._shown(self.usual)

    def _shown(self, value: float) -> str:
        if self.kind in (SignKind.PROMOTION, SignKind.REPLIES):
            return f"{value:.0%}" if value >= 0.1 else f"{100 * value:.2g}%"
        return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Fatigue:
    """How a listener took the last weeks. `recent` is how many of the weeks, the newest, are looked at; those before are
    the baseline. `did_it` are the items that sold in the recent weeks, those with the worst echo first."""

    listener: Listener
    weeks: tuple[HeardWeek, ...]
    recent: int
    level: Level = Level.UNKNOWN
    signs: tuple[Sign, ...] = ()
    did_it: tuple[Item, ...] = ()
    baseline_weeks: int = 0
    """How many weeks before have anything in them."""


@dataclass(frozen=True, slots=True)
class QuietWeek:
    """A week (its Monday) in which an audience is sold nothing: `plan_id` is the plan of what it hears instead, None for
    nothing; `removed` are the items that are taken out, with the versions they had."""

    id: str
    brand_id: str
    audience_id: str
    week: date
    plan_id: str | None = None
    removed: Mapping[str, int] = field(default_factory=dict)
    by: str = ""
    at: datetime | None = None
    taken: bool = False
    undone: bool = False
