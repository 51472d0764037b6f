"""The content calendar: who is told what, where and when, and how far each item is on its way out."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step


class AudienceKind(StrEnum):
    """What an audience is made of."""

    GROUP = "group"
    """A chat group, such as 新客2群."""
    SEGMENT = "segment"
    """The customers of a segment."""
    FOLLOWERS = "followers"
    """Whoever follows: friends who see Moments, readers of an account, viewers."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody content is planned for. `size` is the number of people, None where nobody said."""

    id: str
    name: str
    kind: AudienceKind = AudienceKind.GROUP
    segment_id: str | None = None
    """Whose words and worries its texts are written to, where that is known."""
    size: int | None = None
    sender: str = ""
    """Who sends here, as a person's name: the one whose send sheet shows it."""


class Purpose(StrEnum):
    """What an item is there for. Which of them sell, and on which node and step they stand, is data of planning."""

    TIP = "tip"
    QUESTION = "question"
    SCENE = "scene"
    STORY = "story"
    VOICES = "voices"
    PROOF = "proof"
    EASE = "ease"
    """How to choose, try and return: what makes buying less of a risk, without selling."""
    GREETING = "greeting"
    TEASER = "teaser"
    NEED = "need"
    OFFER = "offer"
    LAST_CALL = "last_call"
    THANKS = "thanks"
    LIVE_NOTICE = "live_notice"
    LIVE = "live"
    VIDEO = "video"
    WELCOME = "welcome"
    CARE = "care"
    SURVEY = "survey"
    WIN_BACK = "win_back"
    MEMBERSHIP = "membership"
    STORED_VALUE = "stored_value"
    REFERRAL = "referral"


class SequenceKind(StrEnum):
    """Items that belong together and know each other."""

    LAUNCH = "launch"
    NEW_MEMBERS = "new_members"
    WIN_BACK = "win_back"
    MEMBERSHIP = "membership"
    STORED_VALUE = "stored_value"
    REFERRAL = "referral"
    LIVE = "live"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class SequencePlace:
    """Where an item stands in its sequence: part `number` (from 1) of `of`."""

    id: str
    kind: SequenceKind
    part: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer that can be told: what it is, in the words of the fact it comes from. Dates are inclusive."""

    id: str
    words: str
    product: str | None = None
    starts: date | None = None
    ends: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it holds on that day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in the calendar. Its time is that of the brand's clocks, without a zone."""

    id: str
    day: date
    time: time
    audience_id: str
    channel: Channel
    node: Node
    step: Step | None
    """Only in `convert`."""
    purpose: Purpose
    idea: str
    """What it says, in one line."""
    persona_id: str | None = None
    product: str | None = None
    promotes: bool = False
    """Counts towards the share of promotion."""
    offer: Offer | None = None
    occasion: str | None = None
    """The festival, solar term or other day it is for, by its id in the calendar of occasions."""
    sequence: SequencePlace | None = None
    requests: tuple[str, ...] = ()
    """Pictures and links a person has to bring, such as 晒单图 3 张."""

    @property
    def at(self) -> datetime:
        """Day and time as one moment without a zone."""
        return datetime.combine(self.day, self.time)


class ItemState(StrEnum):
    """How far an item is. Without `approved` nothing goes out."""

    PLANNED = "planned"
    """In the calendar, nothing written yet."""
    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    EXPORTED = "exported"
    EXPIRED = "expired"
    """Its time passed before it was approved."""


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact a text stood on when it was approved. Dates are inclusive, ISO; "" is open."""

    product: str
    field: str
    value: str
    unit: str
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's yes, to this very text and to the facts it stood on. `alone`: author and reviewer were one person."""

    by: str
    at: datetime
    text_hash: str
    facts: tuple[UsedFact, ...] = ()
    alone: bool = False
    passages: tuple[str, ...] = ()
    """Ids of the passages it cited that were live then."""


@dataclass(frozen=True, slots=True)
class Sent:
    """That an item went out, and what came of it. Counts are None where nobody noted them."""

    by: str
    at: datetime
    reached: int | None = None
    replies: int | None = None
    orders: int | None = None
    muted: int | None = None
    """Left, muted or asked to stop."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A slot on its way out. Its text is that of its draft. `version` grows with every change, the text's too, so that
    of two people at once the second is told."""

    slot: Slot
    brand_id: str
    state: ItemState = ItemState.PLANNED
    version: int = 1
    plan_id: str | None = None
    draft_id: str | None = None
    author: str = ""
    """Who last wrote or submitted it; with several users nobody approves their own."""
    approvals: tuple[Approval, ...] = ()
    why: str = ""
    """Why it is where it is, as an error code or a person's words: what failed, what was asked for, what reopened it."""
    sent: Sent | None = None
    removed: bool = False

    @property
    def id(self) -> str:
        """The item is called like its slot."""
        return self.slot.id
