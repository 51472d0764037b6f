"""Joins the parts of the content calendar."""

from uuid import uuid4

from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.calendar import Calendar
from copilot.workflows.members import Membership


def build_calendar(settings: Settings, store: Store) -> Calendar:
    """The calendar's workflows."""
    return Calendar(
        audiences=AudienceKeeping(store, _new_id),
        members=Membership(store, settings.admin_emails, sign_in=settings.sign_in),
    )


def _new_id() -> str:
    return uuid4().hex
