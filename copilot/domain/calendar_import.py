"""A calendar that people made by hand, on its way in: what its columns are taken for, its rows, and what was unclear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from copilot.domain.calendar import Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step


class CalendarUse(StrEnum):
    """What a column is taken for."""

    DAY = "day"
    WEEKDAY = "weekday"
    """Held against the day."""
    TIME = "time"
    AUDIENCE = "audience"
    CHANNEL = "channel"
    TOPIC = "topic"
    TEXT = "text"
    PRODUCT = "product"
    PERSONA = "persona"
    SENDER = "sender"
    PURPOSE = "purpose"
    REQUESTS = "requests"
    CELLS = "cells"
    """Each cell is a text for the audience, channel or time that the header names."""
    FIELD = "field"
    """Kept under its own header."""
    IGNORED = "ignored"


SEVERAL_TIMES = frozenset({CalendarUse.TEXT, CalendarUse.CELLS, CalendarUse.FIELD, CalendarUse.IGNORED})
"""What several columns of one sheet may be taken for."""


@dataclass(frozen=True, slots=True)
class CalendarColumn:
    """One column of a sheet, what it is taken for, and what it was read as before a person said otherwise."""

    sheet: str
    index: int
    header: str
    use: CalendarUse
    read_as: CalendarUse
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: the sheet, and the row's number as the spreadsheet shows it (0 is the sheet as a whole)."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One thing to say that the calendar told of. What it does not tell is "" or None."""

    place: Place
    day: date
    at: time | None = None
    audience: str = ""
    channel: Channel | None = None
    topic: str = ""
    text: str = ""
    product: str = ""
    persona: str = ""
    sender: str = ""
    purpose: Purpose | None = None
    requests: tuple[str, ...] = ()
    rest: tuple[tuple[str, str], ...] = ()
    """Cells with a header that is for nothing we know, and cells that could not be read."""
    day_from_above: bool = False
    """Its own day is blank, so that it is taken for the day of the row above."""


@dataclass(frozen=True, slots=True)
class CalendarProblem:
    """What was unclear. Where the row was `taken` all the same, the cell's words are kept with it."""

    place: Place
    code: str
    """Names the sentence: `no_days`, `not_a_date`, `several_days`, `no_day`, `no_content`, `total`, `not_a_time`,
    `unknown_channel`, `unknown_purpose`, `weekday_differs`, `day_guessed`, `time_guessed`, `twice`, `there`, `past`; of
    results `no_figures`, `not_a_number`, `no_item`, `several_items`."""
    column: str = ""
    value: str = ""
    taken: bool = True


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """What a file tells: every row with something in it is among `rows`, or among the problems that are not taken."""

    columns: tuple[CalendarColumn, ...]
    rows: tuple[ImportedRow, ...]
    problems: tuple[CalendarProblem, ...]


@dataclass(frozen=True, slots=True)
class ImportedAudience:
    """An audience as the file calls it ("" where it names none), whom it is taken for, and how often it is there."""

    name: str
    audience_id: str | None
    count: int


@dataclass(frozen=True, slots=True)
class CalendarPreview:
    """What taking the calendar in would do."""

    name: str
    columns: tuple[CalendarColumn, ...]
    rows: tuple[ImportedRow, ...]
    audiences: tuple[ImportedAudience, ...]
    problems: tuple[CalendarProblem, ...] = ()

    @property
    def refused(self) -> tuple[CalendarProblem, ...]:
        """The rows and sheets that are not taken."""
        return tuple(p for p in self.problems if not p.taken)

    @property
    def unclear(self) -> tuple[CalendarProblem, ...]:
        """What was taken, but wants a look."""
        return tuple(p for p in self.problems if p.taken)

    @property
    def unnamed(self) -> tuple[ImportedAudience, ...]:
        """Audiences that nobody is known for yet."""
        return tuple(a for a in self.audiences if a.audience_id is None)


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person said about a calendar: what columns are for (by sheet and index), whom each audience's name means
    (ids by name), and what holds where the file says nothing."""

    uses: Mapping[tuple[str, int], CalendarUse] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)
    at: time = time(9, 30)
    channel: Channel = Channel.GROUP
    purpose: Purpose = Purpose.TIP


@dataclass(frozen=True, slots=True)
class PurposeStand:
    """Where a purpose stands on the butterfly, and whether it sells."""

    node: Node
    step: Step | None
    promotes: bool = False


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """A row that is taken in: its place in the calendar, and its text ("" where only a topic was planned)."""

    slot: Slot
    text: str
    row: ImportedRow


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What a row of a list of results tells about something that was sent. None: it does not say."""

    place: Place
    day: date | None = None
    at: time | None = None
    audience: str = ""
    topic: str = ""
    item_id: str = ""
    reached: int | None = None
    replies: int | None = None
    orders: int | None = None
    muted: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MatchedResult:
    """A result and the item it is of."""

    item_id: str
    row: ResultRow


@dataclass(frozen=True, slots=True)
class ReadResults:
    """Results with their items, and the rows that could not be read or matched."""

    matched: tuple[MatchedResult, ...]
    problems: tuple[CalendarProblem, ...]
