"""From the words a person points with (a header, a row's first cell, a place) to the one place of a preview."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from copilot.domain.evidence import Passage
from copilot.domain.preview import ColumnPreview, Preview, RowPreview, TablePreview
from copilot.errors import InvalidInput, UnknownName

Place = TypeVar("Place")


def column_called(preview: Preview, words: str, table: str = "") -> tuple[TablePreview, ColumnPreview]:
    """The column whose header is `words`, in the table of that title or number. Raises `UnknownName` where there is
    none, `InvalidInput` where there are several."""
    columns = [(t, c) for t in _tables(preview, table) for c in t.columns]

    def names(place: tuple[TablePreview, ColumnPreview]) -> tuple[str, ...]:
        column = place[1]
        return column.key, column.label, column.path[-1] if column.path else ""

    return _one("column", words, columns, names)


def row_called(preview: Preview, words: str, table: str = "") -> tuple[TablePreview, RowPreview]:
    """The row at the place `words`, or with a cell of these words. Raises as `column_called` does."""
    rows = [(t, r) for t in _tables(preview, table) for r in t.rows]
    return _one("row", words, rows, lambda place: (place[1].locator, place[1].key, *place[1].cells))


def passage_called(preview: Preview, words: str) -> Passage:
    """The passage of that id, at that place, or the only one with `words` in it. Raises as `column_called` does."""
    passages = preview.file.passages
    exact = [p for p in passages if words in (p.id, p.source.locator)]
    found = exact or [p for p in passages if words in p.text]
    return _only("passage", words, found, [p.id for p in passages])


def _tables(preview: Preview, words: str) -> list[TablePreview]:
    if not words:
        return list(preview.tables)
    numbered = [t for n, t in enumerate(preview.tables, start=1) if words == str(n)]
    wanted = words.casefold()
    found = numbered or [t for t in preview.tables if wanted in (t.key, t.title.casefold(), t.sheet)]
    if not found:
        raise UnknownName("table", words, tuple(t.title or t.key for t in preview.tables))
    return found


def _one(kind: str, words: str, places: list[Place], names: Callable[[Place], Iterable[str]]) -> Place:
    wanted = words.strip().casefold()
    found = [p for p in places if wanted in (n.strip().casefold() for n in names(p))]
    return _only(kind, words, found, [next(iter(names(p))) for p in places])


def _only(kind: str, words: str, found: list[Place], known: list[str]) -> Place:
    if not found:
        raise UnknownName(kind, words, tuple(known))
    if len(found) > 1:
        raise InvalidInput(f"several {kind}s called {words!r}", code="several_places", name=words, count=len(found))
    return found[0]
