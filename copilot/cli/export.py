"""`butterfly export FILE`: the approved items of some days as a file. Nothing else of the calendar is written to files."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from copilot.cli.acting import ByOption, acting
from copilot.cli.options import BrandOption, JsonOption, day
from copilot.cli.output import locale, print_json, say
from copilot.errors import InvalidInput

DAYS = 28


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to write.")],
    kind: Annotated[
        str | None, typer.Option(help="xlsx, csv, ics, docx, json, or html (a day's send sheet); default: its ending.")
    ] = None,
    start: Annotated[str | None, typer.Option(metavar="DATE", help="First day; default: today.")] = None,
    end: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Last day, inclusive; default: four weeks, or the day of a sheet."),
    ] = None,
    person: Annotated[str | None, typer.Option(help="Only what that person sends.")] = None,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the approved items of some days into a file, and mark them as exported. Others stay behind."""
    from copilot.reporting.calendar_files import FILE_KINDS, SHEET, FileWanted, export_file

    at = acting(brand, by)
    wanted = (kind or file.suffix.removeprefix(".")).casefold()
    if wanted not in FILE_KINDS:
        raise InvalidInput(f"no kind {wanted}", code="export_format", kind=wanted, known=", ".join(FILE_KINDS))
    first = day(start) or at.copilot.today()
    last = day(end) or (first if wanted == SHEET else first + timedelta(days=DAYS - 1))
    exporting = at.calendar.exporting
    left = exporting.look(at.brand, first, last)
    if not left.outgoing:
        code = "label_missing" if left.unlabelled else "nothing_approved"
        raise InvalidInput("nothing may go out", code=code, count=len(left.unlabelled or left.waiting))
    _require_writable(file)
    told = FileWanted(wanted, first, last, person)
    made = export_file(exporting, at.brand, told, at.actor, locale().say, language=locale().language)
    file.write_bytes(made.content)
    behind = [*made.left.waiting, *made.left.unlabelled, *made.changed]
    if as_json:
        shown = {"file": str(file), "kind": wanted, "count": made.count, "left_behind": [one.id for one in behind]}
        print_json(shown)
        return
    say("calendar_cli.exported", file=file, count=made.count, left=len(behind))


def _require_writable(file: Path) -> None:
    """Before items are marked as given out. Raises `InvalidInput` (`file_unwritable`)."""
    try:
        with file.open("ab"):
            pass
    except OSError as error:
        raise InvalidInput(f"{file}: {error}", code="file_unwritable", path=str(file)) from error
