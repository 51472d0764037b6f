"""The shape of the planning rules: what a figure is, and what channels, purposes, sequences and goals are made of."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from copilot.domain.calendar import Purpose, SequenceKind
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.ladder import Node, Step

Weekday = Annotated[int, Field(ge=0, le=6)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]


class Strict(BaseModel):
    """A part of the rules; keys that are not declared are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(StrEnum):
    """What a limit is counted over: a calendar day, week (from Monday) or month."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Kind(StrEnum):
    """Whether a platform enforces a figure, or people found it to be wise (经验值)."""

    HARD = "hard"
    SOFT = "soft"


class Limit(Strict):
    """At most so many messages to one audience on one channel. `days_in_month` is the length of that month."""

    most: Annotated[int, Field(ge=0)] | Literal["days_in_month"]
    per: Span
    kind: Kind
    source: str

    @property
    def severity(self) -> Severity:
        """A platform's limit keeps a plan from being accepted, a rule of thumb is told."""
        return Severity.BLOCK if self.kind is Kind.HARD else Severity.WARN


class Pace(Strict):
    """How many messages the planner aims at, per week and audience. Below one it is every so many weeks."""

    a_week: float = Field(ge=0, le=14)
    source: str


class ChannelCadence(Strict):
    """How often and when a channel is used."""

    pace: Pace
    limits: dict[str, Limit]
    weekdays: tuple[tuple[Weekday, ...], ...] = Field(min_length=1)
    """Patterns of days, taken in turn week by week; within one, the most wanted day first. 0 is Monday."""
    times: tuple[time, ...] = Field(min_length=1)
    rest_times: tuple[time, ...] = Field(min_length=1)
    """On days off."""
    quiet_days: Weekday = 0
    """Days without a message in each whole week."""
    one_voice: bool = False
    """The same person speaks every time, as in a chat between two."""


class QuietHours(Strict):
    """When nobody is written to: from `begin` in the evening to `end` in the morning; `end` itself is allowed."""

    begin: time
    end: time
    severity: Severity
    source: str

    def holds(self, moment: time) -> bool:
        """Whether that time is quiet."""
        if self.begin <= self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end


class Promotion(Strict):
    """How much may be sold. Weeks are calendar weeks of one audience, over all its channels."""

    share: float = Field(ge=0, le=1)
    few: int = Field(ge=0)
    """An audience that hears less than so many messages in a week is counted over `weeks_when_few` weeks, that week and
    those before it; else four letters a month could never hold an offer."""
    weeks_when_few: int = Field(ge=1, le=13)
    gap_days: int = Field(ge=0)
    """Least difference in days between two promotions to one audience."""
    best_from: time
    """The time of day from which offers and notices are best told."""
    newcomer_days: int = Field(ge=0)
    """Days from the welcome on in which newcomers are sold nothing; what breaks it is only told."""
    severity: Severity
    """Of too large a share and of too few days between."""
    source: str


class Spacing(Strict):
    """How far messages keep from each other."""

    audience_minutes: Minutes
    """Between two messages to one audience, on any channel."""
    sender_minutes: Minutes
    """Between two messages one person sends, to anybody: it takes that long to paste them."""
    audience_a_day: int = Field(ge=1)
    """Messages to one audience a day, over all channels."""
    one_to_one_a_day: int = Field(ge=1)
    """Messages that reach each of an audience alone, over the channels of one voice."""
    repeat_days: int = Field(ge=0)
    """Days before an audience may hear the same purpose, product and idea again."""
    holiday_run: int = Field(ge=2)
    """So many days off in a row are a holiday."""
    holiday_a_day: int = Field(ge=0)
    """Messages to one audience on a day of a holiday."""
    source: str


class PersonaRhythm(Strict):
    """How often one voice is heard."""

    in_a_row: int = Field(ge=1)
    """On one channel of one audience, where there are several personas."""
    a_day: int = Field(ge=1)
    """Over all audiences and channels but those of one voice."""
    source: str


class PurposeRule(Strict):
    """Where a purpose stands and where it can be told."""

    node: Node
    step: Step | None = None
    promotes: bool = False
    everyday: tuple[Channel, ...] = ()
    """Where it may fill any free slot; the nodes and steps of these are told in rounds."""
    channels: tuple[Channel, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _steps_only_when_converting(self) -> "PurposeRule":
        if (self.node is Node.CONVERT) is (self.step is None):
            raise ValueError("a purpose has a step in convert, and nowhere else")
        if self.everyday and self.promotes:
            raise ValueError("what promotes cannot fill any free slot")
        if set(self.everyday) - set(self.channels):
            raise ValueError("everyday names a channel that it cannot be told on")
        return self


class PartRule(Strict):
    """One part of a sequence: its day is the anchor's, or the last of the offer, plus `offset` days."""

    part: str
    purpose: Purpose
    offset: int
    after: Literal["anchor", "offer_end"] = "anchor"
    needs_offer: bool = False
    tells_offer: bool = False
    """Says the offer's words without selling."""
    essential: bool = False
    """Kept where an audience hears too little for all parts."""
    at: time | None = None


class SequenceRule(Strict):
    """Items that belong together, in their order."""

    parts: tuple[PartRule, ...] = Field(min_length=1)
    anchor_weekday: Weekday | None = None
    anchor_week: int = Field(default=0, ge=0)
    """Where no day was given: this weekday of that week of the plan, counted from 0; without one, the first day."""
    channels: tuple[Channel, ...] = Field(min_length=1)
    """The most fitting first."""
    offer_words: tuple[str, ...] = ()
    """What an offer says that is meant for this sequence."""
    any_offer: bool = True
    """Whether another offer will do where none says so."""
    source: str

    @model_validator(mode="after")
    def _parts_have_their_own_names(self) -> "SequenceRule":
        names = [part.part for part in self.parts]
        if len(set(names)) != len(names):
            raise ValueError("two parts of a sequence are called the same")
        return self


class GoalRule(Strict):
    """What a goal asks for."""

    sequences: tuple[SequenceKind, ...] = ()
    pace: float = Field(default=1.0, gt=0, le=2)
    """Times the pace of each channel."""
    offers_a_week: int = Field(default=1, ge=0)
    """The most offers told to one audience a week outside of sequences."""
    same_offer_days: int = Field(default=14, ge=1)
    """Days before an audience hears of the same standing offer again."""


class OccasionRule(Strict):
    """What a day is good for."""

    purpose: Purpose
    weight: int = Field(ge=0)
    """Of several near each other the heaviest is kept; 0 is not told."""


class Occasions(Strict):
    """Which days are spoken of, and how many."""

    a_week: int = Field(ge=0)
    weight_when_sparse: int = Field(ge=0)
    """What a day has to weigh to be told to an audience that hears little."""
    days: dict[str, OccasionRule]
    at: time
    channels: tuple[Channel, ...] = Field(min_length=1)
    source: str


class Lives(Strict):
    """A weekly live, or a video where there is none, builds trust."""

    at: time
    notice_days: tuple[int, ...] = Field(min_length=1)
    """Days before the live on which it is told, the most wanted first."""
    notice_at: time
    """Its time when it is told on the day itself."""
    longest_notice_days: int = Field(ge=0)
    from_pace: float = Field(ge=0)
    """An audience that hears at least so many messages a week gets a live or a video each week."""
    source: str


class Idea(Strict):
    """One line that says what a message is about, and what a person has to bring for it."""

    say: str
    """May hold {product}, {occasion}, {term}, {offer}, {until}, {live_day}, {live_time}, {launch_day}."""
    requests: tuple[str, ...] = ()
    where: tuple[Channel, ...] = ()
    """The only channels it fits; empty: any."""


class DayWords(Strict):
    """How days are named in one language."""

    weekdays: tuple[str, ...] = Field(min_length=7, max_length=7)
    day: str
    moment: str
    """A day with its weekday and hour."""
    months: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = Field(min_length=1)
    """What is spoken of where no product was named."""
    newcomer: str
    """What a launch is about that names no product."""
    again: str
    """How an idea, {idea}, is told for the {n}th time where every line was heard lately."""

    def of_day(self, day: date) -> str:
        """A day without its year."""
        return self.day.format(**self._named(day))

    def of_moment(self, at: datetime) -> str:
        """A day without its year, with its weekday and hour."""
        weekday = self.weekdays[at.weekday()]
        return self.moment.format(**self._named(at), weekday=weekday, time=f"{at:%H:%M}")

    def _named(self, day: date) -> dict[str, object]:
        name = self.months[day.month - 1] if self.months else ""
        return {"month": day.month, "day": day.day, "month_name": name}
