"""Which products a question names, longest name first, so that a Pro is not taken for the model without it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from copilot.domain.brand import Product
from copilot.knowledge.search.cutting import plain

SHORTEST_NAME = 2


def products_named(text: str, products: Sequence[Product]) -> tuple[str, ...]:
    """Full names of the products that `text` names by name or alias, in the order of their first mention."""
    pattern, owners = _pattern(tuple(products))
    if pattern is None:
        return ()
    mentions = (_squeezed(found.group()) for found in pattern.finditer(plain(text)))
    return tuple(dict.fromkeys(name for mention in mentions for name in owners[mention]))


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
