"""Which rows of a grid a person's corrections mean, and what became of each row."""

from collections.abc import Sequence
from dataclasses import dataclass

from copilot.domain.correction import Corrections, RowCorrection, RowKind
from copilot.knowledge.reading.blocks import Grid
from copilot.knowledge.reading.places import row_key, sheet_key, without_digits
from copilot.knowledge.reading.regions import Row


@dataclass(frozen=True, slots=True)
class RowFate:
    """What a row of the grid became; `correction` is the id of the correction that said so."""

    kind: RowKind
    cells: Row
    correction: str = ""


def rows_of(grid: Grid, grids: Sequence[Grid], corrections: Corrections) -> tuple[RowCorrection, ...]:
    """What was said about rows under the title of `grid`, or under a title that no grid of the file has any more."""
    if not corrections.rows:
        return ()
    key, keys = sheet_key(grid), {sheet_key(g) for g in grids}
    return tuple(c for c in corrections.rows if _is_meant(c.sheet, key, keys))


def rows_said(rows: Sequence[Row], said: Sequence[RowCorrection]) -> dict[int, RowCorrection]:
    """The correction of each row that has one: by its words, else as the only one whose words differ in numbers only."""
    if not said:
        return {}
    keys = [row_key(row) for row in rows]
    undated = [without_digits(key) for key in keys]
    found: dict[int, RowCorrection] = {}
    for correction in said:
        places = [i for i, key in enumerate(keys) if key == correction.words]
        if not places:
            alike = [i for i, key in enumerate(undated) if key == without_digits(correction.words)]
            places = alike if len(alike) == 1 else []
        found |= dict.fromkeys(places, correction)
    return found


def _is_meant(sheet: str, key: str, keys: set[str]) -> bool:
    if sheet == key or sheet in keys:
        return sheet == key
    undated = {without_digits(k) for k in keys}
    return without_digits(sheet) == without_digits(key) or without_digits(sheet) not in undated
