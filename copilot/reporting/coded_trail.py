"""The audit trail as a CSV of codes, line by line as it is kept, with the marks by which it can be verified again."""

from collections.abc import Iterable

from copilot.domain.reasons import reason_of
from copilot.domain.review import AuditEntry
from copilot.reporting.csv_file import csv_file

COLUMNS = ("place", "at", "by", "deed", "item", "before", "after", "why", "version", "text_hash", "mark")


def coded_trail_csv(entries: Iterable[AuditEntry]) -> bytes:
    """One row for each line. Column names and codes are the same in every language, so that two exports compare; times
    are ISO with their zone."""
    rows = (
        (
            str(one.place), one.at.isoformat(), one.by, one.deed.value, one.item_id, one.before, one.after,
            _why(one.why), str(one.version), one.text_hash, one.mark,
        )
        for one in entries
    )  # fmt: skip
    return csv_file(COLUMNS, rows)


def _why(why: str) -> str:
    reason = reason_of(why)
    if reason is None:
        return why
    return " ".join((reason.code, *(f"{name}={value}" for name, value in reason.facts.items())))
