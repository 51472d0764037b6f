"""`butterfly referral …`: referral schemes, checked and kept."""

from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.acting import ByOption, acting, looking
from copilot.cli.options import BrandOption, FileArgument, JsonOption, KeptArgument
from copilot.cli.output import locale, print_json, read_text, say

if TYPE_CHECKING:
    from copilot.domain.referral import CheckedScheme

app = typer.Typer(no_args_is_help=True)


@app.command()
def check(
    file: FileArgument,
    save: Annotated[bool, typer.Option("--save", help="Keep it where nothing blocks it.")] = False,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a scheme written as YAML or JSON: name, rewards (who, what, kind, earned_by, level), text, conditions."""
    from copilot.cli.strategy_json import checked_scheme
    from copilot.cli.strategy_json import scheme as shape
    from copilot.workflows.refer import read_scheme

    scheme = read_scheme(read_text(file))
    at = acting(brand, by) if save else None
    copilot, whose = (at.copilot, at.brand) if at else looking(brand)
    referring = copilot.butterfly.referring
    found = referring.check(whose, scheme)
    if not as_json:
        _print(found)
    kept = referring.keep(whose, scheme, at.actor) if at else None
    if as_json:
        print_json({**checked_scheme(found), "kept": kept and shape(kept)})
    elif kept is not None:
        say("referral.cli_kept", name=kept.scheme.name, id=kept.id)


@app.command("list")
def listed(
    deleted: Annotated[bool, typer.Option("--deleted", help="Those that were deleted.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the schemes that were kept, the newest first."""
    from copilot.cli.strategy_json import scheme as shape

    copilot, whose = looking(brand)
    found = copilot.butterfly.referring.kept(whose, deleted=deleted)
    if as_json:
        print_json([shape(one) for one in found])
        return
    for one in found:
        verdict = locale().say(f"referral.verdicts.{one.verdict}")
        typer.echo(f"{one.id}  {one.at:%Y-%m-%d}  {one.scheme.name}  {verdict}  {one.by}".rstrip())


@app.command()
def delete(name: KeptArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Delete a kept scheme; `restore` brings it back."""
    from copilot.cli.strategy_json import scheme as shape

    at = acting(brand, by)
    referring = at.copilot.butterfly.referring
    gone = referring.delete(at.brand, referring.get(at.brand, name).id, at.actor)
    if as_json:
        print_json(shape(gone))
        return
    say("calculators.deleted", name=gone.scheme.name)


@app.command()
def restore(name: KeptArgument, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Bring back a deleted scheme."""
    from copilot.cli.strategy_json import scheme as shape

    at = acting(brand, by)
    referring = at.copilot.butterfly.referring
    back = referring.restore(at.brand, referring.get(at.brand, name, deleted=True).id, at.actor)
    if as_json:
        print_json(shape(back))
        return
    say("calculators.cli_restored", name=back.scheme.name)


def _print(found: "CheckedScheme") -> None:
    words = locale()
    language = words.language
    typer.echo(words.say(f"referral.verdicts.{found.verdict}"))
    for one in found.findings:
        quote = words.say("referral.quoted", quote=one.quote) if one.quote else ""
        severity = words.say(f"calculators.severities.{one.severity}")
        typer.echo(f"! {severity}: {quote} {one.message.of(language)}".replace("  ", " "))
        if one.suggestion is not None:
            typer.echo(f"  {words.say('referral.instead', text=one.suggestion.of(language))}")
        typer.echo(f"  {words.say('calculators.source', text=one.basis.of(language))}")
