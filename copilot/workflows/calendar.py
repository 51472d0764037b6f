"""The content calendar as one object: planned, written, reviewed, and given out."""

from dataclasses import dataclass

from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.days import CalendarDays
from copilot.workflows.export import Exporting
from copilot.workflows.members import Membership
from copilot.workflows.plan import Planning
from copilot.workflows.review import Reviewing
from copilot.workflows.review_bulk import InBulk
from copilot.workflows.revise_item import ItemRevising
from copilot.workflows.take_in import TakingIn
from copilot.workflows.write_items import ItemWriting


@dataclass(frozen=True, slots=True)
class Calendar:
    """Made by `bootstrap.calendar.build_calendar`. Whoever does something is given as an `Actor`."""

    audiences: AudienceKeeping
    members: Membership
    days: CalendarDays
    planning: Planning
    writing: ItemWriting
    review: Reviewing
    bulk: InBulk
    revising: ItemRevising
    exporting: Exporting
    taking_in: TakingIn
