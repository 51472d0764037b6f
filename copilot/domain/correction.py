"""What a person said about how a document is to be read: the kind of a column, what a row is, the role of a passage."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from copilot.domain.evidence import Role


class RowKind(StrEnum):
    """What a row of a table was taken for. A person may choose the first four; the others come of reading alone."""

    HEADER = "header"
    PRODUCT = "product"
    NOTE = "note"
    SKIPPED = "skipped"
    TITLE = "title"
    SECTION = "section"


CHOSEN_COLUMN_KINDS = (
    "field",
    "product",
    "model",
    "variant",
    "list_price",
    "member_price",
    "promotion_price",
    "unit_price",
    "period",
    "period_from",
    "period_to",
    "offer",
    "condition",
    "stock",
    "sale_unit",
    "currency",
    "question",
    "answer",
    "review",
    "rating",
    "date",
    "internal",
    "personal",
    "ignored",
)
"""What a person may say that a column holds. `field` is a plain one, read under the words of its header."""
CHOSEN_ROW_KINDS = (RowKind.HEADER, RowKind.PRODUCT, RowKind.NOTE, RowKind.SKIPPED)


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which the values of a column hold, both inclusive; None is open on that side."""

    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class ColumnCorrection:
    """What a column holds, and when it holds. `table` and `header` are the keys that a preview gives.

    `kind` is one of the reader's kinds of column, `field` for a plain one, or "" to leave it as it is read; `dates`
    None leaves the dates as they are read.
    """

    table: str
    header: str
    kind: str = ""
    dates: Span | None = None

    @property
    def id(self) -> str:
        """The same for everything said about this column."""
        return _digest("column", self.table, self.header)


@dataclass(frozen=True, slots=True)
class RowCorrection:
    """What a row is. `sheet` and `words` are the keys that a preview gives."""

    sheet: str
    words: str
    kind: RowKind

    @property
    def id(self) -> str:
        """The same for everything said about this row."""
        return _digest("row", self.sheet, self.words)


@dataclass(frozen=True, slots=True)
class PassageCorrection:
    """The role of a passage, and the product it is about ("" is none); None leaves it as it is read.

    The passage is found again by `passage_id`, the hash of its text; where the text has changed, by `heading` and
    `was_about` (the product it was read to be about) and the text most like `text`.
    """

    passage_id: str
    text: str
    heading: str = ""
    was_about: str = ""
    role: Role | None = None
    product: str | None = None

    @property
    def id(self) -> str:
        """The same for everything said about this passage."""
        return _digest("passage", self.passage_id)


Correction = ColumnCorrection | RowCorrection | PassageCorrection


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything said about one document, in the order it was said. `serial` counts the changes of this list."""

    said: tuple[Correction, ...] = ()
    serial: int = 0

    @property
    def columns(self) -> tuple[ColumnCorrection, ...]:
        return tuple(c for c in self.said if isinstance(c, ColumnCorrection))

    @property
    def rows(self) -> tuple[RowCorrection, ...]:
        return tuple(c for c in self.said if isinstance(c, RowCorrection))

    @property
    def passages(self) -> tuple[PassageCorrection, ...]:
        return tuple(c for c in self.said if isinstance(c, PassageCorrection))

    def with_change(self, change: "CorrectionChange") -> "Corrections":
        """What is said after `change`; a correction of a place takes the place of the one before."""
        gone = {*change.undone, *(c.id for c in change.said)}
        kept = tuple(c for c in self.said if c.id not in gone)
        return Corrections((*kept, *change.said), self.serial + 1)


@dataclass(frozen=True, slots=True)
class CorrectionChange:
    """New corrections, and ids of those taken back.

    `seen` is the serial of what the person looked at: where somebody said something else about the same place after
    it, the change is a conflict. `base` is the serial that the reading which comes with it was made from.
    """

    said: tuple[Correction, ...] = ()
    undone: tuple[str, ...] = ()
    seen: int = 0
    base: int = 0


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:12]
