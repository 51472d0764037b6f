"""Approved items as events for calendar programs (RFC 5545). icalendar stops here."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from copilot.domain.outgoing import Outgoing, OutgoingCalendar
from copilot.reporting.outgoing_columns import label_words
from copilot.reporting.outline import Say
from copilot.reporting.xml_text import xml_text

_MAKER = "-//Butterfly Copilot//Content calendar//EN"
_HOST = "butterfly-copilot"
_LASTS = timedelta(minutes=15)
"""Long enough to be seen in a day's view."""

_AROUND = timedelta(days=366)
"""The clocks are described for the time around the items, not since 1970."""


def outgoing_ics(calendar: OutgoingCalendar, say: Say) -> bytes:
    """One event for each item, on the brand's clocks; where those are not known, on those of whoever reads it. An item's
    event keeps its UID, so that importing it again moves it rather than doubling it."""
    made = Calendar()
    made.add("prodid", _MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", vText(_line(say("exports.title", brand=calendar.brand))))
    if calendar.clocks:
        made.add("x-wr-timezone", calendar.clocks)
    for one in calendar.in_order:
        made.add_component(_event(one, calendar, say))
    if calendar.clocks and calendar.items:
        days = [one.item.slot.day for one in calendar.items]
        made.add_missing_timezones(min(days) - _AROUND, max(days) + _AROUND)
    content: bytes = made.to_ical()
    return content


def _event(one: Outgoing, calendar: OutgoingCalendar, say: Say) -> Event:
    slot = one.item.slot
    starts = slot.at.replace(tzinfo=ZoneInfo(calendar.clocks)) if calendar.clocks else slot.at
    channel = say(f"channels.{one.channel}")
    event = Event()
    event.add("uid", _line(f"{one.item.id}@{_HOST}"))
    event.add("dtstamp", _whole_seconds(calendar.made_at))
    event.add("dtstart", starts)
    event.add("dtend", starts + _LASTS)
    event.add("sequence", one.item.version)
    event.add("summary", _line(say("exports.event", audience=one.audience, channel=channel, idea=slot.idea)))
    event.add("description", _description(one, say))
    event.add("categories", [channel, say(f"purposes.{slot.purpose}")])
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _description(one: Outgoing, say: Say) -> str:
    parts = [one.text]
    if one.item.slot.requests:
        parts.append(say("exports.bring", what=say("exports.between").join(one.item.slot.requests)))
    if one.sender:
        parts.append(say("exports.by", sender=one.sender))
    if label := label_words(one, say):
        parts.append(say("exports.labelled", label=_line(label)))
    return xml_text("\n\n".join(parts)).replace("\r", "\n")


def _line(text: str) -> str:
    return " ".join(xml_text(text).split())


def _whole_seconds(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
