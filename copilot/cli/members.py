"""`butterfly members …`: who may sign in, and what for."""

from typing import Annotated

import typer

from copilot.cli.acting import ByOption, actor_of
from copilot.cli.options import JsonOption
from copilot.cli.output import locale, open_copilot, print_json, say
from copilot.domain.review import Duty

app = typer.Typer(no_args_is_help=True)
EmailArgument = Annotated[str, typer.Argument(metavar="EMAIL", help="What the sign-in says.")]


@app.command("list")
def listed(as_json: JsonOption = False) -> None:
    """List who may sign in."""
    from copilot.cli.calendar_json import member as shape

    found = open_copilot().calendar.members.all()
    if as_json:
        print_json([shape(one) for one in found])
        return
    for one in found:
        typer.echo(f"{one.email}  {one.name}  {locale().say(f'duties.{one.duty}')}")


@app.command("set")
def set_duty(
    email: EmailArgument,
    duty: Annotated[Duty, typer.Argument(help="What they are here for.")],
    name: Annotated[str, typer.Option(help="What people call them.")] = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Let somebody in, or change what they are here for."""
    from copilot.cli.calendar_json import member as shape
    from copilot.domain.review import Member

    copilot = open_copilot()
    known = copilot.store.members.get(email.strip())
    kept = copilot.calendar.members.save(
        Member(email, name or (known.name if known else ""), duty), actor_of(copilot, by)
    )
    if as_json:
        print_json(shape(kept))
        return
    say("members.saved", name=kept.name, duty=locale().say(f"duties.{kept.duty}"))


@app.command()
def remove(email: EmailArgument, by: ByOption = "", as_json: JsonOption = False) -> None:
    """Let somebody sign in no longer; what they did stays in the trail."""
    copilot = open_copilot()
    copilot.calendar.members.remove(email, actor_of(copilot, by))
    if as_json:
        print_json({"removed": email.strip().lower()})
        return
    say("calendar_cli.member_removed", email=email)
