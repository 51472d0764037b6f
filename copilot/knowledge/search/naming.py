"""Which products a question names, longest name first, so that a Pro is not taken for the model without it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from copilot.domain.brand import Product
from copilot.domain.query import SearchQuery
from copilot.knowledge.search.spelling import plain

SHORTEST_NAME = 2


def products_named(text: str, products: Sequence[Product]) -> tuple[str, ...]:
    """Full names of the products that `text` names by name or alias, in the order of their first mention."""
    return tuple(dict.fromkeys(name for _, names in name_spans(plain(text), products) for name in names))


def name_spans(text: str, products: Sequence[Product]) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """Where `text`, made plain already, names products, and the full names of those it may mean there."""
    pattern, owners = _pattern(tuple(products))
    for found in pattern.finditer(text) if pattern else ():
        yield found.span(), owners[_squeezed(found.group())]


def narrowed_to(query: SearchQuery) -> tuple[str, ...]:
    """The products a search looks at, beside what is about none: the one it is told, or those that its text names."""
    return (query.product,) if query.product is not None else products_named(query.text, query.brand.products)


@lru_cache(maxsize=64)
def _pattern(products: tuple[Product, ...]) -> tuple[re.Pattern[str] | None, dict[str, tuple[str, ...]]]:
    owners: dict[str, tuple[str, ...]] = {}
    for product in products:
        for name in map(plain, product.names):
            key = _squeezed(name)
            if len(key) >= SHORTEST_NAME:
                owners[key] = tuple(dict.fromkeys((*owners.get(key, ()), product.name)))
    if not owners:
        return None, {}
    longest_first = sorted(owners, key=len, reverse=True)
    return re.compile("|".join(_as_written(key) for key in longest_first)), owners


def _as_written(key: str) -> str:
    """People leave out spaces or put them in; a Latin name must not begin or end inside a word."""
    body = r"\s*".join(map(re.escape, key))
    before = r"(?<![a-z0-9])" if re.match("[a-z0-9]", key[0]) else ""
    after = r"(?![a-z0-9])" if re.match("[a-z0-9]", key[-1]) else ""
    return before + body + after


def _squeezed(name: str) -> str:
    return re.sub(r"\s+", "", name)
