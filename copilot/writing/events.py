"""What happens while a text is being written, as small values to stream."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from copilot.domain.draft import Brief, Candidate, Notice
from copilot.domain.evidence import Evidence
from copilot.ports import TextDelta


@dataclass(frozen=True, slots=True)
class Restarted:
    """What was streamed so far is void; writing begins anew. `reason` is an error code."""

    reason: str


WriteEvent = TextDelta | Restarted | Notice | Candidate


class Writer(Protocol):
    """Turns a brief and its evidence into a candidate."""

    def write(self, brief: Brief, evidence: Evidence) -> Iterator[WriteEvent]:
        """Yield text as it comes and at last one `Candidate`. Raises `ModelFailed` when nothing usable came."""
