"""`butterfly fatigue …`: how groups and segments took the last weeks, what is noted about it, and quiet weeks."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.acting import ByOption, acting, looking
from copilot.cli.options import BrandOption, JsonOption, day
from copilot.cli.output import locale, print_json, say

if TYPE_CHECKING:
    from copilot.domain.fatigue import Fatigue

app = typer.Typer(invoke_without_command=True)
AudienceArgument = Annotated[str, typer.Argument(metavar="AUDIENCE", help="Its name or id.")]
QuietArgument = Annotated[str, typer.Argument(metavar="ID", help="As `fatigue quiet` prints it.")]
WeekOption = Annotated[str | None, typer.Option("--week", metavar="DATE", help="Any day of the week.")]
CountOption = Annotated[int | None, typer.Option(help="How many; left out: nobody counted.")]


@app.callback()
def look(
    ctx: typer.Context,
    audience: Annotated[str | None, typer.Option(help="Only this group, by name or id.")] = None,
    weeks: Annotated[int, typer.Option(help="How many weeks, the present one included.")] = 10,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which groups and segments tire of what they hear, why, and which items did it."""
    if ctx.invoked_subcommand is not None:
        return
    from copilot.cli.strategy_json import fatigue as shape

    copilot, whose = looking(brand)
    watching = copilot.butterfly.fatigue
    found = (watching.of_audience(whose, audience, weeks),) if audience else watching.look(whose, weeks)
    if as_json:
        print_json([shape(one) for one in found])
        return
    for one in found:
        _print(one)


@app.command()
def note(
    audience: AudienceArgument,
    week: WeekOption = None,
    left: CountOption = None,
    deleted: CountOption = None,
    complaints: CountOption = None,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note how many left, deleted or complained in a week; without any count what was noted is taken away."""
    from copilot.cli.strategy_json import note as shape
    from copilot.domain.fatigue import WeekNote

    at = acting(brand, by)
    given = WeekNote(audience, day(week) or at.copilot.today(), left, deleted, complaints)
    before = at.copilot.butterfly.fatigue.note(at.brand, given, at.actor)
    if as_json:
        print_json({"before": before and shape(before)})
        return
    say("fatigue.note_kept", week=given.week)


@app.command()
def quiet(
    audience: AudienceArgument,
    week: WeekOption = None,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Propose a week without promotion, next week unless told; `take` lets the calendar have it."""
    from copilot.cli.strategy_json import quiet as shape

    at = acting(brand, by)
    found = at.copilot.butterfly.quieting.propose(at.brand, audience, at.actor, day(week))
    if as_json:
        print_json(shape(found))
        return
    say("fatigue.cli_quiet", id=found.quiet.id, week=found.quiet.week, goes=len(found.goes), comes=len(found.comes))


@app.command()
def take(quiet_id: QuietArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Let the calendar take a quiet week: what sells goes out, all of it or nothing."""
    from copilot.cli.strategy_json import quiet as shape

    at = acting(brand, by)
    found = at.copilot.butterfly.quieting.take(at.brand, quiet_id, at.actor)
    if as_json:
        print_json(shape(found))
        return
    name = at.calendar.audiences.get(at.brand, found.quiet.audience_id).name
    say("fatigue.quiet_taken", name=name, week=found.quiet.week, goes=len(found.goes), comes=len(found.comes))


@app.command()
def undo(quiet_id: QuietArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Take a quiet week back out of the calendar."""
    from copilot.cli.strategy_json import quiet_undone as shape

    at = acting(brand, by)
    found = at.copilot.butterfly.quieting.undo(at.brand, quiet_id, at.actor)
    if as_json:
        print_json(shape(found))
        return
    say("fatigue.quiet_undone", restored=len(found.restored), removed=len(found.removed))
    if found.stayed:
        say("fatigue.quiet_stayed", count=len(found.stayed))
    if found.refused:
        say("fatigue.quiet_refused", count=len(found.refused), reason=locale().explain(found.refused[0][1]))


def _print(found: "Fatigue") -> None:
    words = locale()
    kind, level = words.say(f"fatigue.kinds.{found.listener.kind}"), words.say(f"fatigue.levels.{found.level}")
    say("fatigue.cli_line", level=level, name=found.listener.name, kind=kind)
    for sign in found.signs:
        facts = {"now": sign.shown_now, "usual": sign.shown_usual, "base": sign.base, "count": sign.count}
        typer.echo(f"  {words.say(f'fatigue.signs.{sign.kind}', **facts)}")
    for one in found.did_it:
        typer.echo(f"  {one.slot.day} {words.say(f'channels.{one.slot.channel}')} · {one.slot.idea}  [{one.id}]")
