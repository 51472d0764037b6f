"""Joins the workflows of the butterfly."""

from collections.abc import Callable
from datetime import date

from copilot.store import Store
from copilot.workflows.butterfly import Butterfly
from copilot.workflows.fit import Fitting
from copilot.workflows.operating_models import ModelChoosing
from copilot.workflows.plan_rules import PlanRuling


def build_butterfly(store: Store, today: Callable[[], date]) -> Butterfly:
    """The workflows on what was opened."""
    fitting = Fitting(store, today)
    return Butterfly(fit=fitting, models=ModelChoosing(store, fitting, PlanRuling(store)))
