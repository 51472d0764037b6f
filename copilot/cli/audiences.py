"""`butterfly audience …`: whom content is planned for."""

from typing import Annotated

import typer

from copilot.cli.acting import ByOption, acting, looking
from copilot.cli.options import BrandOption, JsonOption
from copilot.cli.output import print_json, say
from copilot.domain.calendar import AudienceKind

app = typer.Typer(no_args_is_help=True)


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="What people call it, such as 新客2群.")],
    kind: Annotated[AudienceKind, typer.Option(help="What it is made of.")] = AudienceKind.GROUP,
    segment: Annotated[str | None, typer.Option(help="The segment whose words its texts are written to.")] = None,
    size: Annotated[int | None, typer.Option(help="How many people.")] = None,
    sender: Annotated[str, typer.Option(help="Who sends here.")] = "",
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add an audience, or change the one of that name."""
    from copilot.cli.calendar_json import audience as shape
    from copilot.domain.calendar import Audience
    from copilot.workflows.resolve import resolve_segment

    at = acting(brand, by)
    known = {a.name.casefold(): a.id for a in at.calendar.audiences.all(at.brand)}
    whose = resolve_segment(at.copilot.store, at.brand, segment) if segment else None
    given = Audience(known.get(name.strip().casefold(), ""), name, kind, whose.id if whose else None, size, sender)
    kept = at.calendar.audiences.save(at.brand, given)
    if as_json:
        print_json(shape(kept))
        return
    say("calendar_cli.audience_kept", name=kept.name)


@app.command("list")
def listed(
    proposed: Annotated[bool, typer.Option("--proposed", help="Those nobody added yet: one for each segment.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the audiences."""
    from copilot.cli.calendar_json import audience as shape

    copilot, whose = looking(brand)
    keeping = copilot.calendar.audiences
    found = keeping.proposed(whose) if proposed else keeping.all(whose)
    if as_json:
        print_json([shape(one) for one in found])
        return
    for one in found:
        typer.echo(f"{one.name}  {one.kind}  {'' if one.size is None else one.size}  {one.sender}".rstrip())


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="Its name or id.")],
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Drop an audience; what was planned for it stays."""
    at = acting(brand, by)
    gone = at.calendar.audiences.get(at.brand, name)
    at.calendar.audiences.remove(at.brand, gone.id)
    if as_json:
        print_json({"removed": gone.id})
        return
    say("calendar_cli.audience_removed", name=gone.name)
