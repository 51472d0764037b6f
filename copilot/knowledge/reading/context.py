"""What everything read from one file shares."""

from dataclasses import dataclass, field
from datetime import date

from copilot.domain.correction import Corrections
from copilot.domain.evidence import Source
from copilot.domain.language import Language
from copilot.knowledge.reading.products import ProductNames


@dataclass(frozen=True, slots=True)
class FileContext:
    """One file being read. `language` is the brand's, or None while no card is known; `corrections` are what a person
    said about the file."""

    name: str
    document_id: str
    today: date
    names: ProductNames
    language: Language | None = None
    corrections: Corrections = field(default_factory=Corrections)

    def source(self, locator: str) -> Source:
        """A place in this file; its version is set when the file is kept."""
        return Source(self.document_id, self.name, 0, locator)
