"""Applies what a person said about the columns of a file's tables and about its passages."""

from collections.abc import Sequence
from dataclasses import replace

from copilot.domain.correction import ColumnCorrection, Corrections, PassageCorrection
from copilot.domain.evidence import Passage
from copilot.knowledge.reading.blocks import Grid
from copilot.knowledge.reading.headers import Header
from copilot.knowledge.reading.lexicon import Kind, fold
from copilot.knowledge.reading.neighbours import seen_together
from copilot.knowledge.reading.periods import Period
from copilot.knowledge.reading.places import column_keys, likeness, numbered, sheet_key, without_digits
from copilot.knowledge.reading.tables import Record, Table

PLAIN_FIELD = "field"
"""How a correction calls a column of no kind: its cells are facts under the header's own words."""
_LEAST_LIKE = 0.5
"""A passage whose text changed is taken for the corrected one from this likeness on."""

FoundTable = tuple[Grid, Table]


def table_keys(found: Sequence[FoundTable]) -> list[str]:
    """For each table its sheet's title and its own first title, told apart where they are the same."""
    return numbered(
        " / ".join(part for part in (sheet_key(grid), fold(table.titles[0].text)[:80] if table.titles else "") if part)
        for grid, table in found
    )


def correct_columns(found: Sequence[FoundTable], corrections: Corrections) -> None:
    """Give the columns that corrections mean their kinds and dates; `table.said` tells which came of which."""
    if not corrections.columns:
        return
    keys = table_keys(found)
    for correction in corrections.columns:
        for table, column in _meant(correction, found, keys):
            headers = list(table.headers)
            headers[column] = _as_said(headers[column], correction)
            table.headers = tuple(headers)
            table.said[column] = correction.id
    for _, table in found:
        if table.said:
            _settle(table)


def correct_passages(passages: Sequence[Passage], corrections: Corrections) -> tuple[list[Passage], dict[str, str]]:
    """The passages with the roles and products that a person gave them, and by passage id which correction did it."""
    if not corrections.passages:
        return list(passages), {}
    by_id = {c.passage_id: c for c in corrections.passages}
    present = {p.id for p in passages}
    meant = {i: c for i, c in by_id.items() if i in present}
    for correction in corrections.passages:
        if correction.passage_id not in present:
            found = _most_like(correction, [p for p in passages if p.id not in meant])
            meant |= {found.id: correction} if found else {}
    corrected = [_with_role(p, meant[p.id]) if p.id in meant else p for p in passages]
    return corrected, {i: c.id for i, c in meant.items()}


def _meant(said: ColumnCorrection, found: Sequence[FoundTable], keys: Sequence[str]) -> list[tuple[Table, int]]:
    """The columns of those words: in the table of that title, where there is one; else of a title that differs in
    numbers only; else the only one on that sheet, or in the file."""
    places = [
        (key, table, column)
        for key, (_, table) in zip(keys, found, strict=True)
        for column, words in enumerate(column_keys(table.read_headers))
        if words == said.header
    ]
    if said.table in keys:
        return [(table, column) for key, table, column in places if key == said.table]
    undated = without_digits(said.table)
    alike = [(table, column) for key, table, column in places if without_digits(key) == undated]
    sheet = said.table.partition(" / ")[0]
    same_sheet = [(table, column) for key, table, column in places if key.partition(" / ")[0] == sheet]
    anywhere = [(table, column) for _, table, column in places]
    return alike or next((some for some in (same_sheet, anywhere) if len(some) == 1), [])


def _as_said(header: Header, said: ColumnCorrection) -> Header:
    if said.kind:
        kind = None if said.kind == PLAIN_FIELD else Kind(said.kind)
        header = replace(header, kind=kind)
    if said.dates is not None:
        header = replace(header, periods=(Period(said.dates.valid_from, said.dates.valid_to),))
    return header


def _settle(table: Table) -> None:
    """What follows for the other columns: there is one product column, offers have dates, products fill downwards."""
    product = next((i for i in sorted(table.said) if table.headers[i].kind is Kind.PRODUCT), None)
    if product is not None:
        others = {i for i in table.columns(Kind.PRODUCT) if i not in table.said}
        table.headers = tuple(replace(h, kind=None) if i in others else h for i, h in enumerate(table.headers))
        table.records[:] = _filled_down(table.records, product)
    table.headers = tuple(
        old if i in table.said else new
        for i, (old, new) in enumerate(zip(table.headers, seen_together(table.headers), strict=True))
    )


def _filled_down(records: list[Record], column: int) -> list[Record]:
    """The records with an empty cell in `column` filled from the row above."""
    filled: list[Record] = []
    for record in records:
        if filled and column < len(record.cells) and record.cells[column] is None:
            cells = [*record.cells[:column], filled[-1].cells[column], *record.cells[column + 1 :]]
            record = replace(record, cells=cells)
        filled.append(record)
    return filled


def _most_like(said: PassageCorrection, passages: Sequence[Passage]) -> Passage | None:
    near = [p for p in passages if p.heading == said.heading and (p.product or "") == said.was_about]
    best = max(near, key=lambda p: likeness(p.text, said.text), default=None)
    return best if best is not None and likeness(best.text, said.text) >= _LEAST_LIKE else None


def _with_role(passage: Passage, said: PassageCorrection) -> Passage:
    product = passage.product if said.product is None else said.product or None
    return replace(passage, role=said.role or passage.role, product=product)
