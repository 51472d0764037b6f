"""Figures taken in from a file: what each column is for, and what importing would do."""

from dataclasses import dataclass
from enum import StrEnum

from copilot.domain.customer_import import RowProblem
from copilot.domain.wings import Counted, Place


class FigureUse(StrEnum):
    """What a column of a list of figures is for; those named as a place hold its number of people."""

    START = "start"
    END = "end"
    MONTH = "month"
    """A whole month, in place of first and last day."""
    SOURCE = "source"
    SEGMENT = "segment"
    AUDIENCE = "audience"
    ACQUIRED = "acquired"
    ACTIVE = "active"
    INTEREST = "interest"
    NEED = "need"
    TRUST = "trust"
    BOUGHT = "bought"
    REPEATED = "repeated"
    MEMBERS = "members"
    STORED = "stored"
    REFERRERS = "referrers"
    REFERRED = "referred"
    BOUGHT_MONEY = "bought_money"
    REPEATED_MONEY = "repeated_money"
    NOTHING = "nothing"

    @property
    def place(self) -> Place | None:
        """The place whose number of people it holds."""
        return _PLACES.get(self.value)


_PLACES = {place.value: place for place in Place}
MONEY_AT = {FigureUse.BOUGHT_MONEY: Place.BOUGHT, FigureUse.REPEATED_MONEY: Place.REPEATED}


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A column with what it is used for, and what its header was read as."""

    index: int
    header: str
    use: FigureUse
    read_as: FigureUse
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigurePreview:
    """What importing does, or did. `added`, `changed` and `same` are numbers of figures, `rows` of rows."""

    name: str
    sheet: str
    columns: tuple[FigureColumn, ...]
    rows: int
    figures: tuple[Counted, ...] = ()
    added: int = 0
    changed: int = 0
    same: int = 0
    problems: tuple[RowProblem, ...] = ()

    @property
    def says_when(self) -> bool:
        """Whether columns tell the days that figures are of."""
        uses = {column.use for column in self.columns}
        return FigureUse.MONTH in uses or {FigureUse.START, FigureUse.END} <= uses

    @property
    def says_how_many(self) -> bool:
        """Whether a column holds numbers of people."""
        return any(column.use.place for column in self.columns)
