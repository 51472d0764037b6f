"""What a brand's own figures say, what to do about it, and what came of what was done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.plan import Goal
from copilot.domain.text_form import InBoth
from copilot.domain.wings import Cut, Period, Place

EVERYBODY = Cut()


class InsightKind(StrEnum):
    """What a finding is made from."""

    LEAK = "leak"
    """Fewer go on from one place to the next than the brand is used to."""
    FATIGUE = "fatigue"
    """A group or segment hears too much promotion for what comes back."""
    FIT = "fit"
    """A node for which private domain does not help this brand."""
    MODEL = "model"
    """The operating model that was chosen, and the hours it takes."""
    STRENGTH = "strength"
    """More go on than the brand is used to."""


class Target(StrEnum):
    """The page that a deed leads to."""

    PLAN = "plan"
    POSTS = "posts"
    SELLING_POINTS = "selling_points"


@dataclass(frozen=True, slots=True)
class Figure:
    """`part` of `whole` within `period`; `usual` is the rate the brand is used to. None for what nobody counted.

    `small` says that `whole` is too small to trust the rate, which lies between `low` and `high`.
    """

    part: float | None
    whole: float | None
    period: Period | None = None
    usual: float | None = None
    small: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def rate(self) -> float | None:
        """`part` / `whole`; None where that is not known."""
        return self.part / self.whole if self.part is not None and self.whole else None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do next, as it is filled into the page `to`."""

    id: str
    to: Target
    name: InBoth
    node: Node
    step: Step | None = None
    goal: Goal | None = None
    newcomers: bool = False
    weeks: int = 4
    channel: Channel | None = None
    form: str = ""
    """The id of a form of texts."""
    topic: InBoth | None = None


@dataclass(frozen=True, slots=True)
class Insight:
    """A finding: where, how large, why, and what may be done next, the most fitting first."""

    id: str
    """The same for the same place, so that what was done about it is found again."""
    kind: InsightKind
    node: Node
    step: Step | None
    figure: Figure
    why: InBoth
    source: InBoth
    deeds: tuple[Deed, ...]
    places: tuple[Place, Place] | None = None
    """From which to which, of a leak or a strength."""
    subject: str = ""
    """Whom it is about: the name of a group or segment; "" for everybody."""
    model: InBoth | None = None
    """The name of the operating model it is about."""
    cut: Cut = EVERYBODY
    lost_customers: float | None = None
    lost_money: float | None = None
    items: tuple[str, ...] = ()
    """Titles of the messages that did it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is proposed to be decided because of a finding, and by which of its deeds."""

    about: Insight
    what: InBoth
    deed: Deed | None
    watch_until: date
    """The day from which the same figure can be looked at again."""


@dataclass(frozen=True, slots=True)
class Insights:
    """At most three findings and three decisions, the weightiest first; `others` are findings that weigh less."""

    findings: tuple[Insight, ...] = ()
    decisions: tuple[Decision, ...] = ()
    others: tuple[Insight, ...] = ()

    def find(self, insight_id: str) -> Insight | None:
        """The finding of that id."""
        return next((one for one in (*self.findings, *self.others) if one.id == insight_id), None)


@dataclass(frozen=True, slots=True)
class DeedDone:
    """A deed that somebody took up, with the figure as it stood then."""

    id: int
    insight_id: str
    deed_id: str
    by: str
    at: datetime
    figure: Figure
    node: Node
    places: tuple[Place, Place] | None = None
    subject: str = ""
    cut: Cut = EVERYBODY

    @property
    def kind(self) -> InsightKind:
        """What the finding was made from, as its id tells."""
        return InsightKind(self.insight_id.partition(":")[0])

    @property
    def looks_for(self) -> date | None:
        """The first day of a period whose figures can show what came of it: none before the deed was done."""
        return self.figure.period.end + timedelta(days=1) if self.figure.period else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A deed with the figure of the last period after it; `now` is None while there is none."""

    done: DeedDone
    now: Figure | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A node for which private domain scores `score` of `most`."""

    node: Node
    score: float
    most: float
    why: InBoth


@dataclass(frozen=True, slots=True)
class Heard:
    """A group or segment that heard `promoting` promotions among `items` messages within `period`."""

    id: str
    name: str
    promoting: int
    items: int
    period: Period
    usual: float | None = None
    titles: tuple[str, ...] = ()
    tired: bool = True
    """Whether it is turning into an advertising channel."""
    segment: bool = False

    @property
    def cut(self) -> Cut:
        """Whom it is."""
        return Cut(segment_id=self.id) if self.segment else Cut(audience_id=self.id)

    @property
    def figure(self) -> Figure:
        """Its share of promotion."""
        return Figure(self.promoting, self.items, self.period, self.usual)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The operating model a brand chose: `hours` a week of the `available` ones."""

    id: str
    name: InBoth
    why: InBoth
    hours: float
    available: float

    @property
    def too_much(self) -> bool:
        """Whether it takes more hours than there are."""
        return self.hours > self.available
