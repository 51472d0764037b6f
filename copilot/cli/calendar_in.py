"""`butterfly calendar import`, `sent` and `results`: calendars made elsewhere, and what came of what was sent."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.acting import ByOption, ItemArgument, acting
from copilot.cli.calendar_words import print_items, tell_items
from copilot.cli.options import BrandOption, JsonOption
from copilot.cli.output import complain, locale, print_json, say
from copilot.domain.channel import Channel
from copilot.errors import InvalidInput, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copilot.cli.acting import Acting
    from copilot.domain.calendar_import import CalendarProblem, ImportChoices
    from copilot.workflows.import_calendar import CalendarFile

app = typer.Typer(no_args_is_help=True)
FileIn = Annotated[Path, typer.Argument(metavar="FILE", help="A .xlsx or .csv.")]


@app.command("import")
def take_in(
    file: FileIn,
    meant: Annotated[
        list[str] | None, typer.Option("--audience", metavar="NAME=AUDIENCE", help="Whom a name in it means; repeat.")
    ] = None,
    channel: Annotated[Channel, typer.Option(help="Where it is said, for rows that do not tell.")] = Channel.GROUP,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a calendar in: its texts are drafts, to be reviewed like any other. All its rows or none."""
    from copilot.cli.calendar_json import item as shape
    from copilot.cli.calendar_json import problem
    from copilot.workflows.outcome import outcome
    from copilot.workflows.take_in import Taken

    at = acting(brand, by)
    taking, opened = at.calendar.taking_in, _opened(at, file)
    choices = _choices(at, meant or [], channel)
    preview = taking.preview(at.brand, opened, choices)
    items = () if dry_run else outcome(taking.take(at.brand, opened, choices, at.actor), Taken).items
    if as_json:
        told = {"rows": len(preview.rows), "problems": [problem(one) for one in preview.problems]}
        print_json({**told, "items": [shape(one) for one in items]})
        return
    _print_problems(preview.problems)
    print_items(items, at.calendar.audiences.all(at.brand))
    say("calendar_cli.taken_in", rows=len(preview.rows), items=len(items))


@app.command()
def sent(
    item: ItemArgument,
    reached: Annotated[int | None, typer.Option(help="How many it reached.")] = None,
    replies: Annotated[int | None, typer.Option(help="How many answered.")] = None,
    orders: Annotated[int | None, typer.Option(help="How many bought.")] = None,
    muted: Annotated[int | None, typer.Option(help="How many left, muted or said stop.")] = None,
    note: Annotated[str, typer.Option(help="What else there is to know.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="It was not sent after all.")] = False,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that an approved item was sent, and what came of it."""
    from copilot.domain.calendar import Sent

    at = acting(brand, by)
    found, version = at.item(item)
    exporting = at.calendar.exporting
    if undo:
        now = exporting.unmark(found.id, version, at.actor)
    else:
        result = Sent(at.actor.id, exporting.clock(), reached, replies, orders, muted, note)
        now = exporting.mark_sent(found.id, version, result, at.actor)
    tell_items(at, [now], as_json=as_json)


@app.command()
def results(
    file: FileIn,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in a list of results of what was sent."""
    from copilot.cli.calendar_json import problem

    at = acting(brand, by)
    taking = at.calendar.taking_in
    read = taking.results(at.brand, _opened(at, file))
    kept = None if dry_run else taking.keep_results(at.brand, read.matched, at.actor)
    for _, error in kept.refused if kept else ():
        complain(error)
    if as_json:
        told = {"matched": [one.item_id for one in read.matched], "kept": kept.kept if kept else 0}
        print_json({**told, "problems": [problem(one) for one in read.problems]})
        return
    _print_problems(read.problems)
    say("calendar_cli.results_kept", matched=len(read.matched), kept=kept.kept if kept else 0)


def _opened(at: "Acting", file: Path) -> "CalendarFile":
    if not file.is_file():
        raise UnreadableFile(str(file), "file_missing", "no such file")
    return at.calendar.taking_in.open(at.brand, file.name, file.read_bytes())


def _choices(at: "Acting", meant: list[str], channel: Channel) -> "ImportChoices":
    """What was said about the file. Raises `InvalidInput`, `UnknownName`."""
    from copilot.domain.calendar_import import ImportChoices

    audiences: dict[str, str] = {}
    for one in meant:
        name, is_, audience = one.partition("=")
        if not is_:
            raise InvalidInput(f"not NAME=AUDIENCE: {one}", code="choice_invalid", value=one, known="NAME=AUDIENCE")
        audiences[name.strip()] = at.calendar.audiences.get(at.brand, audience).id
    return ImportChoices(audiences=audiences, channel=channel)


def _print_problems(problems: "Iterable[CalendarProblem]") -> None:
    for one in problems:
        told = locale().say(f"calendar_import.problems.{one.code}", value=one.value, column=one.column)
        typer.echo(f"{'?' if one.taken else '!'} {one.place.sheet} {one.place.row}: {told}", err=True)
