"""What happened with customers before, as a file tells it: events by the customers' numbers."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from copilot.domain.conversation import Objection, Stand
from copilot.domain.customer import CustomerEvent, EventKind
from copilot.domain.ladder import Step
from copilot.errors import RulesInvalid

_MORNING = time(9, 0, tzinfo=UTC)


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid")
    customer: str
    at: date
    kind: EventKind
    text: str = ""
    stand: Stand = Stand.CONVERT
    step: Step | None = None
    objection: Objection | None = None
    by: str = ""

    def event(self) -> CustomerEvent:
        stand = self.stand if self.kind is EventKind.STEP else None
        at = datetime.combine(self.at, _MORNING)
        return CustomerEvent(self.kind, at, self.text, 0, stand, self.step, self.objection, by=self.by)


class _HistoryFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    events: list[_Event] = []


def read_history(name: str, text: str) -> Mapping[str, tuple[CustomerEvent, ...]]:
    """The events of each customer by their number, in the file's order. Raises `RulesInvalid`."""
    try:
        file = _HistoryFile.model_validate(yaml.safe_load(text) or {})
    except (ValidationError, yaml.YAMLError) as error:
        raise RulesInvalid(f"{name}: {error}", file=name, detail=str(error)) from error
    found: dict[str, list[CustomerEvent]] = {}
    for one in file.events:
        found.setdefault(one.customer, []).append(one.event())
    return {customer: tuple(events) for customer, events in found.items()}
