"""A list of results → which item each is of. What cannot be read or matched is listed with its place and the reason."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from copilot.domain.calendar import Item
from copilot.domain.calendar_import import (
    CalendarProblem,
    CalendarUse,
    MatchedResult,
    Place,
    ReadResults,
    ResultRow,
)
from copilot.domain.sheet import Sheet, SheetRow
from copilot.planning.import_cells import DayHints, hints_in, read_day, read_time, writes_day_first
from copilot.planning.import_words import ResultUse, import_words, plain

_ROWS_ABOVE = 15
_COUNT = re.compile(r"(\d[\d,]*)(?:\.0+)?\s*(?:人|次|条|单|个|people)?")
_FIGURES = (ResultUse.REACHED, ResultUse.REPLIES, ResultUse.ORDERS, ResultUse.MUTED)
_WHERE = (CalendarUse.DAY, CalendarUse.TIME, CalendarUse.AUDIENCE, CalendarUse.TOPIC)
_Use = ResultUse | CalendarUse


def read_results(
    sheets: Sequence[Sheet], items: Sequence[Item], names: Mapping[str, str], *, today: date, name: str = ""
) -> ReadResults:
    """The results with their items. `names` are those of audiences by their ids. An item is found by its id, else by its
    day and audience, and where that is not enough by its time or topic."""
    matched: list[MatchedResult] = []
    problems: list[CalendarProblem] = []
    for sheet in sheets:
        reader = _ResultReader(sheet, hints_in(name, DayHints(today)), problems)
        for row in reader.rows():
            found = _items_of(row, items, names)
            if len(found) == 1:
                matched.append(MatchedResult(found[0].id, row))
            else:
                value = row.item_id or f"{row.day or ''} {row.audience}".strip()
                code = "several_items" if found else "no_item"
                problems.append(CalendarProblem(row.place, code, value=value, taken=False))
    return ReadResults(*_once(matched, problems))


@dataclass(frozen=True, slots=True)
class _Heads:
    """Which column of a sheet is for what, and where the rows begin."""

    uses: tuple[_Use | None, ...]
    first: int


class _ResultReader:
    """Reads one sheet's rows."""

    def __init__(self, sheet: Sheet, hints: DayHints, problems: list[CalendarProblem]) -> None:
        self._sheet, self._problems = sheet, problems
        self._heads = _heads(sheet.rows)
        for row in sheet.rows[: self._heads.first]:
            for cell in dict.fromkeys(row.cells):
                hints = hints_in(cell, hints)
        self._hints = hints_in(sheet.title, hints)

    def rows(self) -> Iterator[ResultRow]:
        uses = self._heads.uses
        if not any(use in _FIGURES for use in uses):
            place = Place(self._sheet.title, 0)
            self._problems.append(CalendarProblem(place, "no_figures", value=str(len(self._sheet.rows)), taken=False))
            return
        rows = self._sheet.rows[self._heads.first :]
        days = [row.cells[i] for i, use in enumerate(uses) if use is CalendarUse.DAY for row in rows]
        self._hints = replace(self._hints, day_first=writes_day_first(days))
        for row in rows:
            if (read := self._row(row)) is not None:
                yield read

    def _row(self, row: SheetRow) -> ResultRow | None:
        place = Place(self._sheet.title, row.number)
        cells = {use: cell for use, cell in zip(self._heads.uses, row.cells, strict=True) if use and cell}
        first = next((cell for cell in row.cells if cell), "")
        if import_words().is_total(first):
            self._tell(place, "total", first)
            return None
        day = self._day(place, cells.get(CalendarUse.DAY, ""))
        at = read_time(cells.get(CalendarUse.TIME, ""))
        reached, replies, orders, muted = (self._count(place, cells.get(use, "")) for use in _FIGURES)
        return ResultRow(
            place, day, None if at.guessed else at.at, cells.get(CalendarUse.AUDIENCE, ""),
            cells.get(CalendarUse.TOPIC, ""), cells.get(ResultUse.ITEM_ID, ""), reached, replies, orders, muted,
            cells.get(ResultUse.NOTE, ""),
        )  # fmt: skip

    def _day(self, place: Place, text: str) -> date | None:
        """A blank day is that of the row above."""
        if not text:
            return self._hints.above
        day = read_day(text, self._hints).day
        if day is None:
            self._tell(place, "not_a_date", text, taken=True)
        else:
            self._hints = replace(self._hints, above=day)
        return day

    def _count(self, place: Place, text: str) -> int | None:
        if not text or import_words().is_blank(text):
            return None
        found = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
        if found is None:
            self._tell(place, "not_a_number", text, taken=True)
            return None
        return int(found[1].replace(",", ""))

    def _tell(self, place: Place, code: str, value: str, *, taken: bool = False) -> None:
        self._problems.append(CalendarProblem(place, code, value=value, taken=taken))


def _heads(rows: Sequence[SheetRow]) -> _Heads:
    """The row among the first with the most headers that are known."""
    known = [_uses(row.cells) for row in rows[:_ROWS_ABOVE]]
    best = max(range(len(known)), key=lambda i: sum(use is not None for use in known[i]), default=0)
    return _Heads(tuple(known[best]) if known else (), best + 1)


def _uses(cells: Sequence[str]) -> list[_Use | None]:
    uses: list[_Use | None] = []
    for cell in cells:
        told = import_words().result(cell) or import_words().use(cell)
        wanted = told if isinstance(told, ResultUse) or told in _WHERE else None
        uses.append(None if wanted in uses else wanted)
    return uses


def _items_of(row: ResultRow, items: Sequence[Item], names: Mapping[str, str]) -> list[Item]:
    if row.item_id:
        return [item for item in items if item.id == row.item_id]
    found = [item for item in items if row.day is not None and item.slot.day == row.day]
    if row.audience:
        found = [i for i in found if plain(names.get(i.slot.audience_id, "")) == plain(row.audience)]
    if len(found) > 1 and row.at:
        found = [i for i in found if i.slot.time == row.at]
    if len(found) > 1 and row.topic:
        found = [i for i in found if plain(i.slot.idea) == plain(row.topic)]
    return found


def _once(
    matched: Sequence[MatchedResult], problems: Sequence[CalendarProblem]
) -> tuple[tuple[MatchedResult, ...], tuple[CalendarProblem, ...]]:
    """Of two rows about one item the first counts; the other is told."""
    kept: dict[str, MatchedResult] = {}
    told = list(problems)
    for one in matched:
        if one.item_id in kept:
            told.append(CalendarProblem(one.row.place, "twice", value=one.row.topic or one.item_id, taken=False))
        else:
            kept[one.item_id] = one
    return tuple(kept.values()), tuple(told)
