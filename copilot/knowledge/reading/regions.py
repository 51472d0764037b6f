"""Cuts a sheet into the blocks of columns that people see as separate tables, and turns lying tables upright."""

import re
from dataclasses import dataclass, replace

from copilot.knowledge.reading.amounts import is_number
from copilot.knowledge.reading.blocks import Cell, Grid, Position
from copilot.knowledge.reading.headers import header_kind
from copilot.knowledge.reading.lexicon import PRICES, fold, lexicon

Row = list[Cell | None]


@dataclass(frozen=True, slots=True)
class Region:
    """Rows of equal length without blank rows at the ends. `blank_before` are the rows that follow a blank one."""

    rows: list[Row]
    blank_before: frozenset[int]


def distinct(row: Row) -> list[Cell]:
    """The cells of a row, merged ones once."""
    seen: dict[Position, Cell] = {}
    for cell in row:
        if cell is not None:
            seen.setdefault(cell.origin, cell)
    return list(seen.values())


def known_headers(cells: list[Cell]) -> int:
    """How many of the cells are words that stand above columns."""
    return sum(1 for c in cells if len(c.text) <= 40 and header_kind(c.text) is not None)


def find_regions(grid: Grid) -> list[Region]:
    """The blocks of a grid, left to right."""
    if not grid.cells:
        return []
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in grid.cells.items():
        rows.setdefault(row, {})[column] = cell
    blocks = [part for block in _column_blocks(rows) for part in _said_again(rows, block)]
    regions = [_region(rows, block) for block in blocks]
    return [upright(r) for r in regions if r.rows]


def upright(region: Region) -> Region:
    """A table whose headers stand in the first column (one product per column, or `name | value` pairs), turned."""
    head = 0
    while head < len(region.rows) and len(distinct(region.rows[head])) <= 1:
        head += 1
    body = [r for r in region.rows[head:] if len(distinct(r)) > 1]
    width = len(region.rows[0])
    if len(body) < 2 or width < 2:
        return region
    if width in (4, 6) and _pairs_side_by_side(body):
        body = [r[i : i + 2] for i in range(0, width, 2) for r in body if any(r[i : i + 2])]
        width = 2
    down = known_headers(distinct([r[0] for r in body]))
    across = max(known_headers(distinct(r)) for r in body[:3])
    numbers_above = any(is_number(c.text) for c in distinct(body[0])[1:])
    named = [fold(c.text) for c in distinct(body[0])]
    if len(named) > 2 and set(named[1:]) <= lexicon().generic:
        return region  # 配置项 | 值 | 说明
    pairs = len(named) == 2 and set(named) <= lexicon().generic
    corner = width <= len(body) and named[0] in lexicon().corner and down >= 2 and across == 1 and not numbers_above
    corner = corner or _prices_down(body)
    if (
        not pairs
        and not corner
        and (down < 2 or down * 2 < len(body) or (down <= across and not (numbers_above and across < 2)))
    ):
        return region
    body = body[1:] if pairs else body
    turned: list[Row] = [[_turned(r[c]) for r in body] for c in range(width)]
    titles: list[Row] = [[*r[:1], *[None] * (len(body) - 1)] for r in region.rows[:head]]
    return Region([*titles, *turned], frozenset())


def _prices_down(body: list[Row]) -> bool:
    """Whether rows are kinds of price and no word heads their column: above each other column stands a product."""
    top = body[0]
    if top[0] is not None or not all(top[1:]) or any(is_number(c.text) for c in distinct(top)):
        return False
    if any(header_kind(c.text) in (*PRICES, *_KEYS) for c in distinct(top)):
        return False
    kinds = [header_kind(r[0].text) if r[0] else None for r in body[1:]]
    priced = [r for r, kind in zip(body[1:], kinds, strict=True) if kind in PRICES]
    return len(priced) > 1 and all(is_number(c.text) for r in priced for c in distinct(r[1:]))


def _turned(cell: Cell | None) -> Cell | None:
    return replace(cell, origin=(cell.origin[1], cell.origin[0])) if cell else None


def _pairs_side_by_side(body: list[Row]) -> bool:
    """Whether columns 0, 2, … hold names and 1, 3, … values, as in spec sheets made in Word."""
    width = len(body[0])
    names = [known_headers(distinct([r[c] for r in body])) for c in range(0, width, 2)]
    values = [known_headers(distinct([r[c] for r in body])) for c in range(1, width, 2)]
    return min(names) >= max(2, len(body) // 2) and sum(values) * 2 < sum(names)


def _column_blocks(rows: dict[int, dict[int, Cell]]) -> list[range]:
    """Ranges of columns between wholly blank ones; a block without a table of its own stays with its neighbour."""
    wide = {r for r, cells in rows.items() if len({c.origin for c in cells.values()}) == 1}
    used = sorted({c for r, cells in rows.items() if r not in wide for c in cells})
    if not used:
        used = sorted({c for cells in rows.values() for c in cells})
        return [range(used[0], used[-1] + 1)]
    blocks: list[range] = []
    start = used[0]
    for left, right in zip(used, [*used[1:], used[-1] + 2], strict=True):
        if right > left + 1:
            blocks.append(range(start, left + 1))
            start = right
    return _rejoined(rows, blocks)


def _said_again(rows: dict[int, dict[int, Cell]], block: range) -> list[range]:
    """A block whose header says the same words again (`产品 | 价格 | 产品 | 价格`) in its parts."""
    for number in sorted(rows)[:_HEADERS_WITHIN]:
        cells = [rows[number].get(c) for c in block]
        texts = [c.text if c else "" for c in cells]
        for times in (2, 3):
            width, rest = divmod(len(texts), times)
            if rest or width < 2 or texts != texts[:width] * times or len(distinct(cells)) < len(cells):
                continue
            kinds = [header_kind(t) for t in texts[:width]]
            if kinds[0] in _KEYS and set(kinds) & PRICES:
                return [range(n, n + width) for n in range(block.start, block.stop, width)]
    return [block]


def _rejoined(rows: dict[int, dict[int, Cell]], blocks: list[range]) -> list[range]:
    joined = [blocks[0]]
    for block in blocks[1:]:
        if _belongs_to(rows, joined[-1], block):
            joined[-1] = range(joined[-1].start, block.stop)
        else:
            joined.append(block)
    return joined


def _belongs_to(rows: dict[int, dict[int, Cell]], left: range, block: range) -> bool:
    """Whether a block behind a spacer column continues the table on its left: headers on one row, no product of its own."""
    for cells in rows.values():
        ours = distinct([cells.get(c) for c in block])
        theirs = distinct([cells.get(c) for c in left])
        if len(ours) == len(theirs) == 1 < min(len(block), len(left)):
            continue  # a title over each
        if known_headers(ours) and known_headers(theirs) and not any(is_number(c.text) for c in (*ours, *theirs)):
            if all(_NUMBERING.fullmatch(fold(cells[0].text)) for cells in (ours, theirs)):
                return False
            kinds = {header_kind(c.text) for c in ours}
            return not kinds & {header_kind(c.text) for c in theirs if header_kind(c.text) in _KEYS}
    return False


_KEYS = frozenset({"product", "model", "question", "review"})
_HEADERS_WITHIN = 12
_NUMBERING = re.compile(r"序号|编号|no\.?|#")


def _region(rows: dict[int, dict[int, Cell]], block: range) -> Region:
    kept: list[Row] = []
    blank_before: set[int] = set()
    last = None
    for number in sorted(rows):
        row = [rows[number].get(c) for c in block]
        if not any(row):
            # A title across the whole sheet begins in another block, and is this block's title, too.
            continue
        if last is not None and number > last + 1:
            blank_before.add(len(kept))
        kept.append(row)
        last = number
    return Region(kept, frozenset(blank_before))
