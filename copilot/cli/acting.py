"""Who does something by a command, and which item is meant."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.cli.output import open_copilot
from copilot.errors import InvalidInput, UnknownName

if TYPE_CHECKING:
    from copilot.domain.brand import Brand
    from copilot.domain.calendar import Item
    from copilot.domain.review import Actor
    from copilot.workflows.calendar import Calendar
    from copilot.workflows.copilot import Copilot

ByOption = Annotated[
    str,
    typer.Option(
        "--by", metavar="EMAIL|NAME", help="Who does it: a member's e-mail where people sign in, else a name."
    ),
]
ItemArgument = Annotated[
    str,
    typer.Argument(
        metavar="ITEM[@VERSION]", help="Its id, or how it begins; with the version you saw, a later change is refused."
    ),
]
LEAST_OF_ID = 4


@dataclass(frozen=True, slots=True)
class Acting:
    """A copilot, the brand that is meant, and who acts."""

    copilot: "Copilot"
    brand: "Brand"
    actor: "Actor"

    @property
    def calendar(self) -> "Calendar":
        """The calendar's workflows."""
        return self.copilot.calendar

    def item(self, named: str) -> tuple["Item", int]:
        """`item_named` of this brand."""
        return item_named(self.copilot, self.brand, named)


def acting(brand: str | None, by: str = "") -> Acting:
    """Open the copilot for the one who acts. Raises `InvalidInput`: see `actor_of`."""
    copilot = open_copilot()
    return Acting(copilot, copilot.brand(brand), actor_of(copilot, by))


def actor_of(copilot: "Copilot", by: str) -> "Actor":
    """Who acts. Where people sign in, they have to be named (`by_missing`) and a member (`not_a_member`); that they are
    it is believed, as whoever may run commands here can also open the database."""
    members = copilot.calendar.members
    if not members.sign_in:
        return members.alone(by)
    if not by:
        raise InvalidInput("nobody is named", code="by_missing")
    return members.actor_for(by)


def looking(brand: str | None) -> tuple["Copilot", "Brand"]:
    """Open the copilot to look only."""
    copilot = open_copilot()
    return copilot, copilot.brand(brand)


def item_named(copilot: "Copilot", brand: "Brand", named: str) -> tuple["Item", int]:
    """The item of the brand and the version that is meant: the one named, else the present one.

    Raises `UnknownName`, `InvalidInput` (`version_wrong`).
    """
    begin, at, told = named.partition("@")
    if at and not told.isdigit():
        raise InvalidInput(f"no version: {told}", code="version_wrong", value=told)
    items = copilot.store.calendar
    known = (*items.of(brand.id), *items.of(brand.id, removed=True))
    exact = [one for one in known if one.id == begin]
    alike = exact or [one for one in known if len(begin) >= LEAST_OF_ID and one.id.startswith(begin)]
    if len(alike) != 1:
        raise UnknownName("item", begin, tuple(one.id for one in alike))
    return alike[0], int(told) if at else alike[0].version
