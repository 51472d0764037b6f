"""A file of the calendar from the one door of what is approved: marked as given out first, then written."""

from dataclasses import dataclass, replace
from datetime import date

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item
from copilot.domain.language import Language
from copilot.domain.outgoing import Outgoing, OutgoingCalendar, clocks_of
from copilot.domain.review import Actor
from copilot.errors import InvalidInput
from copilot.reporting.outgoing_files import CALENDAR_FORMATS, calendar_file
from copilot.reporting.outline import Say
from copilot.reporting.send_sheet import send_sheet
from copilot.workflows.export import Exporting, Leaving
from copilot.workflows.members import ALONE

SHEET = "html"
FILE_KINDS = {**CALENDAR_FORMATS, SHEET: "text/html"}
"""Every kind of file the calendar is given out as, with its media type."""
_NOT_IN_NAMES = '\\/:*?"<>|'


@dataclass(frozen=True, slots=True)
class FileWanted:
    """What file of which days, both inclusive. `person` names whose items a send sheet has ("" for those nobody is
    named for); None for everybody's."""

    kind: str
    start: date
    end: date
    person: str | None = None


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file, and what stayed behind: without a label, not approved, or changed while the file was made."""

    name: str
    mime: str
    content: bytes
    count: int
    left: Leaving
    changed: tuple[Item, ...] = ()


def export_file(
    exporting: Exporting, brand: Brand, wanted: FileWanted, actor: Actor, say: Say, *, language: Language = Language.ZH
) -> ExportedFile:
    """The approved items of those days as a file, in `language`. An item is marked as exported before it is written, so
    that none goes out without its line in the trail. Raises `InvalidInput` for another kind."""
    if wanted.kind not in FILE_KINDS:
        known = ", ".join(FILE_KINDS)
        raise InvalidInput(
            f"no calendar is exported as {wanted.kind}", code="export_format", kind=wanted.kind, known=known
        )
    left = exporting.look(brand, wanted.start, wanted.end)
    mine = [one for one in left.outgoing if wanted.person in (None, one.sender)]
    marked = exporting.mark_exported(mine, actor, wanted.kind)
    outgoing = tuple(_by_name(one, say) for one in marked.outgoing)
    calendar = OutgoingCalendar(
        brand.name, outgoing, wanted.start, wanted.end, exporting.clock(), clocks_of(brand.language)
    )
    if wanted.kind == SHEET:
        content = send_sheet(calendar, wanted.start, say, person=wanted.person, language=language)
    else:
        content = calendar_file(calendar, wanted.kind, say, language=language)
    return ExportedFile(
        file_name(brand, wanted, say), FILE_KINDS[wanted.kind], content, len(marked.outgoing), left, marked.changed
    )


def file_name(brand: Brand, wanted: FileWanted, say: Say) -> str:
    """What the file is called, without signs that file systems refuse."""
    told = say("exports.file_name", brand=brand.name, start=wanted.start, end=wanted.end)
    return "".join("-" if sign in _NOT_IN_NAMES or sign < " " else sign for sign in told) + f".{wanted.kind}"


def _by_name(one: Outgoing, say: Say) -> Outgoing:
    """With a name for the one user of a machine, who has none in the trail."""
    return replace(one, approved_by=tuple(say("exports.alone") if by == ALONE else by for by in one.approved_by))
