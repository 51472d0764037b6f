"""Near-identical models: which products are one family, what tells them apart, and what kind a product is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copilot.domain.brand import Brand, Product
from copilot.domain.evidence import Fact
from copilot.knowledge.conflict_words import load_conflict_words
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.search.spelling import plain

SHORTEST_FAMILY = 2
"""Characters or, in Latin script, letters that a family's shared name has at least."""
_TAIL = re.compile(r"[\sa-z0-9+.\-]+$")
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which models differ, and what each of them has there, by product; "" where nothing is known."""

    field: str
    values: dict[str, tuple[Fact, ...]]


def siblings(product: str, products: Sequence[Product]) -> tuple[str, ...]:
    """Other products whose name is this one's with a mark of the model more or less: 云朵枕, 云朵枕 Pro, 云朵枕 Pro Max;
    Scree Hand Grinder, Scree Mini Grinder."""
    own = next((p for p in products if p.name == product), None)
    if own is None:
        return ()
    return tuple(p.name for p in products if p is not own and _alike(own, p))


def families(products: Sequence[Product]) -> tuple[tuple[str, ...], ...]:
    """The products that have near-namesakes, with them, each family once, in the order of the products."""
    found: list[tuple[str, ...]] = []
    for product in products:
        family = (product.name, *siblings(product.name, products))
        if len(family) > 1 and not any(set(family) <= set(other) for other in found):
            found.append(family)
    return tuple(found)


def could_mean(text: str, brand: Brand) -> tuple[str, ...]:
    """The models a question could mean, the likeliest first: all whose name is the one that was said and a mark more
    (云朵枕 said where there is a Pro). Empty when it is clear which, or when several are named on purpose."""
    named = products_named(text, brand.products)
    if len(named) != 1:
        return ()
    said = plain(text)
    longer = [s for s in siblings(named[0], brand.products) if _extends(brand, s, named[0])]
    product = brand.product(named[0])
    if not longer or product is None or _told_apart(said, product, brand, longer):
        return ()
    return (named[0], *longer)


def differences(products: Sequence[str], facts: Iterable[Fact]) -> tuple[Difference, ...]:
    """The fields in which `products` differ, prices first, then as the documents have them. `facts` are those that
    hold. Fields that only one of them has are told where it is a figure."""
    words = load_conflict_words()
    by_field: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.product in products:
            by_field[words.same(fact.field)][fact.product].append(fact)
    found = []
    for name, owned in by_field.items():
        values = {p: {(f.value, f.unit.partition("/")[0]) for f in owned.get(p, ())} for p in products}
        told = [v for v in values.values() if v]
        if len(told) > 1 and not words.beside_the_point.search(name) and any(v != told[0] for v in told):
            shown = next(f.field for facts in owned.values() for f in facts)
            found.append(Difference(shown, {p: tuple(owned.get(p, ())) for p in products}))
    return tuple(sorted(found, key=lambda d: not d.field.endswith("_price")))


def kinds_named(text: str, products: Sequence[Product]) -> frozenset[str]:
    """The kinds of product (枕, 被; kettle, grinder) that a text speaks of, among those the brand sells."""
    said = plain(text)
    kinds = {kind for product in products for kind in _kinds(product)}
    return frozenset(k for k in kinds if (k in said if _CJK.match(k) else re.search(rf"\b{re.escape(k)}s?\b", said)))


def of_kinds(kinds: Iterable[str], products: Sequence[Product]) -> tuple[str, ...]:
    """Products that are of one of these kinds."""
    wanted = set(kinds)
    return tuple(p.name for p in products if wanted & _kinds(p))


def _kinds(product: Product) -> set[str]:
    """What a product is, by the end of its names: 云朵记忆枕 Pro is a 枕, Fogline Mug a mug."""
    found = set()
    for name in product.names[:1]:
        written = plain(name)
        if _CJK.search(written):
            found.add(_TAIL.sub("", written).rstrip()[-1:])
        else:
            found.add(written.split()[-1])
    return {k for k in found if k and not k.isdigit()}


def _alike(a: Product, b: Product) -> bool:
    short, long = sorted((plain(a.name), plain(b.name)), key=len)
    if _CJK.search(short) or _CJK.search(long):
        stems = _TAIL.sub("", short).strip(), _TAIL.sub("", long).strip()
        return len(stems[0]) >= SHORTEST_FAMILY and stems[0] == stems[1]
    first, second = short.split(), long.split()
    return len(first[0]) >= SHORTEST_FAMILY and first[0] == second[0] and first[-1:] == second[-1:]


def _extends(brand: Brand, longer: str, named: str) -> bool:
    """Whether a name of `longer` begins with a name of `named`."""
    more, less = brand.product(longer), brand.product(named)
    if more is None or less is None:
        return False
    return any(plain(n).startswith(plain(m)) and plain(n) != plain(m) for n in more.names for m in less.names)


def _told_apart(said: str, product: Product, brand: Brand, longer: Sequence[str]) -> bool:
    """Whether the name that was said is no beginning of another model's names, so that only this one is meant."""
    used = [plain(n) for n in product.names if plain(n) in said]
    others = [plain(n) for name in longer if (p := brand.product(name)) for n in p.names]
    return bool(used) and not any(o.startswith(u) for u in used for o in others)
