"""Whether a passage holds on a day: some, such as rows of a promotion table, say from when until when."""

from datetime import date

from copilot.domain.evidence import Passage


def in_force(passage: Passage, at: date | None) -> bool:
    """Whether `at` lies within the passage's `valid_from` and `valid_to` tags; always when no day is asked for."""
    if at is None:
        return True
    first, last = _day(passage.tag("valid_from")), _day(passage.tag("valid_to"))
    return (first is None or first <= at) and (last is None or at <= last)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
