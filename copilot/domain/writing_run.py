"""Writing many items: what it will cost, how far it is, what failed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copilot.domain.draft import Draft, Usage

NOTHING_SPENT = Usage()


class RunState(StrEnum):
    """Whether items of a run may be taken up."""

    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    """Every item is written or has failed."""


class JobState(StrEnum):
    """How far one item of a run is."""

    WAITING = "waiting"
    TAKEN = "taken"
    """Somebody writes it, as long as their lease lasts."""
    WRITTEN = "written"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """Items that somebody asked to have written. `by` is their id. `why` is the code of what paused it by itself, ""
    where a person did; `offline`: what is left is written without a model."""

    id: str
    brand_id: str
    began_at: datetime
    by: str
    state: RunState = RunState.RUNNING
    why: str = ""
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One item of a run. `error` is an error code, "" where nothing failed. `position` counts from 0."""

    run_id: str
    item_id: str
    position: int
    state: JobState = JobState.WAITING
    taken_by: str = ""
    taken_until: datetime | None = None
    attempts: int = 0
    error: str = ""
    draft_id: str | None = None
    usage: Usage = NOTHING_SPENT

    @property
    def open(self) -> bool:
        """Whether it still has to be written."""
        return self.state in (JobState.WAITING, JobState.TAKEN)

    def held(self, now: datetime) -> bool:
        """Whether somebody who has not let go of it writes it."""
        return self.state is JobState.TAKEN and self.taken_until is not None and self.taken_until > now


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that could not be written, and the code of the error."""

    item_id: str
    code: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What writing `items` will take. `cost` is None where no prices are set; offline nothing costs anything and there
    are no tokens."""

    items: int
    usage: Usage
    cost: float | None = None
    currency: str = ""
    offline: bool = False


@dataclass(frozen=True, slots=True)
class RunProgress:
    """How far a run is. `usage` and `cost` (None where no prices are set) are those of what was written so far."""

    run: Run
    total: int
    written: int
    in_hand: int
    """Being written at this moment, by whichever process."""
    failed: tuple[Failed, ...]
    usage: Usage
    cost: float | None = None
    currency: str = ""
    interrupted: bool = False
    """It is meant to run and nobody works on it: what a crash or a restart leaves. It goes on when it is resumed."""

    @property
    def left(self) -> int:
        """Items that are neither written nor failed."""
        return self.total - self.written - len(self.failed)


@dataclass(frozen=True, slots=True)
class ItemWritten:
    """An item has its text, and both are stored."""

    item_id: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class ItemFailed:
    """An item could not be written; it is as it was."""

    item_id: str
    code: str


RunEvent = ItemWritten | ItemFailed | RunProgress
"""What happens while a run goes on; its last event is a `RunProgress`."""
