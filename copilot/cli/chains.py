"""`butterfly chains …`: from a product's properties to what they are for its users, and correcting that."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from copilot.cli.options import BrandOption, JsonOption, ProductOption
from copilot.cli.output import locale, open_copilot, print_json
from copilot.domain.chain import Chain, Link, LinkKind
from copilot.errors import UnknownName

if TYPE_CHECKING:
    from copilot.domain.brand import Brand
    from copilot.workflows.copilot import Copilot

app = typer.Typer()
ChainArgument = Annotated[str, typer.Argument(metavar="CHAIN", help="Its key, or its number in `butterfly chains`.")]
OfProduct = Annotated[str, typer.Option("--product", help="A product's name or alias.")]
ByOption = Annotated[str, typer.Option("--by", help="Who says so.")]


@app.callback(invoke_without_command=True)
def chains(
    context: typer.Context, product: ProductOption = None, brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """List the chains of a product, or of every one; what nothing in the knowledge fills is named as missing."""
    if context.invoked_subcommand is not None:
        return
    copilot = open_copilot()
    whose = copilot.brand(brand)
    names = [_product(whose, product)] if product else [p.name for p in whose.products]
    found = {name: copilot.chaining.of(whose, name) for name in names}
    if as_json:
        print_json([chain_shape(chain) for of_product in found.values() for chain in of_product])
        return
    for name, of_product in found.items():
        typer.echo(name)
        for number, chain in enumerate(of_product, start=1):
            typer.echo(told(chain, number))


@app.command("set")
def set_link(
    chain: ChainArgument,
    link: Annotated[LinkKind, typer.Argument(help="Which link.")],
    text: Annotated[str, typer.Argument(help="What it says; a quote has to stand in the knowledge. Empty empties it.")],
    product: OfProduct,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a link is: other words, another quote, or nothing."""
    copilot, whose, found = _found(chain, product, brand)
    copilot.chaining.set_link(whose, found, link, text, by)
    _show(copilot.chaining.find(whose, found.product, found.key), as_json)


@app.command()
def propose(chain: ChainArgument, product: OfProduct, brand: BrandOption = None, as_json: JsonOption = False) -> None:
    """Ask the configured model what the property is for its user; nothing is kept until it is `set`."""
    copilot, whose, found = _found(chain, product, brand)
    text = copilot.chaining.propose(whose, found)
    if as_json:
        print_json({"product": found.product, "key": found.key, "for_me": text})
    else:
        typer.echo(text)


@app.command()
def hide(
    chain: ChainArgument, product: OfProduct, by: ByOption = "", brand: BrandOption = None, as_json: JsonOption = False
) -> None:
    """Leave a chain out of everything that is written."""
    copilot, whose, found = _found(chain, product, brand)
    copilot.chaining.hide(whose, found, by)
    _show(copilot.chaining.find(whose, found.product, found.key), as_json)


@app.command()
def undo(
    chain: ChainArgument,
    product: OfProduct,
    link: Annotated[LinkKind | None, typer.Argument(help="Which link; without one, the chain is shown again.")] = None,
    by: ByOption = "",
    brand: BrandOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take back what was said about a link, or show a hidden chain again."""
    copilot, whose, found = _found(chain, product, brand)
    copilot.chaining.undo(whose, found, link, by)
    left = [one for one in copilot.chaining.of(whose, found.product) if one.key == found.key]
    if as_json:
        print_json(chain_shape(left[0]) if left else None)
    elif left:
        typer.echo(told(left[0], 1))


def _found(key: str, product: str, brand: str | None) -> tuple["Copilot", "Brand", Chain]:
    copilot = open_copilot()
    whose = copilot.brand(brand)
    name = _product(whose, product)
    found = copilot.chaining.of(whose, name)
    if key.isdecimal():
        if not 1 <= int(key) <= len(found):
            raise UnknownName("chain", key, tuple(one.key for one in found))
        return copilot, whose, found[int(key) - 1]
    return copilot, whose, copilot.chaining.find(whose, name, key)


def _product(brand: "Brand", name: str) -> str:
    from copilot.workflows.resolve import resolve_product

    return resolve_product(brand, name) or name


def _show(chain: Chain, as_json: bool) -> None:
    if as_json:
        print_json(chain_shape(chain))
    else:
        typer.echo(told(chain, 1))


def told(chain: Chain, number: int) -> str:
    """A chain as lines of text."""
    say = locale().say
    marks = [say(f"chains.{mark}") for mark in ("hidden", "stale") if getattr(chain, mark)]
    lines = [f"{number:>3}  {' '.join([chain.name, *marks])}  {chain.claim.text}".rstrip()]
    for kind in LinkKind:
        link = chain.link(kind)
        words = f"{link.text}{_source(link)}" if link else say("chains.missing")
        lines.append(f"       {say(f'chains.links.{kind}')}: {words}")
    return "\n".join(lines)


def _source(link: Link) -> str:
    return f"  ({link.source.document} {link.source.locator})" if link.source else ""


def chain_shape(chain: Chain) -> dict[str, Any]:
    """`{product, key, name, claim, spec, does, for_me, words, proof, missing, hidden, stale}`; a link is `{text,
    passage_id, document, locator, role, private, chosen, by, stale}` or null."""
    return {
        "product": chain.product,
        "key": chain.key,
        "name": chain.name,
        "claim": link_shape(chain.claim),
        "spec": link_shape(chain.spec),
        **{kind.value: link_shape(chain.link(kind)) for kind in LinkKind},
        "missing": [kind.value for kind in chain.missing],
        "hidden": chain.hidden,
        "stale": chain.stale,
    }


def link_shape(link: Link | None) -> dict[str, Any] | None:
    """A link as JSON."""
    if link is None:
        return None
    return {
        "text": link.text,
        "passage_id": link.passage_id or None,
        "document": link.source.document if link.source else None,
        "locator": link.source.locator if link.source else None,
        "role": link.role.value if link.role else None,
        "private": link.private,
        "chosen": link.chosen,
        "by": link.by or None,
        "stale": link.stale,
    }
