"""Joins the parts of the content calendar."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from copilot.bootstrap.review import build_reviewing
from copilot.settings import Settings
from copilot.store import Store
from copilot.workflows.ask import Briefing
from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.calendar import Calendar
from copilot.workflows.check import Checking
from copilot.workflows.members import Membership
from copilot.workflows.review_bulk import InBulk


def build_calendar(
    settings: Settings, store: Store, checking: Checking, briefing: Briefing, clock: Callable[[], datetime]
) -> Calendar:
    """The calendar's workflows."""
    review = build_reviewing(store, checking, briefing, clock)
    return Calendar(
        audiences=AudienceKeeping(store, _new_id),
        members=Membership(store, settings.admin_emails),
        review=review,
        bulk=InBulk(review),
    )


def _new_id() -> str:
    return uuid4().hex
