"""`butterfly review comment …`: what people say about an item's text."""

from typing import Annotated

import typer

from copilot.cli.acting import ByOption, ItemArgument, acting, item_named, looking
from copilot.cli.calendar_words import tell_items
from copilot.cli.options import BrandOption, JsonOption
from copilot.cli.output import print_json, say
from copilot.errors import InvalidInput

app = typer.Typer(no_args_is_help=True)


@app.command()
def comments(item: ItemArgument, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """What was said about an item, the oldest first."""
    from copilot.cli.calendar_json import comment as shape

    copilot, whose = looking(brand)
    found = copilot.calendar.review.talk.all(item_named(copilot, whose, item)[0].id)
    if as_json:
        print_json([shape(one) for one in found])
        return
    for one in found:
        about = f" “{one.quote}”" if one.quote else ""
        typer.echo(f"{one.id}  {'✓' if one.resolved_at else '·'}  {one.by}{about}: {one.text}")


@app.command()
def comment(
    item: ItemArgument,
    text: Annotated[str, typer.Argument(help="What you have to say.")],
    quote: Annotated[str, typer.Option(help="The words of the text it is about.")] = "",
    answers: Annotated[int | None, typer.Option(metavar="COMMENT", help="The comment it answers, by number.")] = None,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say something about an item, or about words of its text."""
    from copilot.cli.calendar_json import comment as shape
    from copilot.workflows.review_talk import About

    at = acting(brand, by)
    found, _ = at.item(item)
    start = at.calendar.review.look(found.id).draft.text.find(quote) if quote else 0
    if start < 0:
        raise InvalidInput("the words are not there", code="quote_gone", quote=quote)
    kept = at.calendar.review.talk.add(found.id, text, at.actor, About(quote, start, answers))
    if as_json:
        print_json(shape(kept))
        return
    say("calendar_cli.commented", id=kept.id)


@app.command()
def revise(
    item: ItemArgument,
    number: Annotated[int, typer.Argument(metavar="COMMENT", help="The comment it is written anew to, by number.")],
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let the model write a text anew to a comment; approvals fall, the thread stays open."""
    at = acting(brand, by)
    found, version = at.item(item)
    tell_items(at, [at.calendar.revising.to_comment(found.id, version, number, at.actor)], as_json=as_json)


@app.command()
def resolve(
    item: ItemArgument,
    number: Annotated[int, typer.Argument(metavar="COMMENT", help="The comment that began the thread, by number.")],
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Settle a thread of comments."""
    at = acting(brand, by)
    found, _ = at.item(item)
    settled = at.calendar.review.talk.resolve(found.id, number, at.actor)
    if as_json:
        print_json({"comment": number, "resolved": settled})
        return
    say("calendar_cli.resolved", id=number)
