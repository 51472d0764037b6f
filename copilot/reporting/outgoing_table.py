"""Approved items as a CSV that a spreadsheet opens safely."""

from datetime import datetime, time

from copilot.domain.outgoing import OutgoingCalendar
from copilot.reporting.csv_file import csv_file
from copilot.reporting.outgoing_columns import Value, titles, values
from copilot.reporting.outline import Say


def outgoing_csv(calendar: OutgoingCalendar, say: Say) -> bytes:
    """One row for each item, by day and time."""
    return csv_file(titles(calendar, say), (map(_text, values(one, calendar, say)) for one in calendar.in_order))


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%H:%M}" if isinstance(value, time) else value.isoformat()
