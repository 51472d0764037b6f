"""What a place in the calendar asks, as lines of a prompt: when and to whom, the idea, the offer, the sequence."""

from datetime import date, datetime

from copilot.domain.assignment import Assignment, PartOf
from copilot.domain.calendar import Purpose
from copilot.writing.fences import fenced, on_one_line
from copilot.writing.lines import Lines
from copilot.writing.material import shortened

EARLIER_PARTS = 3
LONGEST_PART = 120
"""Characters of an earlier part that are shown."""


def assignment_of(assignment: Assignment, lines: Lines) -> str:
    """The lines of an assignment; whatever it does not know is left out."""
    offer = assignment.offer
    found = [
        _moment("item_when", assignment.at, lines),
        lines.fill("item_audience", audience=assignment.audience),
        lines.fill("item_occasion", occasion=assignment.occasion),
        lines.fill("item_idea", idea=assignment.idea),
        lines.fill("item_offer", words=offer.words) if offer else "",
        lines.fill("item_offer_ends", day=_day(offer.ends)) if offer and offer.ends else "",
        *_live(assignment, lines),
        _part(assignment.part, lines) if assignment.part else "",
        lines.listing("item_requests", assignment.requests),
    ]
    return "\n".join(line for line in found if line)


def _live(assignment: Assignment, lines: Lines) -> list[str]:
    if assignment.purpose not in (Purpose.LIVE_NOTICE, Purpose.LIVE):
        return []
    if assignment.live_at is None:
        return [lines.fill("item_live_unknown")]
    return [_moment("item_live", assignment.live_at, lines), lines.fill("item_live_shows", shows=assignment.live_shows)]


def _part(part: PartOf, lines: Lines) -> str:
    told = [lines.fill("item_part", number=str(part.number), of=str(part.of))]
    if part.before:
        said = "\n".join(f"- {on_one_line(shortened(t.words, LONGEST_PART))}" for t in part.before[-EARLIER_PARTS:])
        told += [lines.fill("item_before"), fenced("before", said)]
    if part.following:
        told.append(lines.fill("item_next", words=shortened(part.following.words, LONGEST_PART)))
    return "\n".join(told)


def _moment(key: str, at: datetime, lines: Lines) -> str:
    weekday = lines.fill("item_weekdays").split()[at.weekday()]
    return lines.fill(key, day=_day(at.date()), weekday=weekday, time=f"{at:%H:%M}")


def _day(day: date) -> str:
    return day.isoformat()
