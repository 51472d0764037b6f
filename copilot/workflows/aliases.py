"""Other names of products: added by people, used wherever a product is asked for."""

from dataclasses import replace

from copilot.domain.brand import Brand, Product
from copilot.errors import InvalidInput, UnknownName

LONGEST_ALIAS = 60


def with_alias(product: Product, alias: str, brand: Brand) -> Product:
    """The product with one more name. Raises `InvalidInput` for an empty name or one that is another product's."""
    name = " ".join(alias.split())[:LONGEST_ALIAS]
    if len(name) < 2:
        raise InvalidInput("an alias needs at least two characters", code="text_empty")
    owner = brand.product(name)
    if owner is not None and owner.name != product.name:
        raise InvalidInput(f"{name} is {owner.name}", code="alias_taken", alias=name, product=owner.name)
    return product if owner is not None else replace(product, aliases=(*product.aliases, name))


def without_alias(product: Product, alias: str) -> Product:
    """The product without one of its names. Raises `UnknownName`."""
    kept = tuple(a for a in product.aliases if a.casefold() != alias.strip().casefold())
    if len(kept) == len(product.aliases):
        raise UnknownName("alias", alias, product.aliases)
    return replace(product, aliases=kept)
