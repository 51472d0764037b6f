"""Ways to work a private domain: on which carriers, what each does at which node, what it takes and what it may bring."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from copilot.domain.channel import Channel
from copilot.domain.ladder import Node
from copilot.domain.text_form import InBoth

WEEKS_A_MONTH = 52 / 12


@dataclass(frozen=True, slots=True)
class Assumption:
    """A figure that a model is reckoned with; `least` and `most` are the bounds it can be changed in."""

    id: str
    name: InBoth
    value: float
    least: float
    most: float
    source: InBoth
    of_money: bool = False


@dataclass(frozen=True, slots=True)
class Carrier:
    """What is done on one channel. `minutes` is what one item takes, from the idea to having answered under it."""

    channel: Channel
    a_week: float
    minutes: float
    does: Mapping[Node, InBoth]


@dataclass(frozen=True, slots=True)
class OperatingModel:
    """A way of working. `leans` says how much it stands on each node; each week `talks` per cent of the
    contacts write and are answered, and within a month `extra_share` per cent buy once more because of it."""

    id: str
    name: InBoth
    what: InBoth
    suits: InBoth
    people: InBoth
    carriers: tuple[Carrier, ...]
    leans: Mapping[Node, int]
    talks: float
    extra_share: float
    tools: float
    """Money a month."""

    @property
    def items_a_week(self) -> float:
        """How many items go out in a week."""
        return sum(one.a_week for one in self.carriers)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a model takes and may bring with the assumptions it was reckoned with. Money is a month's."""

    model: OperatingModel
    assumptions: tuple[Assumption, ...]
    content_hours: float
    """A week, like the other hours."""
    talk_hours: float
    available: float
    cost: float
    buyers: float
    back: float
    fit: float | None
    """The part of points at the nodes it leans on, weighed by how much; None where nothing is answered."""

    @property
    def hours(self) -> float:
        """Hours a week in all."""
        return self.content_hours + self.talk_hours

    @property
    def too_much(self) -> bool:
        """Whether it takes more hours than there are."""
        return self.hours > self.available

    @property
    def left(self) -> float:
        """What is left of a month's return after its cost; below 0 it costs more than it brings."""
        return self.back - self.cost

    @property
    def pays_from(self) -> float | None:
        """Of how many contacts on the return covers the cost, None where no number does: the cost of content and tools
        stands still, that of talking and the return grow with the contacts."""
        values = {one.id: one.value for one in self.assumptions}
        contacts = values["contacts"]
        if not contacts:
            return None
        talking = self.talk_hours * WEEKS_A_MONTH * values["hour_cost"]
        per_contact = (self.back - talking) / contacts
        return (self.cost - talking) / per_contact if per_contact > 0 else None


@dataclass(frozen=True, slots=True)
class Choice:
    """A model that somebody chose, reckoned as it was then. `paces` are the messages a week that it set by channel,
    `before` those that the brand's planning had changed itself."""

    model_id: str
    by: str
    at: datetime
    hours: float
    available: float
    paces: Mapping[Channel, float]
    before: Mapping[Channel, float] = field(default_factory=dict)
    assumptions: Mapping[str, float] = field(default_factory=dict)
    id: int = 0
    undone_by: str = ""
    undone_at: datetime | None = None

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that it uses."""
        return tuple(channel for channel, a_week in self.paces.items() if a_week > 0)
