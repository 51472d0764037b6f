"""From the names people type to the things they mean, or an error that says which names there are."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from copilot.domain.audience import Segment
from copilot.domain.brand import Brand
from copilot.domain.persona import Persona
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store


class Named(Protocol):
    """Something with an id for machines and a name for people."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


Thing = TypeVar("Thing", bound=Named)


def resolve_brand(store: Store, name: str | None) -> Brand:
    """The brand with that id or name; without a name, the one added last. Raises `UnknownName`, `InvalidInput`."""
    if name:
        return pick("brand", name, store.brands.all())
    last = store.brands.last()
    if last is None:
        raise InvalidInput("no brand yet", code="no_brand")
    return last


def resolve_product(brand: Brand, name: str | None) -> str | None:
    """The full name of the product called `name`; None for no name. Raises `UnknownName`."""
    if not name:
        return None
    product = brand.product(name)
    if product is None:
        raise UnknownName("product", name, tuple(p.name for p in brand.products))
    return product.name


def resolve_persona(store: Store, brand: Brand, name: str | None) -> Persona | None:
    """The persona with that id or name; None for no name. Raises `UnknownName`."""
    return pick("persona", name, store.brands.personas(brand.id)) if name else None


def resolve_segment(store: Store, brand: Brand, name: str | None) -> Segment | None:
    """The segment with that id or name; None for no name. Raises `UnknownName`."""
    return pick("segment", name, store.brands.segments(brand.id)) if name else None


def pick(kind: str, name: str, things: Iterable[Thing]) -> Thing:
    """The thing whose id or name is `name` in any letter case. Raises `UnknownName`."""
    known = tuple(things)
    thing = find(name, known)
    if thing is None:
        raise UnknownName(kind, name, tuple(t.name for t in known))
    return thing


def find(name: str, things: Iterable[Thing]) -> Thing | None:
    """The thing whose id is `name`, else the one whose id or name it is in any letter case, or None."""
    wanted, known = name.strip().casefold(), tuple(things)
    exact = next((t for t in known if t.id == name), None)
    return exact or next((t for t in known if wanted in (t.id.casefold(), t.name.casefold())), None)
