"""Joins the parts of the content calendar."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import uuid4

from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.calendar import Calendar
from copilot.workflows.days import CalendarDays
from copilot.workflows.knowing import Knowing
from copilot.workflows.members import Membership
from copilot.workflows.plan import Planning
from copilot.workflows.plan_material import PlanMaterials
from copilot.workflows.plan_rules import PlanRuling

OCCASIONS = "occasions."


def build_calendar(
    settings: Settings, store: Store, knowing: Knowing, clock: Callable[[], datetime], today: Callable[[], date]
) -> Calendar:
    """The calendar's workflows."""
    materials = PlanMaterials(store, knowing, today, occasion_names)
    return Calendar(
        audiences=AudienceKeeping(store, _new_id),
        members=Membership(store, settings.admin_emails, sign_in=settings.sign_in),
        days=CalendarDays(),
        planning=Planning(store, materials, PlanRuling(store), clock, _new_id),
    )


def occasion_names(language: Language) -> Mapping[str, str]:
    """What the days of the calendar are called, by id."""
    sentences = load_locale(language).sentences
    return {key.removeprefix(OCCASIONS): name for key, name in sentences.items() if key.startswith(OCCASIONS)}


def _new_id() -> str:
    return uuid4().hex
