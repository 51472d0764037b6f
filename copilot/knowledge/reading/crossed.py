"""Tables whose columns do not say that they hold prices: products crossed with sizes, packs, levels or dates, and
tables without any header."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from copilot.knowledge.reading.amounts import currency_in, find_prices, is_number
from copilot.knowledge.reading.headers import Header, per_in, read_header
from copilot.knowledge.reading.lexicon import PRICES, Kind, fold, lexicon
from copilot.knowledge.reading.neighbours import is_of_one, seen_together
from copilot.knowledge.reading.products import ProductNames
from copilot.knowledge.reading.tables import Record, Table

_SIZES = frozenset({None, Kind.VARIANT})
_PRICE_WORD = re.compile(r"价|报价|\bprices?\b|\bpricing\b", re.IGNORECASE)
_KIND_WORD = re.compile(r"[\u4e00-\u9fff]{0,6}价|(?:[a-z]+ )?price", re.IGNORECASE)
_MORE_THAN_SIZES = frozenset({Kind.PROMOTION_PRICE, Kind.MEMBER_PRICE, Kind.UNIT_PRICE, Kind.INTERNAL})
_READ_AT_MOST = 200
"""Rows looked at to tell what a column holds."""


def crossed_headers(table: Table, key: int | None, around: Sequence[str]) -> tuple[Header, ...]:
    """The headers with the kinds of price that the columns' content gives them, but for those a person spoke about."""
    found = _crossed(table, key, around)
    if found == table.headers:
        return found
    return tuple(
        new if i not in table.said else old
        for i, (old, new) in enumerate(zip(table.headers, seen_together(found), strict=True))
    )


def _crossed(table: Table, key: int | None, around: Sequence[str]) -> tuple[Header, ...]:
    """The headers, with a kind of price for columns of sizes: where every filled cell shows a currency, or what stands
    around the table (title, sheet, file) speaks of prices and every cell is a number. Beside columns of prices the
    columns of packs (`两盒装`) are prices, too."""
    headers = table.headers
    if key is None or not headers:
        return headers
    if any(_has_amounts(table, i) for i in table.columns(*PRICES)):
        return _with_money(_with_packs(table), table, key)
    announced = next((t for t in around if _PRICE_WORD.search(t)), "")
    named = [lexicon().kind(w) for w in _KIND_WORD.findall(fold(announced))]
    kind = next((k for k in named if k in PRICES), Kind.LIST_PRICE)
    columns = [i for i, h in enumerate(headers) if i > key and h.kind in _SIZES and _holds_prices(table, i, announced)]
    columns = [i for i in columns if not lexicon().fees.search(fold(headers[i].label))]
    columns = [i for i in columns if headers[i].currency] or columns
    if not announced and len(columns) < 2 and not any(headers[i].currency for i in columns):
        return headers
    per = per_in(announced)
    return tuple(_priced(h, kind, per) if i in columns else h for i, h in enumerate(headers))


def names_priced_rows(table: Table, around: Sequence[str]) -> bool:
    """Whether what stands around the table speaks of prices, its first column names things and all others are
    numbers; or a column is plainly money."""
    announced = next((t for t in around if _PRICE_WORD.search(t)), "")
    first = [r.cells[0] for r in table.records[:_READ_AT_MOST]]
    if len(table.headers) < 2 or not all(c and not re.search(r"^[\d.,]+$", c.text) for c in first):
        return False
    others = [i for i, h in enumerate(table.headers) if i and (h.path or h.periods)]
    plain = any(_is_money(table, i) for i in others)
    return plain or (bool(announced and others) and all(_holds_prices(table, i, announced) for i in others))


def turned(table: Table, names: ProductNames, today: date) -> Table:
    """A table whose columns are products of the brand and whose rows are sizes or prices, with a row per product."""
    headers = table.headers
    if len(headers) < 3 or len(table.records) < 2 or headers[0].kind not in (None, Kind.VARIANT, Kind.ATTRIBUTE):
        return table
    products = [names.only(h.label) if h.kind in (None, Kind.VARIANT) and h.label else "" for h in headers[1:]]
    labels = [r.cells[0] for r in table.records]
    if not all(products) or len(set(products)) < len(products) or not all(labels):
        return table
    if any(names.only(c.text) for c in labels if c):
        return table
    heads = [Header(Kind.PRODUCT, headers[0].path), *(read_header([c.text], today) for c in labels if c)]
    first = [c for c in table.records[0].cells if c]
    records = []
    for column, product in enumerate((p for p in products if p), start=1):
        cells = [r.cells[column] for r in table.records]
        place = next((c for c in cells if c), first[0])
        records.append(Record([replace(place, text=product, unit=""), *cells], table.records[0].section))
    turned_heads = seen_together(heads)
    return replace(table, headers=turned_heads, records=records, read_headers=turned_heads)


def headless(table: Table, names: ProductNames) -> Table:
    """A table without headers whose rows are products of the brand and one amount of money each, with headers."""
    width = max((len(r.cells) for r in table.records), default=0)
    if table.headers or width < 2 or any(len(r.cells) != width for r in table.records):
        return table
    columns = [[r.cells[i] for r in table.records[:_READ_AT_MOST]] for i in range(width)]
    product = [
        i for i, cells in enumerate(columns) if all(c and names.only(c.text) and len(c.text) <= 40 for c in cells)
    ]
    money = [
        i
        for i, cells in enumerate(columns)
        if all(c and is_number(c.text) and _shows_money(c.text + c.unit) for c in cells)
    ]
    if not product or len(money) != 1:
        return table
    kinds = {product[0]: Kind.PRODUCT, money[0]: Kind.LIST_PRICE}
    headers = tuple(Header(kinds.get(i), ()) for i in range(width))
    return replace(table, headers=headers, read_headers=headers)


def _is_word_for_none(text: str) -> bool:
    """Words that stand where a price would: `预订`, `未上架`, `sold out`."""
    return len(text) <= 12 and not re.search(r"\d", text)


def _shows_money(text: str) -> bool:
    return any(p.currency for p in find_prices(text))


def _priced(header: Header, kind: Kind, per: str) -> Header:
    """`金卡` and `早鸟` say which price they are when 价 stands behind them; days alone are those of an offer."""
    label = header.label
    own = (lexicon().kind(f"{label}价") or lexicon().kind(f"{label} price")) if label else None
    if not label and header.periods:
        own = Kind.PROMOTION_PRICE
    if own not in _MORE_THAN_SIZES or (own is Kind.UNIT_PRICE and is_of_one(label)):
        own = kind
    return replace(header, kind=own, note=label, unit="", per=header.per or per)


def _with_packs(table: Table) -> tuple[Header, ...]:
    """Columns named after packs are priced like the price beside them, which then is the price of one of them."""
    packs = [
        i
        for i, h in enumerate(table.headers)
        if h.kind in _SIZES and lexicon().packs.fullmatch(fold(h.label)) and _holds_prices(table, i, h.label)
    ]
    if not packs:
        return table.headers
    return tuple(
        replace(h, kind=Kind.LIST_PRICE, note=h.label, unit="")
        if i in packs or (h.kind is Kind.UNIT_PRICE and not h.per)
        else h
        for i, h in enumerate(table.headers)
    )


def _with_money(headers: tuple[Header, ...], table: Table, key: int) -> tuple[Header, ...]:
    """Beside columns of prices, a column under words nobody listed is a price where each of its cells is plainly money."""
    money = [i for i, h in enumerate(headers) if i > key and h.label and _is_money(table, i)]
    headers = tuple(_priced(h, Kind.LIST_PRICE, "") if i in money else h for i, h in enumerate(headers))
    offers = [i for i, h in enumerate(headers) if h.kind is None and h.periods and _holds_prices(table, i, h.label)]
    return tuple(
        replace(h, kind=Kind.PROMOTION_PRICE, note=h.note or h.label) if i in offers else h
        for i, h in enumerate(headers)
    )


def _is_money(table: Table, column: int) -> bool:
    header = table.headers[column]
    fee = lexicon().fees.search(fold(header.label))
    return header.kind in (*_SIZES, Kind.ATTRIBUTE) and not fee and _holds_prices(table, column, "")


def _has_amounts(table: Table, column: int) -> bool:
    return any(c and find_prices(c.text) for r in table.records[:_READ_AT_MOST] if (c := r.cells[column]))


def _holds_prices(table: Table, column: int, announced: str) -> bool:
    cells = [c for r in table.records[:_READ_AT_MOST] if (c := r.cells[column])]
    if not cells:
        return False
    if announced:
        numbers = [c for c in cells if is_number(c.text) and not re.search(r"[%a-z]$", fold(c.text))]
        return bool(numbers) and all(c in numbers or _is_word_for_none(c.text) for c in cells)
    by_header = bool(table.headers[column].currency)
    return all(
        any(p.currency or by_header for p in find_prices(c.text)) or "/" in c.unit or currency_in(c.unit)
        for c in cells
        if not _is_word_for_none(c.text)
    ) and any(not _is_word_for_none(c.text) for c in cells)
