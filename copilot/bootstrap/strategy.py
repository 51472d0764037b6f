"""Joins the workflows of the butterfly."""

from functools import partial
from uuid import uuid4

from copilot.bootstrap.calendar import Parts
from copilot.workflows.butterfly import Butterfly
from copilot.workflows.calculate import Calculating
from copilot.workflows.calendar import Calendar
from copilot.workflows.fatigue import FatigueWatching
from copilot.workflows.figures import Figuring
from copilot.workflows.fit import Fitting
from copilot.workflows.grounds import chosen_of, heard_of, misfits_of
from copilot.workflows.insights import Insighting
from copilot.workflows.operating_models import ModelChoosing
from copilot.workflows.plan_rules import PlanRuling
from copilot.workflows.quiet_week import Quieting
from copilot.workflows.refer import Referring
from copilot.workflows.samples import Sampling
from copilot.workflows.segments import Segmenting


def build_butterfly(parts: Parts, calendar: Calendar, segmenting: Segmenting) -> Butterfly:
    """The workflows on what was opened."""
    store, today = parts.store, parts.today
    planning, audiences, ruling = calendar.planning, calendar.audiences, PlanRuling(store)
    fit, fatigue = Fitting(store, today), FatigueWatching(store, planning, audiences, today)
    models, figures = ModelChoosing(store, fit, ruling), Figuring(store, parts.reader, today, segmenting)
    return Butterfly(
        fit=fit,
        models=models,
        figures=figures,
        calculating=Calculating(store, parts.knowing, today, _new_id),
        referring=Referring(store, parts.checking, parts.briefing, today, _new_id),
        fatigue=fatigue,
        quieting=Quieting(store, planning, audiences, today, _new_id),
        insights=Insighting(
            store,
            today,
            standing=figures.standing,
            heard=partial(heard_of, fatigue),
            misfits=partial(misfits_of, fit),
            chosen=partial(chosen_of, models),
        ),
        samples=Sampling(store, ruling, today, fit, figures),
    )


def _new_id() -> str:
    return uuid4().hex
