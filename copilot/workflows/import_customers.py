"""Importing a list of customers: read in a process of its own, previewed, and put upon the customers there are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from copilot.customers.columns import CustomerList, find_list
from copilot.customers.merging import Merged, Merging
from copilot.customers.rows import read_rows
from copilot.domain.brand import Brand
from copilot.domain.customer import Customer, CustomerChange
from copilot.domain.customer_import import (
    SEVERAL,
    ColumnUse,
    ImportColumn,
    ImportPreview,
    ImportTakenBack,
    LastImport,
    RowProblem,
)
from copilot.domain.sheet import Sheet
from copilot.errors import InvalidInput
from copilot.knowledge.reading import SeparateReader, read_day
from copilot.store import Store

Uses = Mapping[int, ColumnUse]
"""What a person said columns are for, by their index."""
AS_READ: Uses = {}


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """A list as it was read once, to be looked at with one mapping after another."""

    name: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class CustomerImport:
    """Previews a list, and imports it. Importing it again updates the same customers and adds nobody twice."""

    store: Store
    reader: SeparateReader
    today: Callable[[], date]
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    def open(self, name: str, content: bytes) -> CustomerFile:
        """Read a .csv or .xlsx. Raises `UnreadableFile`."""
        return CustomerFile(name, self.reader.sheets(name, content))

    def columns(self, file: CustomerFile) -> tuple[ImportColumn, ...]:
        """The list's columns as they are read before a person says otherwise."""
        return find_list(file.sheets).columns

    def preview(self, brand: Brand, file: CustomerFile, uses: Uses = AS_READ) -> ImportPreview:
        """What importing would do; nothing is kept. Raises `InvalidInput` for columns that cannot be for that."""
        listed = _list(file, uses)
        if not listed.names_somebody:
            return ImportPreview(file.name, listed.title, listed.columns, len(listed.rows))
        return self._result(file, listed, self.store.customers.all(brand.id), brand.id)[1]

    def run(self, brand: Brand, file: CustomerFile, uses: Uses = AS_READ) -> ImportPreview:
        """Import the list; returns what came of it. Raises `InvalidInput` where no column tells who a row is about."""
        listed = _list(file, uses)
        if not listed.names_somebody:
            raise InvalidInput("no column tells who a row is about", code="no_identity_column")
        results: list[ImportPreview] = []

        def decide(customers: Sequence[Customer]) -> Sequence[CustomerChange]:
            merged, result = self._result(file, listed, customers, brand.id)
            results.append(result)
            return merged.changes

        self.store.customers.change_all(brand.id, decide, file=file.name)
        return results[-1]

    def last(self, brand: Brand) -> LastImport | None:
        """The import that can be taken back, or None."""
        return self.store.customer_imports.last(brand.id)

    def take_back(self, brand: Brand) -> ImportTakenBack:
        """Undo the last import as far as nobody edited since. Raises `InvalidInput` where there is none."""
        if self.last(brand) is None:
            raise InvalidInput("no import to take back", code="no_import")
        return self.store.customer_imports.take_back(brand.id)

    def _result(
        self, file: CustomerFile, listed: CustomerList, customers: Sequence[Customer], brand_id: str
    ) -> tuple[Merged, ImportPreview]:
        today = self.today()
        rows, problems = read_rows(listed, lambda text: read_day(text, today))
        traces = self.store.customers.stop_traces(brand_id)
        merged = Merging(customers, self.clock(), file.name, self.new_id, traces).merge(rows, brand_id)
        result = ImportPreview(
            name=file.name,
            sheet=listed.title,
            columns=listed.columns,
            rows=len(listed.rows),
            added=merged.added,
            updated=merged.updated,
            unchanged=merged.unchanged,
            stopped=merged.stopped,
            kept_stopped=merged.kept_stopped,
            remembered=merged.remembered,
            problems=_by_row(problems, merged.problems),
        )
        return merged, result


def _by_row(*problems: Sequence[RowProblem]) -> tuple[RowProblem, ...]:
    return tuple(sorted((p for some in problems for p in some), key=lambda p: p.row))


def _list(file: CustomerFile, uses: Uses) -> CustomerList:
    listed = find_list(file.sheets, uses)
    single = [column.use for column in listed.columns if column.use not in SEVERAL]
    twice = next((use for use in single if single.count(use) > 1), None)
    if twice is not None:
        raise InvalidInput(f"two columns cannot both be {twice}", code="column_twice", use=twice.value)
    return listed
