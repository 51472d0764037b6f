"""What follows when a brand's products are called otherwise: documents learned before are read again."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial

from copilot.domain.brand import Brand, Product
from copilot.domain.document import Document, Known, ReadFile
from copilot.domain.evidence import Field
from copilot.errors import Conflict, UnreadableFile
from copilot.knowledge.reading import SeparateReader
from copilot.store import Store

_TRIES = 5


def changed_names(before: Brand, after: Brand) -> frozenset[str]:
    """The names that mean another product than before, or were none, or are none any more."""
    old, new = _meant(before), _meant(after)
    return frozenset(name for name in old | new if old.get(name) != new.get(name))


def read_again(
    store: Store, reader: SeparateReader, before: Brand, after: Brand, *, today: date, fresh: Collection[str] = ()
) -> int:
    """Read the live documents again that mention a name which changed; returns how many say otherwise now.

    Documents called in `fresh` were read with the names of `after` already. One that cannot be read stays as it is.
    """
    names = changed_names(before, after)
    # A document that said a name which was another product's is kept under that product's full name.
    names |= {full for name, full in _meant(before).items() if name in names}
    documents = store.documents.mentioning(after.id, names) if names else ()
    return sum(_again(store, reader, after, d, today) for d in documents if d.name not in fresh)


def with_priced_products(brand: Brand, read: ReadFile) -> Brand:
    """The brand with the products that have a price in a file and are on no card."""
    names = dict.fromkeys(f.product for f in read.facts if f.product and f.field in Field.PRICES)
    new = tuple(Product(name) for name in names if brand.product(name) is None)
    return replace(brand, products=(*brand.products, *new))


def _again(store: Store, reader: SeparateReader, brand: Brand, document: Document, today: date) -> bool:
    content = store.documents.content(brand.id, document.id)
    for _ in range(_TRIES):
        known = Known(brand.id, brand, store.corrections.of(brand.id, document.name))
        try:
            read = reader.read(document.name, content, known, today=today)
            if with_priced_products(brand, read) != brand:
                # A name that was taken from a product is the name of another one again.
                brand = store.brands.change(brand.id, partial(with_priced_products, read=read))
                read = reader.read(document.name, content, replace(known, brand=brand), today=today)
            kept = store.documents.keep_again(brand.id, read)
        except UnreadableFile:
            return False
        except Conflict:
            continue  # somebody corrected it meanwhile
        return kept is not None and not kept.unchanged
    return False


def _meant(brand: Brand) -> dict[str, str]:
    return {name: p.name for p in reversed(brand.products) for name in reversed(p.names)}
