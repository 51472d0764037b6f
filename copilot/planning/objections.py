"""What stands against slots: an independent reading of every rule, for a whole plan or for one slot that was moved.

It shares no choosing code with the planner. Its time grows with the number of slots, not with their pairs.
"""

from collections.abc import Collection, Iterator, Sequence

from copilot.domain.calendar import Slot
from copilot.domain.draft import Severity
from copilot.domain.plan import PlannedFor, PlanRequest, PlanWarning
from copilot.planning.against_content import content_objections
from copilot.planning.against_promotion import promotion_objections
from copilot.planning.against_rounds import round_objections, voice_objections
from copilot.planning.against_times import time_objections
from copilot.planning.material import PlanMaterial
from copilot.planning.reading import Reading
from copilot.planning.rules import PlanningRules

_NOTHING_KNOWN = PlanMaterial()


def objections(
    slots: Sequence[Slot],
    audiences: Sequence[PlannedFor],
    rules: PlanningRules,
    material: PlanMaterial = _NOTHING_KNOWN,
    *,
    request: PlanRequest | None = None,
    about: Collection[str] | None = None,
) -> tuple[PlanWarning, ...]:
    """Every breach among `slots`, which are a plan's together with what is in the calendar; blocks first, then by time.

    `request` tells which weeks are planned and which lives they have; without it rounds are not judged. `about` keeps
    only what touches slots of those ids.
    """
    reading = Reading.of(slots, audiences, rules, material, request)
    found = list(_all(reading))
    if about is not None:
        wanted = set(about)
        found = [one for one in found if wanted.intersection(one.slots)]
    place = {slot.id: n for n, slot in enumerate(reading.slots)}
    return tuple(sorted(found, key=lambda one: (_ORDER[one.severity], min(place[i] for i in one.slots), one.code)))


def blocks(warnings: Sequence[PlanWarning]) -> tuple[PlanWarning, ...]:
    """Those that keep a plan from being accepted, or a slot from being moved."""
    return tuple(one for one in warnings if one.severity is Severity.BLOCK)


_ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.NOTE: 2}


def _all(reading: Reading) -> Iterator[PlanWarning]:
    yield from content_objections(reading)
    yield from time_objections(reading)
    yield from promotion_objections(reading)
    yield from voice_objections(reading)
    yield from round_objections(reading)
