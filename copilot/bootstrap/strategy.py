"""Joins the parts of the butterfly page."""

from collections.abc import Callable
from datetime import date

from copilot.store import Store
from copilot.workflows.butterfly import Butterfly
from copilot.workflows.insights import Insighting, Standing
from copilot.workflows.plan_rules import PlanRuling
from copilot.workflows.samples import Sampling


def build_butterfly(store: Store, today: Callable[[], date]) -> Butterfly:
    """The workflows of the butterfly."""
    return Butterfly(insights=build_insights(store, today), samples=Sampling(store, PlanRuling(store), today))


def build_insights(store: Store, today: Callable[[], date]) -> Insighting:
    """The workflow of findings."""
    return Insighting(
        store, today, lambda _brand, _cut: Standing(), lambda _brand: (), lambda _brand: (), lambda _brand: None
    )
