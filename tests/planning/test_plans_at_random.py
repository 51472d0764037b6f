"""Whatever is asked for, a plan breaks no rule: by the checker, and by a plain reading of the rules."""

from collections.abc import Sequence
from itertools import count
from random import Random

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from copilot.domain.calendar import Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.plan import PlanRequest
from copilot.planning.material import PlanMaterial, PlanPart
from copilot.planning.objections import blocks, objections
from copilot.planning.planner import make_slots
from copilot.planning.rules import load_planning_rules
from tests.planning.oracle import breaches
from tests.planning.requests import PRODUCTS, material_for, requests

RULES = load_planning_rules()
MANY = settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(requests(), st.frozensets(st.sampled_from(PRODUCTS), max_size=2))
def test_a_plan_has_no_objections_and_a_plain_reading_agrees(request: PlanRequest, gone: frozenset[str]) -> None:
    material = material_for(request, gone)
    slots = make_slots(request, RULES, new_id=ids(), material=material)
    against = objections(slots, request.audiences, RULES, material, request=request)
    assert [one for one in against if one.severity is not Severity.NOTE] == []
    assert breaches(slots, request, gone) == []


@settings(MANY, max_examples=80)
@given(requests(), st.randoms(use_true_random=False))
def test_what_is_kept_stays_and_the_rest_fits_around_it(request: PlanRequest, random: Random) -> None:
    material = material_for(request)
    whole = make_slots(request, RULES, new_id=ids(), material=material)
    some = random.choice((0.02, 0.1, 0.5, 0.9))
    kept = tuple(slot for slot in whole if random.random() < some)
    again = make_slots(request, RULES, kept, new_id=ids("again"), material=material)
    assert new_blocks(kept, again, request, material) == set()
    assert set(kept).isdisjoint(again)


@settings(MANY, max_examples=60)
@given(requests(), st.data())
def test_only_the_part_that_is_asked_for_is_planned_again(request: PlanRequest, data: st.DataObject) -> None:
    material = material_for(request)
    whole = make_slots(request, RULES, new_id=ids(), material=material)
    week = data.draw(st.integers(0, request.weeks - 1))
    audience_id = data.draw(st.sampled_from(request.audiences)).audience.id
    part = PlanPart(request.start.fromordinal(request.start.toordinal() + 7 * week), request.end, audience_id)
    kept = [slot for slot in whole if not (slot.audience_id == audience_id and part.holds(slot.day))]
    again = make_slots(request, RULES, kept, new_id=ids("again"), material=material, part=part)
    assert all(slot.audience_id == audience_id and part.holds(slot.day) for slot in again)
    assert new_blocks(kept, again, request, material) == set()


@settings(MANY, max_examples=50)
@given(requests())
def test_a_group_hears_something_in_every_ordinary_week(request: PlanRequest) -> None:
    slots = make_slots(request, RULES, new_id=ids(), material=PlanMaterial())
    for one in request.audiences:
        if Channel.GROUP in one.channels:
            heard = [s for s in slots if s.audience_id == one.audience.id and s.channel is Channel.GROUP]
            assert 2 * request.weeks <= len(heard) <= 6 * (request.weeks + 1)


def new_blocks(
    kept: Sequence[Slot], again: Sequence[Slot], request: PlanRequest, material: PlanMaterial
) -> set[tuple[str, tuple[str, ...]]]:
    """Blocks that stand against both together and did not stand against what was kept."""
    before, after = (
        {(b.code, b.slots) for b in blocks(objections(slots, request.audiences, RULES, material, request=request))}
        for slots in (kept, (*kept, *again))
    )
    return after - before


def ids(prefix: str = "s") -> "Ids":
    return Ids(prefix)


class Ids:
    """s1, s2, …"""

    def __init__(self, prefix: str) -> None:
        self._prefix, self._numbers = prefix, count(1)

    def __call__(self) -> str:
        return f"{self._prefix}{next(self._numbers)}"
