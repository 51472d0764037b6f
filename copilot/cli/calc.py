"""`butterfly calc …`: calculators, worked out, kept under a name, opened again, deleted."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.acting import ByOption, acting, looking
from copilot.cli.options import BrandOption, JsonOption, KeptArgument
from copilot.cli.output import locale, print_json, say
from copilot.domain.calculators import CALCULATORS
from copilot.errors import InvalidInput

if TYPE_CHECKING:
    from copilot.domain.calculators import Worked

app = typer.Typer(no_args_is_help=True)


def _command(calculator_id: str) -> Callable[..., None]:
    def calculate(
        put: Annotated[
            list[str] | None, typer.Option("--set", metavar="INPUT=VALUE", help="A figure of your own; repeat.")
        ] = None,
        save: Annotated[str | None, typer.Option(metavar="NAME", help="Keep it under this name.")] = None,
        plan: Annotated[str | None, typer.Option(metavar="PLAN", help="The plan it is kept for.")] = None,
        by: ByOption = "",
        brand: BrandOption = None,
        as_json: JsonOption = False,
    ) -> None:
        from copilot.cli.strategy_json import calculation, worked
        from copilot.workflows.calculate import explained

        at = acting(brand, by) if save else None
        copilot, whose = (at.copilot, at.brand) if at else looking(brand)
        calculating = copilot.butterfly.calculating
        found = calculating.work_out(whose, calculator_id, dict(map(_pair, put or ())))
        for error in explained(found, locale().language):
            raise error
        kept = calculating.keep(whose, found, save, at.actor, plan_id=plan) if at and save is not None else None
        if as_json:
            print_json({**worked(found), "kept": kept and calculation(kept)})
            return
        _print(found)
        if kept is not None:
            say("calculators.cli_kept", name=kept.name, id=kept.id)

    return calculate


for _id in CALCULATORS:
    app.command(_id, help=f"Work out {_id.replace('_', ' ')} and show every formula.")(_command(_id))


@app.command("list")
def listed(
    deleted: Annotated[bool, typer.Option("--deleted", help="Those that were deleted.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what was kept, the newest first."""
    from copilot.cli.strategy_json import calculation

    copilot, whose = looking(brand)
    found = copilot.butterfly.calculating.kept(whose, deleted=deleted)
    if as_json:
        print_json([calculation(one) for one in found])
        return
    for one in found:
        typer.echo(f"{one.id}  {one.at:%Y-%m-%d}  {one.calculator_id:<16} {one.name}  {one.by}".rstrip())


@app.command()
def show(name: KeptArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Open what was kept: worked out again from its figures."""
    from copilot.cli.strategy_json import calculation, worked

    copilot, whose = looking(brand)
    calculating = copilot.butterfly.calculating
    kept = calculating.get(whose, name)
    found = calculating.work_out(whose, kept.calculator_id, kept.inputs)
    if as_json:
        print_json({**worked(found), "kept": calculation(kept)})
        return
    _print(found)


@app.command()
def delete(name: KeptArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Delete what was kept; `restore` brings it back."""
    from copilot.cli.strategy_json import calculation

    at = acting(brand, by)
    calculating = at.copilot.butterfly.calculating
    gone = calculating.delete(at.brand, calculating.get(at.brand, name).id, at.actor)
    if as_json:
        print_json(calculation(gone))
        return
    say("calculators.deleted", name=gone.name)


@app.command()
def restore(name: KeptArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Bring back what was deleted."""
    from copilot.cli.strategy_json import calculation

    at = acting(brand, by)
    calculating = at.copilot.butterfly.calculating
    back = calculating.restore(at.brand, calculating.get(at.brand, name, deleted=True).id, at.actor)
    if as_json:
        print_json(calculation(back))
        return
    say("calculators.cli_restored", name=back.name)


def _pair(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign:
        raise InvalidInput(f"no value in {given!r}", code="set_wrong", value=given)
    return name.strip(), value


def _print(found: "Worked") -> None:
    """Each line with its formula in words and in numbers, then what should be known."""
    words = locale()
    language = words.language
    for asked in found.calculator.inputs:
        origin = words.say(f"calculators.{found.origins[asked.id]}")
        typer.echo(f"  {asked.id} = {found.inputs[asked.id]}  {asked.name.of(language)}  ({origin})")
    for one in found.results:
        typer.echo(f"{one.name.of(language)}: {one.shown or words.say('calculators.no_figure')}")
        typer.echo(f"  {one.formula.of(language)}\n  = {one.filled}")
        for note in one.notes:
            typer.echo(f"  {note.of(language)}")
    for warning in found.warnings:
        typer.echo(f"! {words.say(f'calculators.severities.{warning.severity}')}: {warning.text.of(language)}")
