"""Approved items on their way to a file: what a writer of files is given, and nothing else is."""

from dataclasses import dataclass
from datetime import date, datetime

from copilot.domain.ai_label import AiLabel
from copilot.domain.calendar import Item, ItemState
from copilot.domain.channel import Channel
from copilot.domain.language import Language

GOES_OUT = frozenset({ItemState.APPROVED, ItemState.EXPORTED})
CLOCKS = {Language.ZH: "Asia/Shanghai"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An item that may go out, with its text as it is to be sent: plain, its AI label as chosen. Whoever makes one has
    proven that the approval holds for this text and the facts of now; one of an item that is not approved cannot be
    made (`ValueError`)."""

    item: Item
    text: str
    audience: str
    approved_by: tuple[str, ...]
    approved_at: datetime
    """The last approval, with its zone."""
    persona: str = ""
    sender: str = ""
    """Who sends it; "" where nobody is named."""
    label: AiLabel | None = None
    declaration: str = ""
    """What to declare where it is published, where its label asks for that."""

    def __post_init__(self) -> None:
        if self.item.state not in GOES_OUT or self.item.removed or not self.item.approvals:
            raise ValueError(f"item {self.item.id} is {self.item.state}, not approved")

    @property
    def channel(self) -> Channel:
        """Where it is sent."""
        return self.item.slot.channel


@dataclass(frozen=True, slots=True)
class OutgoingCalendar:
    """What goes into one file. `clocks` is the IANA name of the time zone that times are meant in; "" where it is that
    of whoever reads them."""

    brand: str
    items: tuple[Outgoing, ...]
    start: date
    end: date
    made_at: datetime
    """With its zone."""
    clocks: str = ""

    @property
    def in_order(self) -> tuple[Outgoing, ...]:
        """By day and time, then by audience."""
        return tuple(sorted(self.items, key=lambda o: (o.item.slot.at, o.audience, o.item.id)))

    @property
    def ai_made(self) -> bool:
        """Whether anything in it is labelled as made with AI, so that the file says so, too."""
        return any(o.label in (AiLabel.VISIBLE, AiLabel.METADATA) for o in self.items)


def clocks_of(language: Language) -> str:
    """The time zone of a brand of that language: China has one; of others it is not known."""
    return CLOCKS.get(language, "")
