"""Plans for some weeks: proposed from a request, changed and made again in parts, and accepted into the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from copilot.domain.brand import Brand
from copilot.domain.calendar import Item, ItemState, Offer, Slot
from copilot.domain.plan import MOST_WEEKS, Coverage, Plan, PlanRequest, PlanWarning
from copilot.domain.review import Actor, Deed, Duty
from copilot.domain.shares import Shares
from copilot.errors import Conflict, InvalidInput
from copilot.planning.coverage import coverage
from copilot.planning.material import PlanPart
from copilot.planning.planner import EVERYTHING, make_slots
from copilot.planning.shares import shares
from copilot.store.audit_trail import Done
from copilot.workflows.arrange import Arranging, refuse_blocked
from copilot.workflows.arranged import by_its_purpose
from copilot.workflows.members import require
from copilot.workflows.resolve import resolve_brand, resolve_persona, resolve_product

__all__ = ["PlanPart", "Planning"]

UNTOUCHED = frozenset({Deed.PLANNED, Deed.WRITTEN, Deed.FAILED})
"""An item to which only this was done is nobody's work yet."""


@dataclass(frozen=True, slots=True)
class Planning(Arranging):
    """Makes plans, and changes single items. A plan is stored when it is proposed; the calendar has it when accepted."""

    def offers(self, brand: Brand, start: date, end: date) -> tuple[Offer, ...]:
        """Offers that can be told in those days, in the knowledge's own words, the first to end first."""
        return self.materials.offers(brand, start, end)

    def unsettled(self, brand: Brand, start: date, end: date) -> tuple[str, ...]:
        """Products whose promotion price in those days sources disagree about, so that it is no offer."""
        return self.materials.unsettled(brand, start, end)

    def out_of_stock(self, brand: Brand) -> frozenset[str]:
        """Names of products of which the facts say that none is left today."""
        return self.materials.out_of_stock(brand)

    def propose(self, brand: Brand, request: PlanRequest, actor: Actor, *, instead_of: Sequence[Item] = ()) -> Plan:
        """A plan beside what stands in the calendar, with what stands against it; it takes the place of the items of
        `instead_of` once it is accepted. Raises `InvalidInput`, `UnknownName`."""
        require(actor, Duty.AUTHOR)
        request = self._checked(brand, request)
        freed = {item.id: item.version for item in instead_of}
        standing = self.materials.standing(brand, request.start, request.end)
        kept = [item.slot for item in standing if item.id not in freed]
        slots = self._slots(brand, request, kept)
        plan = Plan(self.new_id(), brand.id, request, slots, self.clock(), actor.id, replaces=freed)
        plan = replace(plan, warnings=self._warnings(brand, plan, kept))
        self.store.plans.save(plan)
        return plan

    def reshape(self, plan_id: str, slots: Sequence[Slot], actor: Actor) -> Plan:
        """Let the plan have these slots, as a person changed them: dropped, moved, added, said otherwise.

        Raises `Conflict` (`plan_accepted`) for one that is in the calendar already.
        """
        require(actor, Duty.AUTHOR)
        plan = self.store.plans.get(plan_id)
        brand = resolve_brand(self.store, plan.brand_id)
        rules, before = self.rules(brand), {slot.id: slot for slot in plan.slots}
        settled = sorted((by_its_purpose(slot, rules, before.get(slot.id)) for slot in slots), key=_order)
        return self._revised(brand, replace(plan, slots=tuple(settled)))

    def replan(
        self,
        plan_id: str,
        actor: Actor,
        part: PlanPart = EVERYTHING,
        *,
        request: PlanRequest | None = None,
        drafts: bool = False,
    ) -> Plan:
        """The part made again, for another request where one is given.

        A plan that nobody accepted is changed. Of an accepted one, a new plan is proposed that takes the place of those
        items of the part that nobody worked on: planned ones, and with `drafts` those written but never edited.
        """  # fmt: skip
        require(actor, Duty.AUTHOR)
        plan = self.store.plans.get(plan_id)
        brand = resolve_brand(self.store, plan.brand_id)
        wanted = self._checked(brand, request or plan.request)
        if plan.accepted:
            return self._again(brand, replace(plan, request=wanted), part, actor, drafts=drafts)
        stay = [slot for slot in plan.slots if not _within(slot, part)]
        kept = [item.slot for item in self._standing(brand, plan, wanted)]
        made = self._slots(brand, wanted, [*stay, *kept], part)
        slots = tuple(sorted((*stay, *made), key=_order))
        return self._revised(brand, replace(plan, request=wanted, slots=slots))

    def accept(self, plan_id: str, actor: Actor) -> tuple[Item, ...]:
        """Put the plan into the calendar, all of it or nothing; nothing is written or sent yet.

        Raises `InvalidInput` (`plan_blocked`, facts `reasons`, `warnings`) while something forbids it now, whatever the
        plan knew when it was made; `plan_empty`; and `Conflict` (`plan_accepted`) the second time.
        """
        require(actor, Duty.AUTHOR)
        plan = self.store.plans.get(plan_id)
        if plan.accepted:
            raise Conflict(f"plan {plan.id} is accepted", code="plan_accepted", kind="plan", id=plan.id)
        if not plan.slots:
            raise InvalidInput("nothing to accept", code="plan_empty")
        brand = resolve_brand(self.store, plan.brand_id)
        now = self._revised(brand, plan)
        refuse_blocked(now.warnings, "plan_blocked")
        whose = plan.part_of or plan.id
        items = tuple(Item(slot, brand.id, plan_id=whose) for slot in now.slots)
        self.store.calendar.accept(now, items, Done(actor.id, Deed.PLANNED), self._replaced(plan))
        return items

    def coverage(self, plan: Plan) -> Coverage:
        """What the plan tells to whom in which week, together with what stands in the calendar for them."""
        rules = self.rules(resolve_brand(self.store, plan.brand_id))
        return coverage(self._heard(plan), plan.request.start, plan.request.weeks, rules)

    def planned_shares(self, plan: Plan) -> Shares:
        """The plan's shares, together with what stands in the calendar for its audiences."""
        items = [Item(slot, plan.brand_id) for slot in self._heard(plan)]
        return shares(items, plan.request.start, plan.request.end)

    def warm(self) -> None:
        """Read the rules and the calendar's days before the first plan is asked for: that takes longer than the plan."""
        today = self.materials.today()
        self.ruling.shipped()
        for brand in self.store.brands.all():
            self.materials.of(brand, today, today)

    def shares(self, brand: Brand, start: date, end: date) -> Shares:
        """What the calendar meant to say in those days, both inclusive, against what went out."""
        return shares(self.items(brand, start, end), start, end)

    def _again(self, brand: Brand, plan: Plan, part: PlanPart, actor: Actor, *, drafts: bool) -> Plan:
        whose = plan.part_of or plan.id
        standing = self.materials.standing(brand, plan.request.start, plan.request.end)
        freed = {
            item.id: item.version for item in standing
            if item.plan_id == whose and _within(item.slot, part) and self._is_free(item, drafts=drafts)
        }  # fmt: skip
        kept = [item.slot for item in standing if item.id not in freed]
        slots = self._slots(brand, plan.request, kept, part)
        again = Plan(
            self.new_id(), brand.id, plan.request, slots, self.clock(), actor.id,
            part_of=whose, replaces=freed,
        )  # fmt: skip
        again = replace(again, warnings=self._warnings(brand, again, kept))
        self.store.plans.save(again)
        return again

    def _revised(self, brand: Brand, plan: Plan) -> Plan:
        kept = [item.slot for item in self._standing(brand, plan, plan.request)]
        now = replace(plan, warnings=self._warnings(brand, plan, kept))
        if not self.store.plans.revise(now):
            raise Conflict(f"plan {plan.id} is accepted", code="plan_accepted", kind="plan", id=plan.id)
        return now

    def _standing(self, brand: Brand, plan: Plan, request: PlanRequest) -> list[Item]:
        """What stays in the calendar when the plan is accepted."""
        found = self.materials.standing(brand, request.start, request.end)
        gone = {item.id for item in self._replaced(plan)}
        return [item for item in found if item.id not in gone]

    def _heard(self, plan: Plan) -> list[Slot]:
        """What the plan's audiences would hear in its weeks."""
        brand, request = resolve_brand(self.store, plan.brand_id), plan.request
        theirs, ours = {one.audience.id for one in request.audiences}, {slot.id for slot in plan.slots}
        others = (item.slot for item in self._standing(brand, plan, request) if item.id not in ours)
        near = (s for s in others if s.audience_id in theirs and request.start <= s.day <= request.end)
        return sorted((*plan.slots, *near), key=_order)

    def _replaced(self, plan: Plan) -> list[Item]:
        """The items it takes the place of; those that somebody worked on since it was made stay."""
        found = ((self.store.calendar.get(i), version) for i, version in plan.replaces.items())
        return [item for item, version in found if item.version == version and not item.removed]

    def _is_free(self, item: Item, *, drafts: bool) -> bool:
        """Whether nobody worked on it yet."""
        states = {ItemState.PLANNED, ItemState.DRAFT} if drafts else {ItemState.PLANNED}
        if item.removed or item.sent or item.state not in states:
            return False
        if item.version == 1:
            return True
        return all(line.deed in UNTOUCHED for line in self.store.audit.of(item.brand_id, item.id))

    def _slots(
        self, brand: Brand, request: PlanRequest, kept: Sequence[Slot], part: PlanPart = EVERYTHING
    ) -> tuple[Slot, ...]:
        material = self.materials.of(brand, request.start, request.end, request.language)
        return make_slots(request, self.rules(brand), kept, new_id=self.new_id, material=material, part=part)

    def _warnings(self, brand: Brand, plan: Plan, kept: Sequence[Slot]) -> tuple[PlanWarning, ...]:
        return self._against(brand, plan.slots, kept, plan.request) if plan.slots else ()

    def _checked(self, brand: Brand, request: PlanRequest) -> PlanRequest:
        """The request with the products' full names. Raises `InvalidInput`, `UnknownName` where nothing can be planned
        for it."""
        audiences = tuple(one for one in request.audiences if one.channels)
        if not audiences:
            raise InvalidInput("nobody to plan for", code="plan_without_audience")
        if not 1 <= request.weeks <= MOST_WEEKS:
            raise InvalidInput(f"{request.weeks} weeks", code="plan_weeks", most=MOST_WEEKS)
        if request.end < self.materials.today():
            raise InvalidInput("the weeks are over", code="plan_past")
        if request.day is not None and not request.start <= request.day <= request.end:
            raise InvalidInput(
                f"{request.day} is outside", code="plan_day_outside", start=request.start, end=request.end
            )
        products = tuple(name for product in request.products if (name := resolve_product(brand, product)))
        for persona in request.personas:
            resolve_persona(self.store, brand, persona)
        return replace(request, audiences=audiences, products=tuple(dict.fromkeys(products)))


def _within(slot: Slot, part: PlanPart) -> bool:
    return part.audience_id in (None, slot.audience_id) and part.holds(slot.day)


def _order(slot: Slot) -> tuple[object, ...]:
    return slot.at, slot.audience_id, slot.channel, slot.id
