"""Shows what reading made of a file: each table's columns and rows, and the passages, with what was corrected."""

from collections.abc import Iterable
from datetime import date

from copilot.domain.document import Known
from copilot.domain.evidence import Fact
from copilot.domain.preview import ColumnPreview, Preview, RowPreview, TablePreview
from copilot.knowledge.reading.blocks import row_locator
from copilot.knowledge.reading.corrected import PLAIN_FIELD, table_keys
from copilot.knowledge.reading.corrected_rows import RowFate
from copilot.knowledge.reading.headers import Header
from copilot.knowledge.reading.lexicon import Kind
from copilot.knowledge.reading.limits import DEFAULT_LIMITS, Limits
from copilot.knowledge.reading.places import column_keys, row_key, sheet_key
from copilot.knowledge.reading.reader import ReadClosely, SeenTable, read_closely
from copilot.knowledge.reading.regions import distinct
from copilot.knowledge.reading.tables import Table

SAMPLES = 4


def preview_file(name: str, content: bytes, known: Known, *, today: date, limits: Limits = DEFAULT_LIMITS) -> Preview:
    """What reading makes of a file, without keeping anything. Raises `UnreadableFile`."""
    read = read_closely(name, content, known, today=today, limits=limits)
    keys = table_keys([(seen.grid, seen.view.table) for seen in read.tables])
    facts: dict[str, list[Fact]] = {}
    for fact in read.file.facts:
        facts.setdefault(fact.source.locator, []).append(fact)
    tables = tuple(_table(seen, key, facts) for seen, key in zip(read.tables, keys, strict=True))
    applied = _applied(read)
    lost = tuple(c for c in known.corrections.said if c.id not in applied)
    return Preview(read.file, tables, known.corrections, lost, read.said)


def _applied(read: ReadClosely) -> set[str]:
    tables = [seen.view.table for seen in read.tables]
    columns = {i for table in tables for i in table.said.values()}
    rows = {fate.correction for table in tables for fate in table.rows}
    return columns | rows | set(read.said.values())


def _table(seen: SeenTable, key: str, facts: dict[str, list[Fact]]) -> TablePreview:
    table = seen.view.table
    keys = column_keys(table.read_headers)
    return TablePreview(
        key=key,
        sheet=sheet_key(seen.grid),
        title=" / ".join(dict.fromkeys(t for t in (seen.grid.title, *(c.text for c in table.titles[:1])) if t)),
        columns=tuple(_column(seen, i, keys[i]) for i in range(len(table.headers))),
        rows=tuple(_row(fate, facts) for fate in table.rows),
    )


def _column(seen: SeenTable, i: int, key: str) -> ColumnPreview:
    table = seen.view.table
    header = table.headers[i]
    kind = _kind(header)
    if i == seen.view.key and kind in (PLAIN_FIELD, Kind.VARIANT):
        kind = Kind.PRODUCT.value
    period = header.periods[0] if header.periods else None
    return ColumnPreview(
        key=key,
        path=header.path,
        kind=kind,
        read_as=_kind(table.read_headers[i]) if i in table.said else kind,
        unit=header.unit,
        currency=header.currency,
        per=header.per,
        valid_from=period.valid_from if period else None,
        valid_to=period.valid_to if period else None,
        samples=tuple(_samples(table, i)),
        correction=table.said.get(i, ""),
    )


def _kind(header: Header) -> str:
    return PLAIN_FIELD if header.kind in (None, Kind.ATTRIBUTE) else str(header.kind.value)


def _samples(table: Table, i: int) -> Iterable[str]:
    texts = (r.cells[i].text for r in table.records if i < len(r.cells) and r.cells[i])  # type: ignore[union-attr]
    return list(dict.fromkeys(texts))[:SAMPLES]


def _row(fate: RowFate, facts: dict[str, list[Fact]]) -> RowPreview:
    cells = distinct(fate.cells)
    beside = [(c, fate.cells[max(0, i - 1) : i]) for i, c in enumerate(fate.cells)]  # a merged cell is shown once
    places = dict.fromkeys(c.locator for c in cells)
    return RowPreview(
        key=row_key(fate.cells),
        kind=fate.kind,
        cells=tuple(c.text if c and all(c.origin != b.origin for b in before if b) else "" for c, before in beside),
        locator=row_locator(cells) if cells else "",
        facts=tuple(f for place in places for f in facts.get(place, ())),
        correction=fate.correction,
    )
