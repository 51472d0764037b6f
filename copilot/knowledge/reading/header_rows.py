"""Rows that stand above columns: how they are told from rows of values, and which words each column gets."""

import re

from copilot.knowledge.reading.amounts import find_prices, is_number
from copilot.knowledge.reading.blocks import Cell
from copilot.knowledge.reading.headers import header_kind
from copilot.knowledge.reading.lexicon import Kind, fold
from copilot.knowledge.reading.regions import Row, distinct, known_headers

_KEYS = frozenset({Kind.PRODUCT, Kind.MODEL, Kind.QUESTION, Kind.REVIEW})
_PACK = re.compile(
    r"[\d.]+\s*(?:[a-z]{1,2}|米|寸|克|升|斤|公斤|[节次人只件盒瓶袋包片支条套箱罐杯天晚]|课时|个月|年|packs?|classes|sessions|months?)"
)


def heads_sizes(cells: list[Cell], below: list[Cell]) -> bool:
    """Whether a row is a header with sizes (`1.5m`, `12 oz`) behind its first cell: that is a key column's, or the row
    below has a name and money."""
    first, *others = cells
    sized = [c for c in others if re.fullmatch(r"[\d.]+\s*(?:[a-z]{1,2}|米|寸|克|升)", fold(c.text))]
    if not sized or is_number(first.text):
        return False
    if header_kind(first.text) in (*_KEYS, Kind.VARIANT) and len(sized) == len(others):
        return True
    money = [c for c in below[1:] if any(p.currency for p in find_prices(c.text))]
    if not money and below and known_headers(below) * 2 >= len(below):
        return True  # prices of each kind under each size
    words = all(c in sized or not is_number(c.text) for c in others)
    return words and len(sized) * 2 >= len(others) and bool(money) and not is_number(below[0].text)


def heads_packs(cells: list[Cell]) -> bool:
    """Whether a row names a key column and, behind it, how much is sold at once (`课程 | 1节 | 10节`) or which size."""
    first, *others = cells
    if len(others) < 2 or header_kind(first.text) not in _KEYS:
        return False
    return all(_PACK.fullmatch(fold(c.text)) for c in others)


def heads_key_and_sizes(cells: list[Cell]) -> bool:
    """Whether a row names a key column, and every number in it is a size (`Product | 30 ml | 50 ml`)."""
    sizes = [c for c in cells if is_number(c.text)]
    return heads_products(cells) and all(_PACK.fullmatch(fold(c.text)) for c in sizes)


def heads_groups(row: Row, below: Row) -> bool:
    """Whether a row names groups of columns (`男款 | | 女款 |`) above a row that is plainly a header."""
    cells, under = distinct(row), distinct(below)
    places = [c.origin if c else None for c in row]
    runs = zip(places, places[1:], places[2:], strict=False)
    if len(cells) < 2 or len(under) <= len(cells) or any(b and c and a != b != c for a, b, c in runs):
        return False
    known = known_headers(under)
    words = not any(is_number(c.text) for c in (*cells, *under)) and not any(":" in fold(c.text) for c in cells)
    return words and known >= 2 and known * 2 >= len(under)


def heads_products(cells: list[Cell]) -> bool:
    """Whether a row amid others is plainly a header: it names a key column and nothing reaches into it from above."""
    return len({c.origin[0] for c in cells}) == 1 and any(header_kind(c.text) in _KEYS for c in cells)


def is_header_soon(rows: list[Row], i: int) -> bool:
    """Whether a header row follows directly, or after more lone cells."""
    for row in rows[i + 1 : i + 5]:
        cells = distinct(row)
        if len(cells) > 1:
            known = known_headers(cells)
            if heads_packs(cells):
                return True
            return known >= 2 and known * 2 >= len(cells) and not any(is_number(c.text) for c in cells)
    return False


def header_paths(block: list[Row]) -> list[list[str]]:
    """The header cells above each column, top down; a group's words spread over the empty cells on its right."""
    spread = [_spread(row, block[n + 1 :]) for n, row in enumerate(block)]
    paths: list[list[str]] = []
    for column in range(len(block[0])):
        path: list[str] = []
        seen = set()
        for row in spread:
            cell = row[column]
            if cell is not None and cell.origin not in seen:
                seen.add(cell.origin)
                path.append(cell.text)
        paths.append(path)
    return paths


def _spread(row: Row, below: list[Row]) -> Row:
    def has_below(column: int) -> bool:
        return any(r[column] is not None and r[column] is not row[column] for r in below)

    spread: Row = []
    for column, cell in enumerate(row):
        left = spread[column - 1] if column else None
        merged = left is not None and sum(1 for c in row if c and c.origin == left.origin) > 1
        fill = cell is None and left is not None and not merged and has_below(column) and has_below(column - 1)
        spread.append(left if fill else cell)
    return spread
