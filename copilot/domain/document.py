"""Files as they were read, documents as they are kept, and what learning them came to."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.correction import Corrections
from copilot.domain.evidence import Fact, Passage
from copilot.domain.persona import Persona


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards a file declares besides passages: the brand itself, segments and personas."""

    brand: Brand | None = None
    segments: tuple[Segment, ...] = ()
    personas: tuple[Persona, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a file before it is read: whose it is, and what a person said about it.

    `brand` gives product names and aliases; without it products are called as the file calls them.
    """

    brand_id: str
    brand: Brand | None = None
    corrections: Corrections = field(default_factory=Corrections)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a file that was learned which its owner should know. `code` names the sentence, `detail` fills it:
    `pages_scanned` with page numbers (`3, 7-9`)."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a reader made of one file. Sources in it carry version 0; keeping the file gives the real one.

    `corrected` is the serial of the corrections that it was read with.
    """

    name: str
    """Name shown to people; a path relative to the learned folder, with `/`."""
    sha256: str
    media_type: str
    content: bytes = field(repr=False)
    passages: tuple[Passage, ...] = ()
    facts: tuple[Fact, ...] = ()
    cards: Cards = Cards()
    corrected: int = 0
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A kept file. `version` counts its contents from 1; `deleted_at` is set while it is deleted; `corrected` is the
    serial of the corrections that this version was read with."""

    id: str
    brand_id: str
    name: str
    version: int
    sha256: str
    media_type: str
    size_bytes: int
    learned_at: datetime
    passages: int
    facts: int
    deleted_at: datetime | None = None
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a file changed. Passages count that came into, or went from, everything the brand knows."""

    document: Document
    unchanged: bool = False
    passages_added: int = 0
    passages_gone: int = 0
    facts_added: int = 0
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """How much a brand knows now. A passage that stands in several documents counts once."""

    documents: int
    passages: int
    facts: int


@dataclass(frozen=True, slots=True)
class IndexChange:
    """One entry of the change log the indexes follow. `passage` is None when the passage is to be forgotten."""

    seq: int
    passage_id: str
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that was not learned. `code` is an error code, `reason` its developer text."""

    path: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileNotice:
    """A notice about a file that was learned."""

    path: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class LearnProgress:
    """How far learning is: files read, and passages put into the indexes."""

    files_done: int
    files_total: int
    passages_indexed: int
    passages_total: int
    path: str = ""

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100: reading is the first half, indexing the second."""
        read = self.files_done / self.files_total if self.files_total else 1.0
        indexed = min(self.passages_indexed / self.passages_total, 1.0) if self.passages_total else read
        return int(50 * read + 50 * indexed * (read >= 1))


@dataclass(frozen=True, slots=True)
class Reindexing:
    """How far the passages of a brand are put into new indexes."""

    done: int
    total: int
    brand_id: str = ""


@dataclass(frozen=True, slots=True)
class LearnReport:
    """What learning came to. `documents`, `passages`, `facts` count what is new or changed."""

    documents: int
    passages: int
    facts: int
    unchanged: int
    failed: tuple[FileFailure, ...] = ()
    notices: tuple[FileNotice, ...] = ()

    def __add__(self, other: "LearnReport") -> "LearnReport":
        """Both reports as one."""
        return LearnReport(
            self.documents + other.documents,
            self.passages + other.passages,
            self.facts + other.facts,
            self.unchanged + other.unchanged,
            (*self.failed, *other.failed),
            (*self.notices, *other.notices),
        )


def document_id(brand_id: str, name: str) -> str:
    """The id a file called `name` has in a brand, known before it is kept: 16 hex digits of a SHA-256."""
    return hashlib.sha256(f"{brand_id}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
