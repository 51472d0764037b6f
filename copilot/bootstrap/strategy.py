"""Joins the parts of the butterfly page."""

from uuid import uuid4

from copilot.bootstrap.calendar import Parts
from copilot.workflows.butterfly import Butterfly
from copilot.workflows.calculate import Calculating
from copilot.workflows.calendar import Calendar
from copilot.workflows.fatigue import FatigueWatching
from copilot.workflows.quiet_week import Quieting
from copilot.workflows.refer import Referring


def build_butterfly(parts: Parts, calendar: Calendar) -> Butterfly:
    """The workflows of the butterfly page."""
    store, today = parts.store, parts.today
    planning, audiences = calendar.planning, calendar.audiences
    return Butterfly(
        calculating=Calculating(store, parts.knowing, today, _new_id),
        referring=Referring(store, parts.checking, parts.briefing, today, _new_id),
        fatigue=FatigueWatching(store, planning, audiences, today),
        quieting=Quieting(store, planning, audiences, today, _new_id),
    )


def _new_id() -> str:
    return uuid4().hex
