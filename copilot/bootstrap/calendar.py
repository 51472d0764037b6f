"""Joins the parts of the content calendar."""

from collections.abc import Mapping
from uuid import uuid4

from copilot.bootstrap.writing import build_writing
from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.calendar import Calendar
from copilot.workflows.draft import Drafting
from copilot.workflows.members import Membership

OCCASIONS = "occasions."


def build_calendar(settings: Settings, store: Store, drafting: Drafting, briefing: Briefing) -> Calendar:
    """The calendar's workflows."""
    return Calendar(
        audiences=AudienceKeeping(store, _new_id),
        members=Membership(store, settings.admin_emails),
        writing=build_writing(settings, store, drafting, briefing, occasion_names),
    )


def occasion_names(language: Language) -> Mapping[str, str]:
    """What the days of the calendar are called, by id."""
    sentences = load_locale(language).sentences
    return {key.removeprefix(OCCASIONS): name for key, name in sentences.items() if key.startswith(OCCASIONS)}


def _new_id() -> str:
    return uuid4().hex
