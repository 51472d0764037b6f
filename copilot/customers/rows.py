"""Rows of a list → what each says about whom, and what in it could not be read."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from copilot.customers import cells
from copilot.customers.columns import CustomerList
from copilot.customers.words import list_words, plain
from copilot.domain.customer import Consent
from copilot.domain.customer_import import ColumnUse, ImportColumn, RowProblem
from copilot.domain.sheet import SheetRow

ReadDay = Callable[[str], date | None]
DATES = (ColumnUse.FIRST_ORDER, ColumnUse.LAST_ORDER, ColumnUse.LAST_CONTACT)


@dataclass(frozen=True, slots=True)
class RowSays:
    """What one row says about one customer. None and empty: nothing."""

    row: int
    name: str = ""
    code: str = ""
    contacts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    orders: int | None = None
    spent: Decimal | None = None
    days: dict[ColumnUse, date] = field(default_factory=dict)
    consent: Consent = Consent.UNKNOWN
    stop: str = ""
    birthday: str = ""
    bought: tuple[str, ...] = ()
    remark: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def read_rows(listed: CustomerList, read_day: ReadDay) -> tuple[list[RowSays], list[RowProblem]]:
    """What every row says, and the rows and cells that could not be read."""
    said: list[RowSays] = []
    problems: list[RowProblem] = []
    for row in listed.rows:
        reader = _RowReader(row, listed.columns, read_day)
        if reader.is_total:
            problems.append(RowProblem(row.number, "total", value=reader.first, taken=False))
            continue
        one = reader.read()
        if not (one.name or one.code or one.contacts):
            problems.append(RowProblem(row.number, "nobody", value=reader.first, taken=False))
            continue
        said.append(one)
        problems += reader.problems
    return said, problems


class _RowReader:
    """Reads the cells of one row by what their columns are for."""

    def __init__(self, row: SheetRow, columns: Sequence[ImportColumn], read_day: ReadDay) -> None:
        self._row, self._read_day = row, read_day
        self.problems: list[RowProblem] = []
        self._fields: list[tuple[str, str]] = []
        self._by_use: dict[ColumnUse, list[tuple[ImportColumn, str]]] = defaultdict(list)
        for column in columns:
            text = row.cells[column.index]
            if text and not cells.is_blank(text):
                self._by_use[column.use].append((column, text))

    @property
    def first(self) -> str:
        return next((c for c in self._row.cells if c), "")

    @property
    def is_total(self) -> bool:
        return plain(self.first).rstrip(": ") in list_words().totals

    def read(self) -> RowSays:
        orders = self._number(ColumnUse.ORDERS)
        days = {use: day for use in DATES if (day := self._day(use)) is not None}
        birthday, spent, contacts = self._birthday(), self._number(ColumnUse.SPENT), self._contacts()
        self._fields += [(column.header, text) for column, text in self._by_use[ColumnUse.FIELD]]
        return RowSays(
            row=self._row.number,
            name=" ".join(t for use in (ColumnUse.NAME, ColumnUse.FAMILY_NAME) if (t := self._text(use))),
            code=self._text(ColumnUse.CODE),
            contacts=contacts,
            tags=self._several(ColumnUse.TAGS),
            orders=None if orders is None else int(orders),
            spent=spent,
            days=days,
            consent=cells.consent(self._text(ColumnUse.CONSENT)),
            stop=cells.stop(self._text(ColumnUse.STOP)),
            birthday=birthday,
            bought=self._several(ColumnUse.BOUGHT),
            remark=self._text(ColumnUse.REMARK),
            fields=tuple(dict(self._fields).items()),
        )

    def _text(self, use: ColumnUse) -> str:
        return self._by_use[use][0][1] if self._by_use[use] else ""

    def _several(self, use: ColumnUse) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part for _, text in self._by_use[use] for part in cells.parts(text)))

    def _contacts(self) -> tuple[str, ...]:
        found: list[str] = []
        for column, text in self._by_use[ColumnUse.CONTACT]:
            for part in cells.parts(text):
                if cells.is_rounded(part):
                    self._problem("rounded_number", column, part)
                else:
                    found.append(cells.contact_key(part))
        return tuple(dict.fromkeys(found))

    def _number(self, use: ColumnUse) -> Decimal | None:
        for column, text in self._by_use[use]:
            value = cells.number(text)
            if value is not None and value >= 0:
                return value
            self._problem("not_a_number", column, text)
        return None

    def _day(self, use: ColumnUse) -> date | None:
        for column, text in self._by_use[use]:
            day = self._read_day(text)
            if day is not None:
                return day
            self._problem("not_a_date", column, text)
        return None

    def _birthday(self) -> str:
        for column, text in self._by_use[ColumnUse.BIRTHDAY]:
            day = cells.birthday(text)
            if day is not None:
                return day
            self._problem("not_a_date", column, text)
        return ""

    def _problem(self, code: str, column: ImportColumn, value: str) -> None:
        """Tell it, and keep the cell as it is."""
        self.problems.append(RowProblem(self._row.number, code, column.header, value))
        self._fields.append((column.header, value))
