"""Joins the parts of the butterfly page."""

from uuid import uuid4

from copilot.bootstrap.calendar import Parts
from copilot.workflows.butterfly import Butterfly
from copilot.workflows.calculate import Calculating
from copilot.workflows.calendar import Calendar
from copilot.workflows.fatigue import FatigueWatching
from copilot.workflows.insights import Insighting, Standing
from copilot.workflows.quiet_week import Quieting
from copilot.workflows.refer import Referring
from copilot.workflows.plan_rules import PlanRuling
from copilot.workflows.samples import Sampling


def build_butterfly(parts: Parts, calendar: Calendar) -> Butterfly:
    """The workflows of the butterfly page."""
    store, today = parts.store, parts.today
    planning, audiences = calendar.planning, calendar.audiences
    fatigue = FatigueWatching(store, planning, audiences, today)
    return Butterfly(
        calculating=Calculating(store, parts.knowing, today, _new_id),
        referring=Referring(store, parts.checking, parts.briefing, today, _new_id),
        fatigue=fatigue,
        quieting=Quieting(store, planning, audiences, today, _new_id),
        insights=build_insights(parts),
        samples=Sampling(store, PlanRuling(store), today),
    )


def build_insights(parts: Parts) -> Insighting:
    """The workflow of findings."""
    return Insighting(
        parts.store, parts.today, lambda _brand, _cut: Standing(), lambda _brand: (), lambda _brand: (), lambda _brand: None
    )


def _new_id() -> str:
    return uuid4().hex
