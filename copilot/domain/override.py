"""Where a customer stands, as a person says it in place of what was read."""

from dataclasses import dataclass, replace
from typing import Literal

from copilot.domain.conversation import Objection, Reading, Stand
from copilot.domain.ladder import Step

Place = Step | Stand
"""A step of the ladder, or a stand that is not `convert`."""
PLACES: tuple[Place, ...] = (*Step, Stand.SERVICE, Stand.REPURCHASE, Stand.REFER, Stand.OTHER)
NONE = "none"


@dataclass(frozen=True, slots=True)
class Override:
    """A person's say; None leaves what was read."""

    place: Place | None = None
    objection: Objection | Literal["none"] | None = None
    goes_on: bool = False
    """To write as usual although the customer said stop or a person should take over."""

    def __bool__(self) -> bool:
        return self != Override()

    def on(self, reading: Reading) -> Reading:
        """The reading with what the person says in it."""
        if self.place is not None:
            step = self.place if isinstance(self.place, Step) else None
            stand = Stand.CONVERT if isinstance(self.place, Step) else self.place
            reading = replace(reading, stand=stand, step=step)
        if self.objection is not None:
            reading = replace(reading, objection=None if self.objection == NONE else Objection(self.objection))
        if self.goes_on:
            reading = replace(reading, says_stop=False, escalation=None)
        return reading


def place_of(reading: Reading) -> Place:
    """The one place a reading says; a purchase nobody knows the step of begins at the first."""
    if reading.stand is not Stand.CONVERT:
        return reading.stand
    return reading.step or Step.INTEREST


def place_called(name: object) -> Place | None:
    """The place of that name; None for anything else."""
    return next((place for place in PLACES if place == name), None)
