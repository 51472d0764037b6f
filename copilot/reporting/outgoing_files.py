"""Approved items as a file of the kind asked for. Each kind's library is imported when it is needed."""

from copilot.domain.language import Language
from copilot.domain.outgoing import OutgoingCalendar
from copilot.errors import InvalidInput
from copilot.reporting.outline import Say

CALENDAR_FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "ics": "text/calendar",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
"""The kinds of file for a calendar, by their ending, each with its media type."""


def calendar_file(calendar: OutgoingCalendar, kind: str, say: Say, *, language: Language = Language.ZH) -> bytes:
    """The calendar as a file of that kind; `say` gives the sentences, in `language`. Raises `InvalidInput`."""
    if kind == "xlsx":
        from copilot.reporting.outgoing_workbook import outgoing_xlsx

        return outgoing_xlsx(calendar, say)
    if kind == "csv":
        from copilot.reporting.outgoing_table import outgoing_csv

        return outgoing_csv(calendar, say)
    if kind == "ics":
        from copilot.reporting.outgoing_events import outgoing_ics

        return outgoing_ics(calendar, say)
    if kind == "docx":
        from copilot.reporting.outgoing_document import outgoing_docx

        return outgoing_docx(calendar, say, language)
    if kind == "json":
        from copilot.reporting.outgoing_json import outgoing_json

        return outgoing_json(calendar)
    raise InvalidInput(f"no calendar is exported as {kind}", code="export_format", kind=kind, known=_known())


def _known() -> str:
    return ", ".join(CALENDAR_FORMATS)
