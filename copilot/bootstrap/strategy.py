"""Joins the parts of the butterfly page."""

from collections.abc import Callable
from datetime import date

from copilot.knowledge.reading import SeparateReader
from copilot.store import Store
from copilot.workflows.butterfly import Butterfly
from copilot.workflows.figures import Figuring
from copilot.workflows.insights import Insighting
from copilot.workflows.plan_rules import PlanRuling
from copilot.workflows.samples import Sampling


def build_butterfly(store: Store, reader: SeparateReader, today: Callable[[], date]) -> Butterfly:
    """The workflows of the butterfly."""
    figures = Figuring(store, reader, today)
    return Butterfly(
        figures=figures,
        insights=build_insights(store, today, figures),
        samples=Sampling(store, PlanRuling(store), today, figures),
    )


def build_insights(store: Store, today: Callable[[], date], figures: Figuring) -> Insighting:
    """The workflow of findings."""
    return Insighting(store, today, figures.standing, lambda _brand: (), lambda _brand: ())
