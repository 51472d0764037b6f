"""Short ways of naming a product by the end of its name: 米酿 for 桂花米酿, the mini for Oak Bay Lamp Mini."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

_HAN = re.compile(r"[\u3400-\u9fff]+")
_SHORTEST = 2
_SHORTEST_WORD = 4


def partial_names(names: Mapping[str, str], not_alone: Collection[str]) -> dict[str, str]:
    """Pieces of `names` (plain name to the product's full name) that name one product, by piece.

    A piece of several products' names is the plain one's, whose name begins the others'; else it names none.
    `not_alone` are words that name nothing by themselves.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for name, product in names.items():
        for piece in _pieces(name):
            if piece not in not_alone and piece not in names:
                owners[piece].add(product)
    found = {piece: _plainest(products) for piece, products in owners.items()}
    return {p: product for p, product in found.items() if product and not _within_another(p, owners[p], names)}


def _within_another(piece: str, owners: Collection[str], names: Mapping[str, str]) -> bool:
    """Whether a Chinese piece stands inside the name of a product that it does not end: 月子 of 小月子, in 月子餐."""
    family = tuple(owners)
    others = (name for name, product in names.items() if not product.startswith(family))
    return bool(_HAN.fullmatch(piece)) and any(piece in name for name in others)


def _pieces(name: str) -> Iterator[str]:
    words = name.split()
    if _HAN.search(name):
        whole = "".join(words)
        ends = (whole[at:] for at in range(1, len(whole) - _SHORTEST + 1))
        yield from (piece for piece in ends if _HAN.fullmatch(piece))
        return
    for cut in range(1, len(words)):
        end = words[cut:]
        if len(end) > 1 or (len(end[0]) >= _SHORTEST_WORD and end[0].isalpha()):
            yield " ".join(end)
        if cut > 1:
            yield " ".join(words[:cut])


def _plainest(products: Collection[str]) -> str:
    first = min(products, key=len)
    return first if all(p.startswith(first) for p in products) else ""
