"""Sheets with two rows of headers, where 时间, 主题 and 文案 stand once below each audience, taken apart by audience."""

from collections import Counter
from collections.abc import Sequence

from copilot.domain.calendar_import import CalendarUse
from copilot.domain.sheet import Sheet, SheetRow
from copilot.planning.import_words import import_words

_SAID = frozenset({CalendarUse.TEXT, CalendarUse.TOPIC})
_LEAST_GROUPS = 2


def groups_in(sheet: Sheet, head: int | None) -> dict[str, Sheet]:
    """The sheet once for each audience in the row above its headers, with the columns of that audience and those of none,
    called by both names; empty where there are no such groups."""
    if not head:
        return {}
    above, headers = sheet.rows[head - 1].cells, sheet.rows[head].cells
    groups = [_group(name, header) for name, header in zip(above, headers, strict=True)]
    said = {
        (group, use) for group, header in zip(groups, headers, strict=True) if group and (use := _use(header)) in _SAID
    }
    repeated = Counter(use for _, use in said)
    if max(repeated.values(), default=0) < _LEAST_GROUPS:
        return {}
    return {name: _part(sheet, name, groups) for name in dict.fromkeys(groups) if name}


def _use(header: str) -> CalendarUse | None:
    return import_words().use(header)


def _group(name: str, header: str) -> str:
    """A cell merged with the one below it is a header that all groups share."""
    return "" if name == header or _use(name) is CalendarUse.DAY else name


def _part(sheet: Sheet, name: str, groups: Sequence[str]) -> Sheet:
    columns = [i for i, group in enumerate(groups) if group in ("", name)]
    rows = (SheetRow(row.number, tuple(row.cells[i] for i in columns)) for row in sheet.rows)
    return Sheet(f"{sheet.title} · {name}", tuple(row for row in rows if any(row.cells)))
