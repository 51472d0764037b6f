"""`butterfly review history` and `audit`: what was done to items, by whom, and whether anybody touched the record."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.acting import ItemArgument, item_named, looking
from copilot.cli.options import BrandOption, JsonOption
from copilot.cli.output import locale, print_json, say, say_error
from copilot.domain.reasons import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copilot.domain.review import AuditEntry

app = typer.Typer(no_args_is_help=True)
LINES = 1000


@app.command()
def history(item: ItemArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """What was done to an item, the newest first."""
    from copilot.cli.calendar_json import entry as shape

    copilot, whose = looking(brand)
    found = copilot.calendar.review.history(item_named(copilot, whose, item)[0].id)
    if as_json:
        print_json([shape(one) for one in found])
        return
    _print(found)


@app.command()
def audit(
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the whole trail into a file.")
    ] = None,
    limit: Annotated[int | None, typer.Option("-n", min=1, help="Only the newest so many; default: all.")] = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """The brand's trail, verified: where a line was changed or is missing, the command ends with 1."""
    from copilot.cli.calendar_json import entry as shape

    copilot, whose = looking(brand)
    trail = copilot.store.audit
    broken = trail.verify(whose.id)
    found: list[AuditEntry] = []
    while some := trail.of(whose.id, limit=min(LINES, (limit or LINES + len(found)) - len(found)), skip=len(found)):
        found += some
        if limit is not None and len(found) >= limit:
            break
    if csv is not None:
        from copilot.reporting.coded_trail import coded_trail_csv

        csv.write_bytes(coded_trail_csv(reversed(found)))
        say("calendar_cli.trail_written", file=csv, count=len(found), err=True)
    if as_json:
        print_json({"verified": not broken, "broken": list(broken), "entries": [shape(one) for one in found]})
    elif csv is None:
        _print(found)
    if broken:
        say_error("trail_broken", "errors.trail_broken", items=", ".join(one or "-" for one in broken))
        raise typer.Exit(1)


def _print(entries: "Iterable[AuditEntry]") -> None:
    for one in entries:
        deed, reason = locale().say(f"deeds.{one.deed}"), reason_of(one.why)
        why = " ".join((reason.code, *reason.facts.values())) if reason else one.why
        change = f"{one.before} → {one.after}" if one.before != one.after else one.after
        typer.echo(f"{one.at:%Y-%m-%d %H:%M}  {one.by}  {deed}  {one.item_id[:8] or '-'}  {change}  {why}".rstrip())
