"""Tables that cross products with sizes: columns without a word for price whose cells are prices all the same."""

import re
from collections.abc import Sequence
from dataclasses import replace

from copilot.knowledge.reading.amounts import find_prices, is_number
from copilot.knowledge.reading.headers import Header
from copilot.knowledge.reading.lexicon import PRICES, Kind, fold, lexicon
from copilot.knowledge.reading.tables import Table

_SIZES = frozenset({None, Kind.VARIANT})
_PRICE_WORD = re.compile(r"价|报价|\bprices?\b|\bpricing\b", re.IGNORECASE)
_KIND_WORD = re.compile(r"[\u4e00-\u9fff]{0,6}价|(?:[a-z]+ )?price", re.IGNORECASE)


def crossed_headers(table: Table, key: int | None, around: Sequence[str]) -> tuple[Header, ...]:
    """The headers, with a kind of price for columns of sizes: where every filled cell shows a currency, or what stands
    around the table (title, sheet, file) speaks of prices and every cell is a number."""
    headers = table.headers
    if key is None or not headers or table.columns(*PRICES):
        return headers
    announced = next((t for t in around if _PRICE_WORD.search(t)), "")
    named = [lexicon().kind(w) for w in _KIND_WORD.findall(fold(announced))]
    kind = next((k for k in named if k in PRICES), Kind.LIST_PRICE)
    columns = [i for i, h in enumerate(headers) if i > key and h.kind in _SIZES and _holds_prices(table, i, announced)]
    if not announced and len(columns) < 2:
        return headers
    return tuple(replace(h, kind=kind, note=h.label, unit="") if i in columns else h for i, h in enumerate(headers))


def _holds_prices(table: Table, column: int, announced: str) -> bool:
    cells = [c for r in table.records[:200] if (c := r.cells[column])]
    if not cells:
        return False
    if announced:
        return all(is_number(c.text) and not re.search(r"[%a-z]$", fold(c.text)) for c in cells)
    return all(any(p.currency for p in find_prices(c.text)) or "/" in c.unit for c in cells)
