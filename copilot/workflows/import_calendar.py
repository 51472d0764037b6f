"""Taking in a calendar that people made by hand: read in a process of its own, previewed, and made into items."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from copilot.domain.calendar import Audience, Item, Slot
from copilot.domain.calendar_import import (
    SEVERAL_TIMES,
    CalendarColumn,
    CalendarPreview,
    CalendarUse,
    ImportChoices,
    ImportedItem,
    ReadResults,
)
from copilot.domain.sheet import Sheet
from copilot.errors import InvalidInput
from copilot.knowledge.reading import SeparateReader
from copilot.planning.imported_items import Stands, imported_items, new_rows, who_is_meant
from copilot.planning.imports import read_calendar
from copilot.planning.results import read_results

AS_READ = ImportChoices()


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar as it was read once, to be looked at with one set of choices after another."""

    name: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class CalendarImport:
    """Reads calendars and lists of results. It keeps nothing: who stores the items hands in what is there already."""

    reader: SeparateReader
    today: Callable[[], date]
    new_id: Callable[[], str]
    stands: Stands
    """Where each purpose stands, by the planning rules."""

    def open(self, name: str, content: bytes) -> CalendarFile:
        """Read a .xlsx or .csv. Raises `UnreadableFile`."""
        return CalendarFile(name, self.reader.sheets(name, content, keep_lines=True))

    def preview(
        self,
        file: CalendarFile,
        audiences: Sequence[Audience],
        choices: ImportChoices = AS_READ,
        *,
        there: Collection[Slot] = (),
    ) -> CalendarPreview:
        """What taking it in would add to the slots that are `there`, and what it leaves out and why. Raises `InvalidInput`
        for columns that cannot be for that."""
        known = [one.name for one in audiences]
        read = read_calendar(file.sheets, self.today(), uses=choices.uses, name=file.name, known=known)
        _refuse_doubled(read.columns)
        meant = who_is_meant(read.rows, audiences, choices.audiences)
        rows, left = new_rows(read.rows, meant, choices, there=there, today=self.today())
        order = {title: n for n, title in enumerate(dict.fromkeys(column.sheet for column in read.columns))}
        problems = sorted((*read.problems, *left), key=lambda p: (order.get(p.place.sheet, 0), p.place.row))
        return CalendarPreview(file.name, read.columns, rows, meant, tuple(problems))

    def items(
        self,
        file: CalendarFile,
        audiences: Sequence[Audience],
        choices: ImportChoices = AS_READ,
        *,
        there: Collection[Slot] = (),
    ) -> tuple[ImportedItem, ...]:
        """What is to be stored: a slot with its text for each row of the preview. Raises `InvalidInput` where an audience
        is nobody's name (`audience_unclear`), or nothing is left to take in (`nothing_imported`)."""
        preview = self.preview(file, audiences, choices, there=there)
        if not preview.rows:
            raise InvalidInput(f"nothing to take in from {file.name}", code="nothing_imported", path=file.name)
        return imported_items(preview.rows, preview.audiences, choices, stands=self.stands, new_id=self.new_id)

    def results(self, file: CalendarFile, items: Sequence[Item], audiences: Sequence[Audience]) -> ReadResults:
        """What a list of results tells about `items`, which are those that went out."""
        names = {one.id: one.name for one in audiences}
        return read_results(file.sheets, items, names, today=self.today(), name=file.name)


def _refuse_doubled(columns: Sequence[CalendarColumn]) -> None:
    seen: set[tuple[str, CalendarUse]] = set()
    for column in columns:
        if column.use not in SEVERAL_TIMES and (column.sheet, column.use) in seen:
            raise InvalidInput(f"two columns cannot both be {column.use}", code="column_twice", use=column.use.value)
        seen.add((column.sheet, column.use))
