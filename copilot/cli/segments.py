"""`butterfly segments`: the rules that put customers into segments, who falls under them, and the cards of readers."""

from pathlib import Path
from typing import Annotated

import typer

from copilot.cli.cards import add_commands, print_proposal
from copilot.cli.options import BrandOption, JsonOption, ProductOption
from copilot.cli.output import open_copilot, print_json, read_text, say
from copilot.domain.card import CardKind

app = typer.Typer(no_args_is_help=True)
add_commands(app, CardKind.SEGMENT, "cards")
RuleArgument = Annotated[str, typer.Argument(metavar="SEGMENT", help="Id or name of its rule.")]


@app.command("list")
def list_segments(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """List the rules in the order that decides, with how many customers each holds for."""
    from copilot.cli.customer_json import segment_rule

    copilot = open_copilot()
    whose, segments = copilot.brand(brand), copilot.people.segments
    found = [segment_rule(rule, segments.members(whose, rule)) for rule in segments.rules(whose)]
    if as_json:
        print_json(found)
        return
    for rule in found:
        typer.echo(f"{rule['id']:<18} {rule['count']:>5} {rule['placed']:>5} {rule['reachable']:>5}  {rule['name']}")


@app.command()
def members(segment: RuleArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Print whom a message for the segment may be meant for: nobody who said stop or refused."""
    copilot = open_copilot()
    whose, segments = copilot.brand(brand), copilot.people.segments
    found = segments.members(whose, segments.rule(whose, segment))
    if as_json:
        print_json([{"id": p.customer.id, "code": p.customer.code, "name": p.customer.name} for p in found.reachable])
        return
    for profile in found.reachable:
        typer.echo(f"{profile.customer.code:<8} {profile.customer.called}")
    if found.stopped:
        say("segments.stopped", count=len(found.stopped), err=True)
    if found.refused:
        say("segments.refused", count=len(found.refused), err=True)


@app.command()
def load(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="Rules as YAML, as in copilot/customers/starting_rules.yaml.")
    ],
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take rules and thresholds from a file in place of the brand's own."""
    copilot = open_copilot()
    copilot.people.segments.load(copilot.brand(brand), Path(file).name, read_text(file))
    list_segments(brand, as_json)


@app.command()
def remove(segment: RuleArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Remove a rule."""
    copilot = open_copilot()
    whose, segments = copilot.brand(brand), copilot.people.segments
    segments.remove(whose, segments.rule(whose, segment).id)
    list_segments(brand, as_json)


@app.command()
def reset(brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Begin anew with the rules and thresholds that every brand begins with."""
    copilot = open_copilot()
    copilot.people.segments.as_shipped(copilot.brand(brand))
    list_segments(brand, as_json)


@app.command()
def propose(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE|-", help="Reviews, one a line, or a chat; default: those learned.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="The name of the card.")] = "",
    product: ProductOption = None,
    about: Annotated[str, typer.Option("--about", help="Of what was learned, what is nearest to this first.")] = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Propose a card from what customers really wrote. Nothing is kept: `save` does."""
    from copilot.workflows.resolve import resolve_product

    copilot = open_copilot()
    whose, proposing = copilot.brand(brand), copilot.people.proposing
    if file:
        proposal = proposing.segment(whose, read_text(file))
    else:
        proposal = proposing.segment_of_knowledge(whose, resolve_product(whose, product), about)
    print_proposal(proposal, name, as_json)
