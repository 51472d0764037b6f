"""What reading made of a document, place by place, for a person to look at and correct."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from copilot.domain.correction import Correction, Corrections, RowKind
from copilot.domain.document import ReadFile
from copilot.domain.evidence import Fact


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """One column. `kind` is what it is taken for now, `read_as` what it would be without a correction."""

    key: str
    path: tuple[str, ...]
    """The header cells above it, topmost first."""
    kind: str
    read_as: str
    unit: str = ""
    currency: str = ""
    per: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    samples: tuple[str, ...] = ()
    correction: str = ""
    """The id of the correction that made it so."""

    @property
    def label(self) -> str:
        """`双11活动 > 到手价`"""
        return " > ".join(self.path)


@dataclass(frozen=True, slots=True)
class RowPreview:
    """One row as it stands. `facts` are those whose source is one of its cells."""

    key: str
    kind: RowKind
    cells: tuple[str, ...]
    locator: str
    facts: tuple[Fact, ...] = ()
    correction: str = ""


@dataclass(frozen=True, slots=True)
class TablePreview:
    """One table: its columns, and every row that belongs to it, headers, titles and notes too."""

    key: str
    sheet: str
    """The key of the sheet it stands on, for correcting its rows."""
    title: str
    columns: tuple[ColumnPreview, ...]
    rows: tuple[RowPreview, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it is read with `corrections`. `lost` are those whose place is not in this file; `said` tells by
    passage id which correction gave a passage its role."""

    file: ReadFile
    tables: tuple[TablePreview, ...]
    corrections: Corrections
    lost: tuple[Correction, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
