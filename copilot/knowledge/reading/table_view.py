"""What a table as a whole says about its rows: whose they are, in which currency, and until when."""

import re
from collections import Counter
from dataclasses import dataclass

from copilot.domain.language import Language
from copilot.knowledge.reading.amounts import currency_in, find_prices
from copilot.knowledge.reading.blocks import Cell, Grid
from copilot.knowledge.reading.context import FileContext
from copilot.knowledge.reading.crossed import crossed_headers, names_priced_rows
from copilot.knowledge.reading.days import serial_day
from copilot.knowledge.reading.lexicon import PERIODS, PRICES, Kind, fold, lexicon
from copilot.knowledge.reading.neighbours import under_an_offer
from copilot.knowledge.reading.periods import Period, day_of_sales, find_periods, year_in
from copilot.knowledge.reading.tables import Record, Table

OPEN = Period(None, None)
_LONGEST_OFFER = 60
_STATES_MONEY = re.compile(r"单位|币|currency|\bprices?\b|\ball (?:amounts |figures )?in\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose row it is: the product's full name and what tells this row from the product's others."""

    product: str
    variant: str = ""


class TableView:
    """A table with its surroundings. Everything is worked out once, on making it."""

    def __init__(self, table: Table, grid: Grid, context: FileContext) -> None:
        self.table = table
        self._context = context
        self._around = [c.text for c in table.titles] + [grid.title, *reversed(grid.headings)]
        self.year = next((y for t in [*self._around, context.name] if (y := year_in(t))), None)
        self.key = self._key_column()
        self.heading_product = next((p for t in self._around if (p := context.names.only(t))), "")
        names_rows = 0 if self.key is None and self.heading_product else self.key
        table.headers = crossed_headers(table, names_rows, [*self._around, context.name, *_about_money(table)])
        self._key_is_known = self._known(self.key) > 0
        self.currency = self._currency()
        self.per = next((per for t in self._around if (per := _per_of_all(t))), "")
        self.promotions_hold = self._title_period(lexicon().promotional)
        if self._offer_heads():
            table.headers = tuple(
                old if i in table.said else new
                for i, (old, new) in enumerate(zip(table.headers, under_an_offer(table.headers), strict=True))
            )
        self.has_promotions = bool(table.columns(Kind.PROMOTION_PRICE))
        self.prices_hold = self._title_period(lexicon().effective)
        self._dates_promotions = self.has_promotions or _offers_sums(table)
        self._first_section = self._section_above()
        counts = Counter(self._product(r)[0] for r in table.records)
        self._several = {product for product, rows in counts.items() if rows > 1}
        self.item = self._item_column()

    @property
    def is_about_products(self) -> bool:
        """Whether rows can be trusted to name a product, so that their cells become facts."""
        named = self.key is not None and self.table.headers[self.key].kind in (Kind.PRODUCT, Kind.MODEL)
        return named or bool(self.heading_product) or bool(self.table.columns(*PRICES)) or self._known(self.key) > 0

    @property
    def has_items(self) -> bool:
        """Whether rows are about parts or properties of a product (what was tested, which layer)."""
        return self.item is not None

    def owner(self, record: Record) -> Owner:
        """Whose row `record` is."""
        product, variant = self._product(record)
        parts = [variant] if variant else []
        if self.heading_product and not self._key_is_known:
            # Its sizes head the rows; sizes in later columns are measures like any other.
            cell = record.cells[0] if self.key is None and self.table.headers[0].kind is Kind.VARIANT else None
            return Owner(product, variant or (cell.text if cell and product in self._several else ""))
        if product in self._several or self.item is not None:
            parts.append(self.variant(record))
        return Owner(product, " ".join(" ".join(parts).split()))

    def products(self, record: Record) -> tuple[str, ...]:
        """The products a row is about: usually one; several where its cell lists known ones (`床笠、眼罩`)."""
        cell = record.cells[self.key] if self.key is not None else None
        parts = [p for p in re.split(r"[、,，;；/\n]|\band\b|和|&", cell.text) if p.strip()] if cell else []
        named = [self._context.names.named_by(p)[0] for p in parts]
        if len(parts) > 1 and all(n in self._context.names.full.values() for n in named):
            return tuple(dict.fromkeys(named))
        return (self._product(record)[0],)

    def variant(self, record: Record) -> str:
        """Size, colour, model: what a row's variant columns say."""
        columns = [i for i in self.table.columns(Kind.VARIANT, Kind.MODEL) if i not in (self.key, self.item)]
        columns = columns if self.item is None else [self.item, *columns]
        columns = [i for i in columns if self.table.headers[i].number is None]
        return " ".join(" ".join(c.text for i in columns if (c := record.cells[i])).split())

    def periods(self, record: Record, column: int) -> tuple[Period, ...]:
        """When the cell of `record` in `column` holds, from the nearest place that says so."""
        header, cell = self.table.headers[column], record.cells[column]
        own = self.find_beside_price(cell.text) if cell else ()
        if own or header.periods:
            return own or header.periods
        is_promotion = header.kind in (Kind.PROMOTION_PRICE, Kind.OFFER)
        if not is_promotion and self._dates_promotions:
            return (self.prices_hold,) if header.kind in PRICES else (OPEN,)
        beside = self._beside(record, column, offers=is_promotion or header.kind not in PRICES)
        if beside:
            return beside
        if is_promotion:
            return self.find(record.section) or (self.promotions_hold,)
        return (self.prices_hold,) if header.kind in PRICES else (OPEN,)

    def find(self, text: str) -> tuple[Period, ...]:
        """Periods in a text, with the year of this table's title."""
        return (
            find_periods(text, self._context.today, year=self.year)
            if re.search(r"\d|底|末|双十|[a-zA-Z]{3}", text)
            else ()
        )

    def find_beside_price(self, text: str) -> tuple[Period, ...]:
        """Periods in a cell that holds a price, too: what looks like dates but is all there is (`9.9-12.9`) is the price."""
        found = self.find(text)
        rest = text
        for period in reversed(found):
            rest = rest[: period.start] + " " * (period.end - period.start) + rest[period.end :]
        return () if found and find_prices(text) and not re.search(r"\d", rest) else found

    def _beside(self, record: Record, column: int, *, offers: bool) -> tuple[Period, ...]:
        """The period in this row's period columns: of the same header group, else the nearest to the right."""
        headers = self.table.headers
        candidates = [i for i in self.table.columns(*PERIODS, *([Kind.OFFER] if offers else [])) if i != column]
        group = headers[column].group
        same = [i for i in candidates if group and headers[i].group == group]
        candidates = same or sorted(candidates, key=lambda i: abs(i - column) + (0 if i > column else 0.5))
        begins = next((i for i in candidates if headers[i].kind is Kind.PERIOD_FROM), None)
        ends = next((i for i in candidates if headers[i].kind is Kind.PERIOD_TO), None)
        if begins is not None or ends is not None:
            return self._from_to(
                record.cells[begins] if begins is not None else None, record.cells[ends] if ends is not None else None
            )
        for i in candidates:
            cell = record.cells[i]
            found = self.find(cell.text) if cell else ()
            if not found and cell and headers[i].kind is Kind.PERIOD:
                found = self.find(day_of_sales(cell.text))
            if found:
                return found
            if cell and headers[i].kind is Kind.PERIOD:
                return (OPEN,)
        conditions = [c.text for i in self.table.columns(Kind.CONDITION) if (c := record.cells[i])]
        return next((p for t in conditions if lexicon().effective.search(fold(t)) and (p := self.find(t))), ())

    def _from_to(self, begins: Cell | None, ends: Cell | None) -> tuple[Period, ...]:
        first = self._day(begins) if begins else ()
        last = self._day(ends) if ends else ()
        if not first and not last:
            return ()
        begin = first[0].valid_from or first[0].valid_to if first else None
        end = last[0].valid_to or last[0].valid_from if last else None
        return (Period(begin, end),) if not (begin and end and end < begin) else ()

    def _day(self, cell: Cell) -> tuple[Period, ...]:
        """The day in a column of days, also where a number format was lost and its count is left (`46357`)."""
        if day := serial_day(cell.text):
            return (Period(day, day),)
        return self.find(cell.text)

    def _product(self, record: Record) -> tuple[str, str]:
        cell = record.cells[self.key] if self.key is not None and self.key < len(record.cells) else None
        if cell is None:
            return self._context.names.only(record.section) or self.heading_product, ""
        section = record.section or self._first_section
        if section and self.key is not None and self.table.headers[self.key].kind is Kind.VARIANT:
            return self._context.names.only(section) or section, cell.text
        product, variant = self._context.names.named_by(cell.text)
        if self.heading_product and not self._key_is_known:
            # Under a product's own heading the columns or rows are its sizes, not products.
            return self.heading_product, "" if fold(product) in lexicon().generic else product
        return product, variant

    def _section_above(self) -> str:
        """The name over rows of sizes that stands above the header, where others stand between the rows below it."""
        sections = [r.section for r in self.table.records]
        titles = [c.text for c in self.table.titles]
        return titles[-1] if len(titles) > 1 and any(sections) and not sections[0] else ""

    def _is_of_offers(self, note: str) -> bool:
        """Whether the days in a note are those of the offers that the table lists beside other prices."""
        return self.has_promotions and bool(lexicon().promotional.search(fold(note)))

    def _offer_heads(self) -> bool:
        """Whether a short title right above the table names an offer and the first and last of its days."""
        for text in (c.text for c in self.table.titles[-1:]):
            found = self.find(text) if lexicon().promotional.search(fold(text)) and len(text) <= _LONGEST_OFFER else ()
            return len(found) == 1 and None not in (found[0].valid_from, found[0].valid_to)
        return False

    def _known(self, column: int | None) -> int:
        """How many rows name a product of the brand in `column`."""
        if column is None:
            return 0
        cells = [r.cells[column] for r in self.table.records[:200]]
        return sum(1 for c in cells if c and self._context.names.only(c.text))

    def _key_column(self) -> int | None:
        table = self.table
        if not table.headers:
            return None
        candidates = table.columns(Kind.PRODUCT) + table.columns(Kind.MODEL)
        best = max(candidates, key=self._known, default=None)
        if best is not None and self._known(best):
            return best
        free = [i for i, h in enumerate(table.headers) if h.kind in (None, Kind.ATTRIBUTE, Kind.VARIANT)]
        half = [i for i in free if self._known(i) * 2 >= max(1, len(table.records))]
        if half or best is not None:
            return half[0] if half else best
        priced = bool(table.columns(*PRICES)) or names_priced_rows(table, [*self._around, self._context.name])
        names_rows = priced and free and not any(self._context.names.only(t) for t in self._around)
        return free[0] if names_rows else None

    def _item_column(self) -> int | None:
        """A second column of names (the item tested), or what tells a product's rows apart where no size does."""
        second = [i for i in self.table.columns(Kind.PRODUCT) if i != self.key]
        if second:
            return second[0]
        if not self._several or self.table.columns(Kind.VARIANT, Kind.MODEL, Kind.PERIOD, Kind.OFFER, *PRICES):
            return None
        after = [i for i, h in enumerate(self.table.headers) if h.kind in (None, Kind.ATTRIBUTE) and i != self.key]
        return after[0] if len(after) > 1 else None

    def _currency(self) -> str:
        stated = [t for t in self._around if _STATES_MONEY.search(t)] + _about_money(self.table)
        stated += [c.text for c in self.table.first_titles if _STATES_MONEY.search(c.text)]
        named = next((said for t in stated if (said := currency_in(t))), "")
        if named:
            return named
        columns = self.table.columns(*PRICES)
        headers = {self.table.headers[i].currency for i in columns}
        cells = {currency_in(c.text + c.unit) for r in self.table.records[:300] for i in columns if (c := r.cells[i])}
        used = (headers | cells) - {""}
        if len(used) == 1:
            return used.pop()
        if self._context.language is not None:
            return "元" if self._context.language is Language.ZH and not used else ""
        chinese = any(re.search(r"[\u4e00-\u9fff]", h.label) for h in self.table.headers)
        return "元" if chinese and not used else ""

    def _title_period(self, words: re.Pattern[str]) -> Period:
        texts = (
            [c.text for c in self.table.titles]
            + [c.text for c in self.table.notes if words is lexicon().promotional or not self._is_of_offers(c.text)]
            + self._around[len(self.table.titles) :][:1]
        )
        for text in texts:
            found = self.find(text) if words.search(fold(text)) else ()
            if len(found) > 1:  # `2026年12月价格（12月1日起执行）`
                found = tuple(p for p in found if words.search(fold(text[p.end : p.end + 5]))) or _narrowest(found)
            if len(found) == 1:
                return found[0]
        return OPEN


def _narrowest(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Of periods that lie within each other the one within all (`12月团品，12月1日-12月7日`), else all."""
    within = [
        p
        for p in periods
        if p.valid_from and p.valid_to and all(o.in_force(p.valid_from) and o.in_force(p.valid_to) for o in periods)
    ]
    return tuple(within[:1]) or periods


def _about_money(table: Table) -> list[str]:
    """The notes that say what all prices are in: `价格单位：元`, `All prices in USD`."""
    return [c.text for c in table.notes if _STATES_MONEY.search(c.text) and currency_in(c.text)]


def _per_of_all(title: str) -> str:
    """What a title says that every price is for: `斤` of `单位：元/斤`."""
    found = re.search(r"(?:单位|unit)s?\s*[:：]?\s*(\S{1,6})", title, re.IGNORECASE)
    money, _, per = found[1].strip("()（）").partition("/") if found else ("", "", "")
    return per if currency_in(money) else ""


def _offers_sums(table: Table) -> bool:
    """Whether a column of offers holds bare sums: days beside it are those of the offer, not of every price."""
    return any(
        (cell := record.cells[column]) is not None and re.fullmatch(r"[¥￥$£€]?\s?\d+(?:\.\d+)?\s?元?", cell.text)
        for column in table.columns(Kind.OFFER)
        for record in table.records
    )
