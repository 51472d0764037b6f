"""The plan's shares against what happened: items that stand in the calendar, and those that were sent."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from copilot.domain.calendar import Item, Slot
from copilot.domain.shares import AudienceWeek, Results, Share, ShareOf, Shares
from copilot.planning.material import monday_of

_GROUPS: Mapping[ShareOf, Callable[[Slot], str | None]] = {
    ShareOf.ALL: lambda _: "all",
    ShareOf.PROMOTION: lambda slot: "promotion" if slot.promotes else None,
    ShareOf.NODE: lambda slot: slot.node.value,
    ShareOf.STEP: lambda slot: slot.step.value if slot.step else None,
    ShareOf.CHANNEL: lambda slot: slot.channel.value,
    ShareOf.PURPOSE: lambda slot: slot.purpose.value,
}


def shares(items: Sequence[Item], start: date, end: date) -> Shares:
    """Shares of the items from `start` to `end`, both inclusive; removed ones do not count. An item counts as sent
    when somebody marked it so."""
    here = [item for item in items if start <= item.slot.day <= end and not item.removed]
    audiences: dict[str, list[Item]] = defaultdict(list)
    weeks: dict[tuple[str, date], list[Item]] = defaultdict(list)
    for item in here:
        audiences[item.slot.audience_id].append(item)
        weeks[item.slot.audience_id, monday_of(item.slot.day)].append(item)
    return Shares(
        _shares_of(here),
        {audience_id: _shares_of(theirs) for audience_id, theirs in sorted(audiences.items())},
        tuple(AudienceWeek(*key, _shares_of(theirs)) for key, theirs in sorted(weeks.items())),
    )


def _shares_of(items: Sequence[Item]) -> tuple[Share, ...]:
    total = len(items)
    sent = sum(item.sent is not None for item in items)
    return tuple(
        _share(of, name, group, total, sent)
        for of, name_of in _GROUPS.items()
        for name, group in sorted(_grouped(items, name_of).items())
    )


def _grouped(items: Sequence[Item], name_of: Callable[[Slot], str | None]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if name := name_of(item.slot):
            groups[name].append(item)
    return groups


def _share(of: ShareOf, name: str, group: Sequence[Item], total: int, all_sent: int) -> Share:
    sent = sum(item.sent is not None for item in group)
    return Share(
        of, name, len(group), sent, len(group) / total if total else 0.0, sent / all_sent if all_sent else 0.0,
        _results(group),
    )  # fmt: skip


def _results(group: Sequence[Item]) -> Results:
    told = [item.sent for item in group if item.sent]
    noted = [s for s in told if (s.reached, s.replies, s.orders, s.muted) != (None, None, None, None)]
    return Results(
        len(noted),
        _sum([s.reached for s in noted]),
        _sum([s.replies for s in noted]),
        _sum([s.orders for s in noted]),
        _sum([s.muted for s in noted]),
    )


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
