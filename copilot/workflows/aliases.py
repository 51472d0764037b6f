"""Other names of products: added by people, used wherever a product is asked for."""

from collections.abc import Container, Sequence
from dataclasses import replace

from copilot.domain.brand import Brand, Product
from copilot.domain.evidence import Fact
from copilot.errors import InvalidInput, UnknownName

SHORTEST_ALIAS, LONGEST_ALIAS = 2, 60


def with_alias(brand: Brand, product: str, alias: str) -> Brand:
    """The brand with one more name for the product of that full name.

    The full name of another product makes both one: documents had called the same thing by two names. Raises
    `InvalidInput` for an empty name or one that is another product's alias.
    """
    name = " ".join(alias.split())[:LONGEST_ALIAS]
    if len(name) < SHORTEST_ALIAS:
        raise InvalidInput("an alias needs at least two characters", code="text_empty")
    owner = brand.product(name)
    if owner is not None and owner.name == product:
        return brand
    if owner is not None and owner.name.casefold() != name.casefold():
        raise InvalidInput(f"{name} is {owner.name}", code="alias_taken", alias=name, product=owner.name)
    more = owner.names if owner else (name,)
    products = (replace(p, aliases=(*p.aliases, *more)) if p.name == product else p for p in brand.products)
    return replace(brand, products=tuple(p for p in products if p is not owner))


def without_alias(brand: Brand, product: str, alias: str, *, known: Container[str] = ()) -> Brand:
    """The brand without one of the names of a product; a name that documents use is a product of its own again.

    Raises `UnknownName`.
    """
    own = next(p for p in brand.products if p.name == product)
    gone = next((a for a in own.aliases if a.casefold() == alias.strip().casefold()), None)
    if gone is None:
        raise UnknownName("alias", alias, own.aliases)
    left = replace(own, aliases=tuple(a for a in own.aliases if a != gone))
    products = tuple(left if p is own else p for p in brand.products)
    return replace(brand, products=(*products, Product(gone)) if gone in known else products)


def under_full_names(facts: Sequence[Fact], brand: Brand) -> tuple[Fact, ...]:
    """The facts, those that a document has under an alias given to their product."""
    full = {alias: p.name for p in brand.products for alias in p.aliases}
    if full.keys().isdisjoint(f.product for f in facts):
        return tuple(facts)
    return tuple(replace(f, product=full[f.product]) if f.product in full else f for f in facts)
