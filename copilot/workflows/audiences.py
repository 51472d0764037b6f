"""Whom content is planned for: the brand's groups, segments and followers."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, AudienceKind
from copilot.errors import InvalidInput, UnknownName
from copilot.store import Store

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class AudienceKeeping:
    """Keeps audiences. People call them by name; within a brand no two have the same."""

    store: Store
    new_id: Callable[[], str]

    def all(self, brand: Brand) -> tuple[Audience, ...]:
        """In the order they were added."""
        return self.store.audiences.of(brand.id)

    def get(self, brand: Brand, name: str) -> Audience:
        """The audience of that id or name. Raises `UnknownName`."""
        known = self.all(brand)
        wanted = name.strip().casefold()
        for audience in known:
            if wanted in (audience.id.casefold(), audience.name.casefold()):
                return audience
        raise UnknownName("audience", name, tuple(a.name for a in known))

    def save(self, brand: Brand, audience: Audience) -> Audience:
        """Add an audience (its id is "") or change the one of that id; returns it as it is kept.

        Raises `InvalidInput` for a name that is empty, too long or taken, and for a size below 0.
        """
        name = " ".join(audience.name.split())
        if not name:
            raise InvalidInput("an audience needs a name", code="text_empty")
        if len(name) > LONGEST_NAME:
            raise InvalidInput("the name is too long", code="name_too_long", most=LONGEST_NAME)
        if any(a.name.casefold() == name.casefold() and a.id != audience.id for a in self.all(brand)):
            raise InvalidInput(f"there is an audience called {name}", code="audience_taken", name=name)
        if audience.size is not None and audience.size < 0:
            raise InvalidInput("a size below 0", code="size_negative")
        kept = replace(audience, id=audience.id or self.new_id(), name=name, sender=audience.sender.strip())
        self.store.audiences.save(brand.id, kept)
        return kept

    def remove(self, brand: Brand, audience_id: str) -> bool:
        """Drop an audience; what was planned for it stays. Returns whether there was one."""
        return self.store.audiences.forget(brand.id, audience_id)

    def proposed(self, brand: Brand) -> tuple[Audience, ...]:
        """Audiences nobody added yet: one for each of the brand's segments. Their ids are ""."""
        known = {a.segment_id for a in self.all(brand)}
        segments = (s for s in self.store.brands.segments(brand.id) if s.id not in known)
        return tuple(Audience("", s.name, AudienceKind.SEGMENT, s.id) for s in segments)
