"""Joins the parts of the content calendar."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from copilot.bootstrap.models import Models
from copilot.bootstrap.review import build_reviewing, build_reviser
from copilot.bootstrap.writing import build_writing
from copilot.domain.language import Language
from copilot.knowledge.reading import SeparateReader
from copilot.locales import load_locale
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.calendar import Calendar
from copilot.workflows.check import Checking
from copilot.workflows.days import CalendarDays
from copilot.workflows.draft import Drafting
from copilot.workflows.export import Exporting
from copilot.workflows.knowing import Knowing
from copilot.workflows.labels import Labelling
from copilot.workflows.members import Membership
from copilot.workflows.plan import Planning
from copilot.workflows.plan_material import PlanMaterials
from copilot.workflows.plan_rules import PlanRuling
from copilot.workflows.review_bulk import InBulk
from copilot.workflows.revise_item import ItemRevising
from copilot.workflows.take_in import TakingIn

OCCASIONS = "occasions."


@dataclass(frozen=True, slots=True)
class Parts:
    """What the calendar stands on; made in `build_copilot`."""

    settings: Settings
    store: Store
    knowing: Knowing
    drafting: Drafting
    checking: Checking
    briefing: Briefing
    labelling: Labelling
    reader: SeparateReader
    clock: Callable[[], datetime]
    today: Callable[[], date]
    models: Models


def build_calendar(parts: Parts) -> Calendar:
    """The calendar's workflows."""
    store, settings, clock = parts.store, parts.settings, parts.clock
    materials = PlanMaterials(store, parts.knowing, parts.today, occasion_names)
    review = build_reviewing(store, parts.checking, parts.briefing, clock)
    ruling = PlanRuling(store)
    exporting = Exporting(store, review.standing, parts.labelling, clock)
    return Calendar(
        audiences=AudienceKeeping(store, _new_id),
        members=Membership(store, settings.admin_emails, sign_in=settings.sign_in),
        days=CalendarDays(),
        planning=Planning(store, materials, ruling, clock, _new_id),
        writing=build_writing(settings, store, parts.drafting, parts.briefing, occasion_names),
        review=review,
        bulk=InBulk(review),
        revising=ItemRevising(review, build_reviser(settings, parts.models.revising)),
        exporting=exporting,
        taking_in=TakingIn(store, parts.reader, review.checks, ruling, exporting, parts.today, _new_id),
    )


def occasion_names(language: Language) -> Mapping[str, str]:
    """What the days of the calendar are called, by id."""
    sentences = load_locale(language).sentences
    return {key.removeprefix(OCCASIONS): name for key, name in sentences.items() if key.startswith(OCCASIONS)}


def _new_id() -> str:
    return uuid4().hex
