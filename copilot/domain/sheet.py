"""A sheet of a spreadsheet as a person sees it, without any guess at what it means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row with something in it. `number` is what the spreadsheet shows beside it, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of equal length; empty cells are empty texts."""

    title: str
    rows: tuple[SheetRow, ...]
