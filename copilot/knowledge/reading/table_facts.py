"""Typed facts from the rows of a table: prices of each kind with their dates, stock, and every other column."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from copilot.domain.evidence import Fact, Field
from copilot.knowledge.reading.amounts import Price, currency_in, find_prices, split_quantity
from copilot.knowledge.reading.blocks import Cell
from copilot.knowledge.reading.context import FileContext
from copilot.knowledge.reading.headers import Header
from copilot.knowledge.reading.lexicon import PERIODS, PRICES, Kind, fold, lexicon
from copilot.knowledge.reading.periods import Period
from copilot.knowledge.reading.periods import without_periods as cut_periods
from copilot.knowledge.reading.table_view import OPEN, Owner, TableView
from copilot.knowledge.reading.tables import Record

STOCK = "stock"
_LONGEST_VALUE = 80
_LONGEST_NOTE = 60
_NEVER = frozenset({Kind.INTERNAL, Kind.PERSONAL, Kind.IGNORED, Kind.CURRENCY, Kind.SALE_UNIT, Kind.DATE}) | PERIODS
_FIELDS = {
    Kind.LIST_PRICE: Field.LIST_PRICE,
    Kind.MEMBER_PRICE: Field.MEMBER_PRICE,
    Kind.PROMOTION_PRICE: Field.PROMOTION_PRICE,
    Kind.UNIT_PRICE: Field.UNIT_PRICE,
}


def table_facts(view: TableView, context: FileContext) -> list[Fact]:
    """The facts of all rows, each once. Tables of questions or reviews, and rows of nobody's, give none."""
    table = view.table
    if not table.headers or not view.is_about_products or table.columns(Kind.QUESTION, Kind.REVIEW):
        return []
    facts: dict[tuple[object, ...], Fact] = {}
    for record in table.records:
        for fact in _row_facts(view, record, context):
            key = (fact.product, fact.field, fact.value, fact.unit, fact.valid_from, fact.valid_to, fact.note)
            facts.setdefault(key, fact)
    return list(facts.values()) if view.has_items else _said_once(list(facts.values()))


def _said_once(facts: list[Fact]) -> list[Fact]:
    """What holds for every variant of a product alike (its category, its filling) as one fact without a variant."""
    values: dict[tuple[str, str], set[str]] = {}
    for fact in facts:
        values.setdefault((fact.product, fact.field), set()).add(fact.value)
    counts = Counter((fact.product, fact.field) for fact in facts)
    kept: dict[tuple[object, ...], Fact] = {}
    for place, fact in enumerate(facts):
        alike = (
            len(values[fact.product, fact.field]) == 1
            and counts[fact.product, fact.field] > 1
            and fact.field not in _FIELDS.values()
            and fact.field != STOCK
        )
        key = (fact.product, fact.field, fact.valid_from, fact.valid_to) if alike else (place,)
        kept.setdefault(key, replace(fact, note="") if alike else fact)
    return list(kept.values())


def price_unit(view: TableView, record: Record, header: Header, cell: Cell, price: Price) -> str:
    """`元/只`: from the cell, its number format, its header, the row's unit column, or the whole table."""
    table = view.table
    unit_cells = [c.text for i in table.columns(Kind.SALE_UNIT) if (c := record.cells[i])]
    currency_cells = [c.text for i in table.columns(Kind.CURRENCY) if (c := record.cells[i])]
    currency = (
        currency_in(cell.unit)
        or header.currency
        or next((said for t in (*currency_cells, *unit_cells) if (said := currency_in(t))), "")
        or view.currency
    )
    of_row = next((t.rpartition("/")[2].strip() for t in unit_cells if not currency_in(t) or "/" in t), "")
    per = cell.unit.partition("/")[2] or header.per or of_row or view.per
    return price.unit(currency, per)


def without_periods(view: TableView, text: str) -> str:
    """The text with its dates taken out, so that `11.1-11.11` is not read as a price."""
    return cut_periods(text, view.find_beside_price(text))


def _row_facts(view: TableView, record: Record, context: FileContext) -> Iterator[Fact]:
    owner = view.owner(record)
    for product in view.products(record):
        yield from _facts_of(view, record, replace(owner, product=product), context)


def _facts_of(view: TableView, record: Record, owner: Owner, context: FileContext) -> Iterator[Fact]:
    for column, header in enumerate(view.table.headers):
        cell = record.cells[column]
        if cell is None or column == view.key or header.kind in _NEVER:
            continue
        for period in view.periods(record, column):
            row = _RowCell(view, record, column, cell, owner, period)
            if header.kind in PRICES or _is_priced_offer(view, header, cell):
                yield from row.prices(context)
            else:
                yield from row.other(context)


def _is_priced_offer(view: TableView, header: Header, cell: Cell) -> bool:
    """An offer column whose cell plainly holds a price: `双11：¥329`, `69（12.1-12.12）`."""
    if header.kind is not Kind.OFFER or view.has_promotions:
        return False
    text = without_periods(view, cell.text)
    prices = find_prices(text)
    return len(prices) == 1 and bool(
        prices[0].currency
        or re.fullmatch(r"[\s()（）\[\]【】:：,，]*[\d.,]+[\s()（）\[\]【】]*", text)
        or (lexicon().price_leads.search(fold(text)) and re.search(r"(?<![\d.])[\d.,]+\s*$", text))
    )


@dataclass(frozen=True, slots=True)
class _RowCell:
    """One cell with everything its facts need."""

    view: TableView
    record: Record
    column: int
    cell: Cell
    owner: Owner
    period: Period

    @property
    def header(self) -> Header:
        return self.view.table.headers[self.column]

    def prices(self, context: FileContext) -> Iterator[Fact]:
        """Each price in the cell; words where a price should be (`买一送一`, `不打折`) stay words."""
        text = without_periods(self.view, self.cell.text)
        prices = find_prices(text)
        if not prices:
            yield from self.other(context)
        kind = self.header.kind if self.header.kind in PRICES else Kind.PROMOTION_PRICE
        kinds = [lexicon().kind(p.note) if p.note and len(prices) > 1 else None for p in prices]
        if kind is Kind.LIST_PRICE and Kind.LIST_PRICE in kinds and None in kinds:
            kind = Kind.PROMOTION_PRICE  # `$35 (was $42)`
        for price, named in zip(prices, kinds, strict=True):
            is_other = named in PRICES and named is not kind
            note = "" if is_other else price.note
            yield Fact(
                product=self.owner.product,
                field=_FIELDS[named if is_other and named else kind or Kind.LIST_PRICE],
                value=price.value,
                unit=price_unit(self.view, self.record, self.header, self.cell, price),
                source=context.source(self.cell.locator),
                valid_from=self.period.valid_from,
                valid_to=self.period.valid_to,
                note=self._note(note, kind),
            )

    def other(self, context: FileContext) -> Iterator[Fact]:
        """A column that is no price, as value and unit under the header's own words."""
        text = " ".join(self.cell.text.split())
        if not text or len(text) > _LONGEST_VALUE or not self.header.path or not self.owner.product:
            return
        value, unit = (text, "") if self.header.kind in (Kind.MODEL, Kind.CONDITION) else split_quantity(text)
        own_kind = self.header.kind in (Kind.VARIANT, Kind.MODEL, Kind.PRODUCT)
        period = self.period if self.header.kind in (Kind.OFFER, Kind.PROMOTION_PRICE) else OPEN
        yield Fact(
            product=self.owner.product,
            field=STOCK if self.header.kind is Kind.STOCK else self._field(),
            value=value,
            unit=unit or self.header.unit or self.cell.unit,
            source=context.source(self.cell.locator),
            valid_from=period.valid_from,
            valid_to=period.valid_to,
            note="" if own_kind or self.column == self.view.item else self.owner.variant,
        )

    def _field(self) -> str:
        group, label = self.header.group, self.header.label
        return f"{group} {label}" if group and self.header.kind is None else label

    def _note(self, beside: str, kind: Kind | None) -> str:
        """Size or colour, the offer's name, what stood beside the price, and for promotions the row's condition."""
        table = self.view.table
        parts = [self.owner.variant or self.view.variant(self.record), self.header.note, self._numbered_variant()]
        if kind is Kind.PROMOTION_PRICE:
            offers = [c.text for i in table.columns(Kind.OFFER) if i != self.column and (c := self.record.cells[i])]
            parts += [without_periods(self.view, t) for t in offers]
        if kind is Kind.LIST_PRICE and len(table.columns(Kind.LIST_PRICE)) > 1 and self.header.number is None:
            parts.append(self.header.label)
        parts += [self._size_above(), beside]
        if kind is Kind.PROMOTION_PRICE:
            parts += [c.text for i in table.columns(Kind.CONDITION) if (c := self.record.cells[i])]
        clean = [" ".join(p.split()).strip(" ,，;；:：") for p in parts]
        return "；".join(dict.fromkeys(p for p in clean if p and len(p) <= _LONGEST_NOTE))

    def _size_above(self) -> str:
        """What several prices of a kind stand under: `1.5m` over 日常价 and 活动价."""
        group = self.header.group
        alike = [h for h in self.view.table.headers if h.kind is self.header.kind and h.group]
        says = lexicon().kind(group) in (None, Kind.VARIANT) and not lexicon().promotional.search(fold(group))
        return group if says and len({h.group for h in alike}) > 1 else ""

    def _numbered_variant(self) -> str:
        """`售价2` belongs to `SKU2`: the text of the variant column with the same number."""
        if self.header.number is None:
            return ""
        for i in self.view.table.columns(Kind.VARIANT):
            cell = self.record.cells[i]
            if self.view.table.headers[i].number == self.header.number and cell:
                return cell.text
        return ""
