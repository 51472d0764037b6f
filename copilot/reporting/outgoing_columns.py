"""What approved items say in a table: one column for each thing, the same in every kind of table."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from copilot.domain.outgoing import Outgoing, OutgoingCalendar
from copilot.reporting.day_words import weekday_word
from copilot.reporting.outline import Say

Value = str | date | time | datetime


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` is in characters of a spreadsheet's usual font."""

    key: str
    width: int


COLUMNS = (
    Column("day", 12),
    Column("weekday", 7),
    Column("time", 8),
    Column("audience", 16),
    Column("channel", 12),
    Column("persona", 12),
    Column("idea", 28),
    Column("text", 60),
    Column("requests", 20),
    Column("product", 16),
    Column("offer", 22),
    Column("occasion", 12),
    Column("purpose", 12),
    Column("node", 8),
    Column("step", 12),
    Column("sender", 10),
    Column("label", 16),
    Column("approved_by", 14),
    Column("approved_at", 17),
    Column("id", 20),
)


def titles(calendar: OutgoingCalendar, say: Say) -> list[str]:
    """The header of each column."""
    utc = "" if calendar.clocks else "_utc"
    return [say(f"exports.columns.{c.key}{utc if c.key == 'approved_at' else ''}") for c in COLUMNS]


def values(one: Outgoing, calendar: OutgoingCalendar, say: Say) -> list[Value]:
    """The cells of one item, in the order of `COLUMNS`; days and times as themselves."""
    slot = one.item.slot
    cells: dict[str, Value] = {
        "day": slot.day,
        "weekday": weekday_word(slot.day, say),
        "time": slot.time,
        "audience": one.audience,
        "channel": say(f"channels.{one.channel}"),
        "persona": one.persona,
        "idea": slot.idea,
        "text": one.text,
        "requests": "\n".join(slot.requests),
        "product": slot.product or "",
        "offer": slot.offer.words if slot.offer else "",
        "occasion": say(f"occasions.{slot.occasion}") if slot.occasion else "",
        "purpose": say(f"purposes.{slot.purpose}"),
        "node": say(f"nodes.{slot.node}"),
        "step": say(f"steps.{slot.step}") if slot.step else "",
        "sender": one.sender,
        "label": label_words(one, say),
        "approved_by": say("exports.between").join(one.approved_by),
        "approved_at": local(one.approved_at, calendar),
        "id": one.item.id,
    }
    return [cells[c.key] for c in COLUMNS]


def label_words(one: Outgoing, say: Say) -> str:
    """How it is labelled, and what to declare."""
    if one.label is None:
        return ""
    return "\n".join(part for part in (say(f"label.choices.{one.label}"), one.declaration) if part)


def local(at: datetime, calendar: OutgoingCalendar) -> datetime:
    """A moment on the brand's clocks, or in UTC where they are not known; without its zone, as spreadsheets want it."""
    zone = ZoneInfo(calendar.clocks) if calendar.clocks else UTC
    return at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
