"""Approved items as a CSV that a spreadsheet opens safely."""

import csv
import io
from datetime import datetime, time

from copilot.domain.outgoing import OutgoingCalendar
from copilot.reporting.outgoing_columns import Value, titles, values
from copilot.reporting.outline import Say
from copilot.reporting.sent_table import harmless


def outgoing_csv(calendar: OutgoingCalendar, say: Say) -> bytes:
    """One row for each item, by day and time, in UTF-8 with a byte order mark, as spreadsheets want it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(titles(calendar, say))
    for one in calendar.in_order:
        writer.writerow([harmless(_text(value)) for value in values(one, calendar, say)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%H:%M}" if isinstance(value, time) else value.isoformat()
