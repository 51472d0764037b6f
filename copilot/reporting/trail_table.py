"""The audit trail as a CSV that a spreadsheet opens safely: who did what, when, from where to where, and why."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from copilot.domain.calendar import Item, ItemState
from copilot.domain.review import AuditEntry
from copilot.reporting.csv_file import csv_file

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
    """The lines in the order given, one a row. `people` are names by id, `why` makes a sentence of a reason; marks and
    hashes stand as they are kept, so that they can be proved."""
    states = set(ItemState)

    def row(one: AuditEntry) -> tuple[str, ...]:
        item = items.get(one.item_id)
        name = people.get(one.by, one.by)
        return (
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

    return csv_file([say(f"trail.columns.{name}") for name in COLUMNS], map(row, entries))
