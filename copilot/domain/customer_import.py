"""A list of customers on its way in: what each column is taken for, and what would become of each row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ColumnUse(StrEnum):
    """What a column is taken for."""

    NAME = "name"
    FAMILY_NAME = "family_name"
    CODE = "code"
    CONTACT = "contact"
    TAGS = "tags"
    ORDERS = "orders"
    SPENT = "spent"
    FIRST_ORDER = "first_order"
    LAST_ORDER = "last_order"
    LAST_CONTACT = "last_contact"
    CONSENT = "consent"
    STOP = "stop"
    BIRTHDAY = "birthday"
    BOUGHT = "bought"
    REMARK = "remark"
    FIELD = "field"
    """Kept under its own header."""
    IGNORED = "ignored"


SEVERAL = frozenset({ColumnUse.CONTACT, ColumnUse.TAGS, ColumnUse.BOUGHT, ColumnUse.FIELD, ColumnUse.IGNORED})
"""What several columns of one list may be taken for."""
IDENTITY = frozenset({ColumnUse.NAME, ColumnUse.CODE, ColumnUse.CONTACT})
"""Without a column of these there is nobody in the list."""


class MatchedBy(StrEnum):
    """How a row was found to be about a customer who is there already, the surest first."""

    CODE = "code"
    CONTACT = "contact"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """One column, what it is taken for, and what it was read as before a person said otherwise."""

    index: int
    header: str
    use: ColumnUse
    read_as: ColumnUse
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What could not be read in a row. Where the row was `taken` all the same, the cell is kept as a field."""

    row: int
    code: str
    """Names the sentence: `nobody`, `several_of_that_name`, `total`, `not_a_date`, `not_a_number`, `rounded_number`."""
    column: str = ""
    value: str = ""
    taken: bool = True


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What importing does, or did. Numbers are customers, but for `rows`."""

    name: str
    sheet: str
    columns: tuple[ImportColumn, ...]
    rows: int = 0
    added: int = 0
    updated: Mapping[MatchedBy, int] = field(default_factory=dict)
    """How many customers there already the list says something new about, by how they were found."""
    unchanged: int = 0
    stopped: int = 0
    """Who is put on the stop list by it."""
    kept_stopped: int = 0
    """Who stays stopped though the list does not say so."""
    remembered: int = 0
    """Who is new, and stopped because they had said so before they were deleted."""
    problems: tuple[RowProblem, ...] = ()

    @property
    def refused(self) -> tuple[RowProblem, ...]:
        """The rows that are not taken."""
        return tuple(p for p in self.problems if not p.taken)

    @property
    def touched(self) -> int:
        """How many customers are added or updated."""
        return self.added + sum(self.updated.values())


@dataclass(frozen=True, slots=True)
class LastImport:
    """An import that can be taken back: its file, when it was, and how many customers it added and changed."""

    file: str
    at: datetime
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class ImportTakenBack:
    """What came of taking an import back; `left` are called so, who stay because something happened since."""

    removed: int
    restored: int
    left: tuple[str, ...] = ()
