"""The audit trail as a CSV of codes, line by line as it is kept, with the marks by which it can be verified again."""

import csv
import io
from collections.abc import Iterable

from copilot.domain.reasons import reason_of
from copilot.domain.review import AuditEntry
from copilot.reporting.sent_table import harmless

COLUMNS = ("place", "at", "by", "deed", "item", "before", "after", "why", "version", "text_hash", "mark")


def coded_trail_csv(entries: Iterable[AuditEntry]) -> bytes:
    """One row for each line, in UTF-8 with a byte order mark. Column names and codes are the same in every language, so
    that two exports compare; times are ISO with their zone."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in entries:
        cells = (
            str(one.place), one.at.isoformat(), one.by, one.deed.value, one.item_id, one.before, one.after,
            _why(one.why), str(one.version), one.text_hash, one.mark,
        )  # fmt: skip
        writer.writerow([harmless(cell.replace("\x00", "")) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _why(why: str) -> str:
    reason = reason_of(why)
    if reason is None:
        return why
    return " ".join((reason.code, *(f"{name}={value}" for name, value in reason.facts.items())))
