"""The audit trail as a CSV that a spreadsheet opens safely: who did what, when, from where to where, and why."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from copilot.domain.calendar import Item, ItemState
from copilot.domain.review import AuditEntry
from copilot.reporting.sent_table import harmless

COLUMNS = ("place", "at", "by", "deed", "item", "slot", "before", "after", "why", "version", "text", "mark")
Say = Callable[..., str]


def trail_csv(
    entries: Iterable[AuditEntry],
    items: Mapping[str, Item],
    say: Say,
    *,
    people: Mapping[str, str],
    moment: Callable[[datetime], str],
    why: Callable[[str], str],
) -> bytes:
    """The lines in the order given, one a row, in UTF-8 with a byte order mark, as spreadsheets want it. `people` are
    names by id, `why` makes a sentence of a reason; marks and hashes stand as they are kept, so that they can be proved."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([say(f"trail.columns.{name}") for name in COLUMNS])
    states = set(ItemState)
    for one in entries:
        item = items.get(one.item_id)
        name = people.get(one.by, one.by)
        cells = (
            str(one.place),
            moment(one.at),
            name if name == one.by else f"{name} ({one.by})",
            say(f"deeds.{one.deed}"),
            one.item_id,
            f"{item.slot.at:%Y-%m-%d %H:%M} {item.slot.idea}" if item else "",
            say(f"item_states.{one.before}") if one.before in states else one.before,
            say(f"item_states.{one.after}") if one.after in states else one.after,
            why(one.why),
            str(one.version or ""),
            one.text_hash,
            one.mark,
        )
        writer.writerow([harmless(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")
