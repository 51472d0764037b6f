"""What people are called in the calendar: members by name, the one user of a machine as oneself."""

from copilot.errors import ButterflyError
from copilot.ui.state import say, the_copilot
from copilot.workflows.members import ALONE
from copilot.workflows.review_standing import ITSELF


def names() -> dict[str, str]:
    """Names by the ids that the trail keeps."""
    members = {m.email: m.name for m in the_copilot().calendar.members.all()}
    return {ALONE: say("calendar.you"), ITSELF: say("app.name"), **members}


def with_names(error: ButterflyError) -> ButterflyError:
    """The error with the name of whoever changed it first in place of their id."""
    if by := error.facts.get("by"):
        error.facts["by"] = names().get(str(by), by)
    return error
