"""Single items of the calendar: added by hand, moved, changed, taken out and put back, each held to the planning rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, Slot
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.plan import PlannedFor, PlanRequest, PlanWarning
from copilot.domain.review import Actor, Deed, Duty
from copilot.errors import InvalidInput
from copilot.planning.objections import objections
from copilot.planning.rules import PlanningRules
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.workflows.arranged import by_its_purpose, changed, moved, still_ours
from copilot.workflows.members import require
from copilot.workflows.plan_material import PlanMaterials
from copilot.workflows.plan_rules import PlanRuling
from copilot.workflows.resolve import resolve_brand


@dataclass(frozen=True, slots=True)
class Moved:
    """An item where it stands now, and what should be known about it there. None of the warnings is a block."""

    item: Item
    warnings: tuple[PlanWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Arranging:
    """Changes items. Everything raises `InvalidInput` for an actor who may not, `UnknownName`, and `Conflict` where
    somebody changed the item first."""

    store: Store
    materials: PlanMaterials
    ruling: PlanRuling
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    def items(self, brand: Brand, start: date | None = None, end: date | None = None) -> tuple[Item, ...]:
        """What stands in the calendar on those days, both inclusive, by day and time."""
        return self.store.calendar.of(brand.id, start, end)

    def rules(self, brand: Brand) -> PlanningRules:
        """What the brand's planning goes by."""
        return self.ruling.of(brand)

    def set_rules(self, brand: Brand, changes: Mapping[str, Any], actor: Actor) -> PlanningRules:
        """Let these be all that the brand changed about the rules; {} for nothing. Raises `InvalidInput`."""
        return self.ruling.change(brand, changes, actor)

    def add(self, brand: Brand, slot: Slot, actor: Actor) -> Moved:
        """Put a slot into the calendar by hand; its id is given here, its node and step are its purpose's.

        Raises `InvalidInput` (`move_blocked`) where a rule forbids it.
        """
        require(actor, Duty.AUTHOR)
        item = Item(by_its_purpose(replace(slot, id=self.new_id()), self.rules(brand)), brand.id)
        warnings = self._allowed(brand, item.slot)
        self.store.calendar.add([item], Done(actor.id, Deed.PLANNED))
        return Moved(item, warnings)

    def move(self, item_id: str, expected_version: int, day: date, at: time, actor: Actor) -> Moved:
        """Put an item on another day or at another time.

        Raises `InvalidInput`: `move_blocked` (facts `reasons`, and the `warnings` themselves) where a rule forbids it.
        """
        require(actor, Duty.AUTHOR)
        item = self.store.calendar.get(item_id)
        still_ours(item)
        warnings = self._allowed(self._brand(item), replace(item.slot, day=day, time=at))
        done = Done(actor.id, Deed.MOVED, before=_moment(item.slot.day, item.slot.time), after=_moment(day, at))
        return Moved(self._change(item_id, expected_version, lambda now: moved(now, day, at), done), warnings)

    def change_slot(self, item_id: str, expected_version: int, slot: Slot, actor: Actor) -> Moved:
        """Give an item another slot: audience, channel, persona, product, purpose, idea, day or time.

        Raises `InvalidInput` (`move_blocked`) as `move` does. Approvals go where the text was approved for something else.
        """
        require(actor, Duty.AUTHOR)
        item = self.store.calendar.get(item_id)
        still_ours(item)
        brand = self._brand(item)
        wanted = by_its_purpose(replace(slot, id=item.id), self.rules(brand), item.slot)
        warnings = self._allowed(brand, wanted)
        before, after = _difference(item.slot, wanted)
        done = Done(actor.id, Deed.CHANGED, before=before, after=after)
        return Moved(self._change(item_id, expected_version, lambda now: changed(now, wanted), done), warnings)

    def remove(self, item_id: str, expected_version: int, actor: Actor) -> Item:
        """Take an item out of the calendar; it can be put back."""
        require(actor, Duty.AUTHOR)

        def out(now: Item) -> Item:
            still_ours(now)
            return replace(now, removed=True)

        return self._change(item_id, expected_version, out, Done(actor.id, Deed.REMOVED))

    def restore(self, item_id: str, expected_version: int, actor: Actor, *, as_it_was: bool = False) -> Moved:
        """Put an item back that was removed, where the rules still allow it. Raises `InvalidInput` (`move_blocked`).

        `as_it_was`: a change of several items is taken back, so the rules only tell what they hold against it.
        """
        require(actor, Duty.AUTHOR)
        item = self.store.calendar.get(item_id)
        look = self._found if as_it_was else self._allowed
        warnings = look(self._brand(item), item.slot)
        done = Done(actor.id, Deed.RESTORED)
        return Moved(self._change(item_id, expected_version, lambda now: replace(now, removed=False), done), warnings)

    def _allowed(self, brand: Brand, slot: Slot) -> tuple[PlanWarning, ...]:
        """What stands against the slot among the others. Raises `InvalidInput` where that is a block."""
        found = self._found(brand, slot)
        refuse_blocked(found, "move_blocked")
        return found

    def _found(self, brand: Brand, slot: Slot) -> tuple[PlanWarning, ...]:
        others = [i.slot for i in self.materials.standing(brand, slot.day, slot.day) if i.id != slot.id]
        return self._against(brand, [slot], others)

    def _against(
        self, brand: Brand, slots: Sequence[Slot], others: Sequence[Slot], request: PlanRequest | None = None
    ) -> tuple[PlanWarning, ...]:
        """What stands against new slots among the others; what only the others are at fault of is not told.

        Any channel will do: a person who puts an item on one the request did not name has a reason.
        """
        asked = [one.audience for one in request.audiences] if request else []
        audiences = {a.id: a for a in (*asked, *self.store.audiences.of(brand.id))}
        material = self.materials.of(brand, min(s.day for s in slots), max(s.day for s in slots))
        return objections(
            (*slots, *others),
            [PlannedFor(audience, tuple(Channel)) for audience in audiences.values()],
            self.rules(brand),
            material,
            request=request,
            about=[slot.id for slot in slots],
        )

    def _brand(self, item: Item) -> Brand:
        return resolve_brand(self.store, item.brand_id)

    def _change(self, item_id: str, version: int, change: Callable[[Item], Item], done: Done) -> Item:
        return self.store.calendar.change(item_id, version, change, done)


def refuse_blocked(warnings: Sequence[PlanWarning], code: str) -> None:
    """Raises `InvalidInput` with that code where one of the warnings is a block; facts: `reasons` (their codes) and
    `warnings`."""
    blocks = tuple(w for w in warnings if w.severity is Severity.BLOCK)
    if blocks:
        reasons = ", ".join(dict.fromkeys(w.code for w in blocks))
        raise InvalidInput(f"blocked: {reasons}", code=code, reasons=reasons, warnings=blocks)


def _moment(day: date, at: time) -> str:
    return f"{day} {at:%H:%M}"


def _difference(before: Slot, after: Slot) -> tuple[str, str]:
    """What differs, as `field: value` on both sides."""
    fields = ("day", "time", "audience_id", "channel", "persona_id", "product", "purpose", "idea")
    changed_ones = [f for f in fields if getattr(before, f) != getattr(after, f)]
    told = [" · ".join(f"{f}: {getattr(slot, f)}" for f in changed_ones) for slot in (before, after)]
    return told[0], told[1]
