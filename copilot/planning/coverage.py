"""What is told to whom in which week, and where nothing is."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from copilot.domain.calendar import Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.plan import Coverage, CoverageCell
from copilot.planning.material import monday_of
from copilot.planning.rules import PlanningRules

PLACES: tuple[tuple[Node, Step | None], ...] = (
    (Node.ACQUIRE, None),
    (Node.OPERATE, None),
    *((Node.CONVERT, step) for step in Step),
    (Node.REFER, None),
    (Node.REPURCHASE, None),
)
"""Each node and, in convert, each step, from one end of the butterfly to the other."""


def coverage(slots: Sequence[Slot], start: date, weeks: int, rules: PlanningRules) -> Coverage:
    """Cells by audience (in order of first slot), week and place, zero where nothing is told. Thin is a place that the
    audience's channels can carry and that a stretch of weeks tells nothing of, long enough to hold every such place at
    the rate the audience is spoken to; a cell stands for the stretch's first week."""
    end = start + timedelta(days=7 * weeks - 1)
    here = sorted((slot for slot in slots if start <= slot.day <= end), key=lambda slot: slot.at)
    mondays = [monday_of(start) + timedelta(weeks=n) for n in range((monday_of(end) - monday_of(start)).days // 7 + 1)]
    counts = Counter((s.audience_id, monday_of(s.day), s.node, s.step) for s in here)
    cells, thin = list[CoverageCell](), list[CoverageCell]()
    for audience_id in dict.fromkeys(slot.audience_id for slot in here):
        theirs = [slot for slot in here if slot.audience_id == audience_id]
        places = _open(theirs, rules)
        stretch = -(-len(places) * len(mondays) // len(theirs)) if places else len(mondays)
        for node, step in PLACES:
            row = [
                CoverageCell(audience_id, week, node, step, counts[audience_id, week, node, step]) for week in mondays
            ]
            cells += row
            if (step or node) in places:
                thin += _thin(row, max(1, stretch))
    return Coverage(tuple(sorted(cells, key=lambda c: (c.audience_id, c.week))), tuple(thin))


def _open(slots: Sequence[Slot], rules: PlanningRules) -> frozenset[Node | Step]:
    channels: set[Channel] = {slot.channel for slot in slots}
    return frozenset[Node | Step]().union(*(rules.open_places(channel) for channel in channels))


def _thin(row: Sequence[CoverageCell], stretch: int) -> list[CoverageCell]:
    """The first week of each whole stretch in which nothing is told."""
    starts = range(0, len(row) - stretch + 1, stretch)
    return [row[n] for n in starts if not any(cell.count for cell in row[n : n + stretch])]
