"""The card of a brand: who speaks, in which language, about which products, under which category's rules."""

from dataclasses import dataclass
from enum import StrEnum

from copilot.domain.language import Language


class Category(StrEnum):
    """What a brand sells; decides which advertising rules apply."""

    GENERAL = "general"
    FOOD = "food"
    HEALTH_FOOD = "health_food"
    COSMETICS = "cosmetics"
    MEDICAL_DEVICE = "medical_device"
    EDUCATION = "education"
    FINANCE = "finance"
    PROPERTY = "property"
    ALCOHOL = "alcohol"
    MOTHER_BABY = "mother_baby"


@dataclass(frozen=True, slots=True)
class Product:
    """A product under its one full name, and everything else people call it."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The full name first, then the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand; everything else belongs to one."""

    id: str
    name: str
    category: Category = Category.GENERAL
    language: Language = Language.ZH
    products: tuple[Product, ...] = ()
    contacts: tuple[str, ...] = ()
    """Links, phone numbers and accounts that are the brand's own; any other in a text is a finding."""

    def product(self, name: str) -> Product | None:
        """The product called `name` (its full name or an alias, in any letter case), or None."""
        wanted = name.strip().casefold()
        return next((p for p in self.products if wanted in (n.casefold() for n in p.names)), None)
