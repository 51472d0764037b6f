"""`butterfly calendar …`: what stands in the calendar, moved and taken out, and its texts written."""

import sys
from datetime import date, time
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli import calendar_in
from copilot.cli.acting import Acting, ByOption, ItemArgument, acting, looking
from copilot.cli.calendar_words import print_items, print_warnings
from copilot.cli.options import BrandOption, JsonOption, day
from copilot.cli.output import print_json, say
from copilot.domain.ai_label import AiLabel
from copilot.domain.calendar import ItemState
from copilot.errors import BudgetReached, InvalidInput

if TYPE_CHECKING:
    from copilot.domain.writing_run import Estimate, RunProgress
    from copilot.workflows.arrange import Moved

app = typer.Typer(no_args_is_help=True)
app.add_typer(calendar_in.app)
StartOption = Annotated[str | None, typer.Option(metavar="DATE", help="First day; default: from the beginning.")]
EndOption = Annotated[str | None, typer.Option(metavar="DATE", help="Last day, inclusive; default: to the end.")]


@app.command("list")
def listed(
    start: StartOption = None,
    end: EndOption = None,
    state: Annotated[list[ItemState] | None, typer.Option(help="Only in that state; repeat.")] = None,
    audience: Annotated[str | None, typer.Option(help="Only to that one, by name or id.")] = None,
    removed: Annotated[bool, typer.Option("--removed", help="What was taken out instead.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what stands in the calendar, without its texts."""
    from copilot.cli.calendar_json import item as shape

    copilot, whose = looking(brand)
    to = copilot.calendar.audiences.get(whose, audience).id if audience else None
    found = copilot.store.calendar.of(whose.id, day(start), day(end), states=tuple(state or ()), removed=removed)
    items = [one for one in found if to in (None, one.slot.audience_id)]
    if as_json:
        print_json([shape(one) for one in items])
        return
    print_items(items, copilot.calendar.audiences.all(whose))


@app.command()
def move(
    item: ItemArgument,
    to: Annotated[str, typer.Argument(metavar="DATE", help="The day, 2026-12-01.")],
    at_time: Annotated[str | None, typer.Argument(metavar="HH:MM", help="The time; default: as it is.")] = None,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put an item on another day or at another time; the rules hold."""
    at = acting(brand, by)
    found, version = at.item(item)
    moved_to = day(to) or found.slot.day
    try:
        moved = at.calendar.planning.move(found.id, version, moved_to, _time(at_time) or found.slot.time, at.actor)
    except InvalidInput as error:
        print_warnings(error.facts.get("warnings") or (), err=True)  # type: ignore[arg-type]
        raise
    _told(at, moved, as_json)


@app.command()
def remove(item: ItemArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Take an item out of the calendar; it can be put back."""
    from copilot.workflows.arrange import Moved

    at = acting(brand, by)
    found, version = at.item(item)
    _told(at, Moved(at.calendar.planning.remove(found.id, version, at.actor)), as_json)


@app.command()
def restore(item: ItemArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Put an item back that was taken out, where the rules still allow it."""
    at = acting(brand, by)
    found, version = at.item(item)
    _told(at, at.calendar.planning.restore(found.id, version, at.actor), as_json)


@app.command()
def label(
    choice: Annotated[AiLabel, typer.Argument(help="How texts made with AI are labelled.")],
    start: StartOption = None,
    end: EndOption = None,
    why: Annotated[str, typer.Option(help="For what reason there is none.")] = "",
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Choose the AI label of what is approved and has none yet; each choice is logged."""
    at = acting(brand, by)
    exporting = at.calendar.exporting
    left = exporting.look(at.brand, day(start) or date.min, day(end) or date.max)
    count = exporting.label(at.brand, left.unlabelled, choice, at.actor, why)
    if as_json:
        print_json({"labelled": count})
        return
    say("calendar_cli.labelled", count=count)


@app.command()
def write(
    items: Annotated[
        list[str] | None, typer.Argument(metavar="[ITEM]…", help="Which; default: all of the days.")
    ] = None,
    start: StartOption = None,
    end: EndOption = None,
    estimate: Annotated[bool, typer.Option("--estimate", help="Only say what it will take.")] = False,
    pause: Annotated[
        bool, typer.Option("--pause", help="Let what is being written elsewhere take up no more.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what was paused or interrupted.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Write once more what failed the last time.")] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="With --resume: without the model, when the month's budget is used up.")
    ] = False,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the texts of planned items. Stopped, it goes on with --resume; nothing is written twice."""
    from copilot.cli.calendar_json import estimate as estimate_shape

    at = acting(brand, by)
    writing = at.calendar.writing
    if pause:
        _tell(writing.pause(_latest(at).run.id, at.actor), as_json)
        return
    if resume or retry:
        latest = _latest(at, failed=retry).run.id
        again = writing.retry_failed(latest, at.actor) if retry else writing.resume(latest, at.actor, offline=offline)
        _follow(at, again.run.id, as_json)
        return
    if items:
        wanted = [at.item(one)[0].id for one in items]
    else:
        wanted = [one.id for one in at.copilot.store.calendar.of(at.brand.id, day(start), day(end))]
    if estimate:
        told = writing.estimate(at.brand, wanted)
        if as_json:
            print_json(estimate_shape(told))
        else:
            typer.echo(f"{told.items}  {_used(told)}")
        return
    _follow(at, writing.start(at.brand, wanted, at.actor).id, as_json)


def _latest(at: Acting, *, failed: bool = False) -> "RunProgress":
    """The run that has items left, or items that failed. Raises `InvalidInput` (`nothing_to_write`) without one."""
    latest = at.calendar.writing.latest(at.brand)
    if latest is None or not (latest.failed if failed else latest.left):
        raise InvalidInput("nothing waits to be written", code="nothing_to_write")
    return latest


def _follow(at: Acting, run_id: str, as_json: bool) -> None:
    """Tell each item on stderr as it is written; ends with 1 where items failed and none was written, or where the
    month's budget paused the run."""
    from copilot.domain.writing_run import ItemFailed, ItemWritten

    done = 0
    for event in at.calendar.writing.run_events(run_id):
        if isinstance(event, ItemFailed):
            typer.echo(f"{event.code}: {event.item_id}", err=True)
        elif isinstance(event, ItemWritten) and not as_json:
            done += 1
            typer.echo(f"{done}  {event.item_id[:8]}", file=sys.stderr)
    at.calendar.writing.close()
    last = at.calendar.writing.progress(run_id)
    _tell(last, as_json)
    if last.run.why and last.left:
        raise BudgetReached("the run was paused", code=last.run.why)
    if last.failed and not last.written:
        raise typer.Exit(1)


def _tell(run: "RunProgress", as_json: bool) -> None:
    from copilot.cli.calendar_json import progress as shape

    if as_json:
        print_json(shape(run))
        return
    say("calendar_cli.written", written=run.written, total=run.total, failed=len(run.failed))
    typer.echo(_used(run))


def _used(told: "RunProgress | Estimate") -> str:
    """Tokens asked and answered, and what they cost where that is known."""
    cost = "" if told.cost is None else f"{told.cost:.2f} {told.currency}"
    return f"{told.usage.prompt} + {told.usage.answer}  {cost}".rstrip()


def _told(at: Acting, moved: "Moved", as_json: bool) -> None:
    from copilot.cli.calendar_json import item as shape
    from copilot.cli.calendar_json import warning

    if as_json:
        print_json({"item": shape(moved.item), "warnings": [warning(one) for one in moved.warnings]})
        return
    print_items([moved.item], at.calendar.audiences.all(at.brand))
    print_warnings(moved.warnings)


def _time(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(f"no time: {text}", code="time_invalid", value=text) from error
