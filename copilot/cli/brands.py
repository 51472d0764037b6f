"""`butterfly brand …`"""

from typing import Annotated

import typer

from copilot.cli.options import BrandOption, JsonOption
from copilot.cli.output import open_copilot, print_json
from copilot.domain.brand import Brand, Category
from copilot.domain.language import Language

brands = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@brands.command("add")
def brand_add(
    name: Annotated[str, typer.Argument(help="What the brand is called.")],
    category: Annotated[Category | None, typer.Option(help="Decides which rules apply; at first: general.")] = None,
    language: Annotated[Language | None, typer.Option(help="Language it speaks; at first: zh.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Add a brand, which becomes the default one, or change the card of one."""
    show([open_copilot().add_brand(name, category, language)], as_json)


@brands.command("list")
def brand_list(as_json: JsonOption = False) -> None:
    """List the brands in the order they were added."""
    show(list(open_copilot().store.brands.all()), as_json)


@brands.command("alias")
def brand_alias(
    product: Annotated[str, typer.Argument(help="A product's name or one of its aliases.")],
    alias: Annotated[str, typer.Argument(help="What else people call it.")],
    remove: Annotated[bool, typer.Option("--remove", help="Forget the alias.")] = False,
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let a product be called by one more name, or by one less."""
    copilot = open_copilot()
    change = copilot.remove_alias if remove else copilot.add_alias
    show([change(product, alias, brand)], as_json)


def show(cards: list[Brand], as_json: bool) -> None:
    """Print brand cards."""
    from copilot.json_shapes import brand_card

    if as_json:
        print_json([brand_card(card) for card in cards])
        return
    for card in cards:
        typer.echo(f"{card.id}  {card.name}  {card.category}  {card.language}  ({len(card.products)})")
