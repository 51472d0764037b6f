"""`butterfly personas`: the cards of those in whose voice texts are written."""

from typing import Annotated

import typer

from copilot.cli.cards import add_commands, print_proposal
from copilot.cli.options import BrandOption, ChannelOption, FileArgument, JsonOption, ProductOption, ask
from copilot.cli.output import open_copilot, print_json, read_text
from copilot.domain.card import CardKind

app = typer.Typer(no_args_is_help=True)
add_commands(app, CardKind.PERSONA, "list")


@app.command()
def propose(
    file: FileArgument,
    name: Annotated[str, typer.Option("--name", help="The name of the card, or of one there is.")] = "",
    speaker: Annotated[str, typer.Option("--speaker", help="Whose messages of a pasted chat are read.")] = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Propose a card from 5 to 20 posts parted by empty lines, or from a pasted chat. Nothing is kept: `save` does."""
    copilot = open_copilot()
    whose = copilot.brand(brand)
    known = {s.card.name: s.card.id for s in copilot.people.cards.states(whose, CardKind.PERSONA)}
    proposal = copilot.people.proposing.persona(whose, read_text(file), speaker, known.get(name, ""))
    print_proposal(proposal, name, as_json)


@app.command("try")
def try_voices(
    personas: Annotated[list[str], typer.Argument(metavar="NAME...", help="Two or three personas.")],
    topic: Annotated[str, typer.Option(help="What it is about.")] = "",
    product: ProductOption = None,
    channel: ChannelOption = None,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the same topic in two or three voices, with the distance of each text to each of them."""
    from copilot.cli.card_json import voice_row
    from copilot.workflows.side_by_side import SideBySide

    copilot = open_copilot()
    wanted = ask(brand=brand, topic=topic, product=product, channel=channel)
    written = SideBySide.of(copilot, personas, wanted).written()
    if as_json:
        print_json([voice_row(told) for told in written])
        return
    for told in written:
        distances = "  ".join(f"{name} {distance:.2f}" for name, distance in told.distances.items())
        typer.echo(f"\n{told.persona.name}  [{distances}]\n{told.draft.variants[0].text}")
