"""A quiet week: what sells is taken out of an audience's week, something to read or answer comes in, and back again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, Item, Slot
from copilot.domain.channel import Channel
from copilot.domain.fatigue import QuietWeek
from copilot.domain.plan import Goal, Plan, PlannedFor, PlanRequest, PlanWarning
from copilot.domain.review import Actor, Duty
from copilot.errors import ButterflyError, Conflict, InvalidInput
from copilot.planning.material import monday_of
from copilot.planning.usual_channels import usual_channels
from copilot.store import Store
from copilot.workflows.audiences import AudienceKeeping
from copilot.workflows.members import require
from copilot.workflows.plan import Planning

LOOKED_BACK = timedelta(weeks=8)
"""How far back the channels of an audience are looked for."""


@dataclass(frozen=True, slots=True)
class QuietProposal:
    """A quiet week with what goes out of the calendar and what comes in. `warnings` stand against what comes in."""

    quiet: QuietWeek
    goes: tuple[Item, ...]
    comes: tuple[Slot, ...]
    warnings: tuple[PlanWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class QuietUndone:
    """What came of taking a quiet week back; `refused` are items that could not be put back, and why."""

    quiet: QuietWeek
    restored: tuple[Item, ...]
    removed: tuple[Item, ...]
    stayed: tuple[Item, ...] = ()
    """Items of the quiet week that somebody worked on meanwhile."""
    refused: tuple[tuple[Item, ButterflyError], ...] = ()


@dataclass(frozen=True, slots=True)
class Quieting:
    """Proposes quiet weeks and lets the calendar take them."""

    store: Store
    planning: Planning
    audiences: AudienceKeeping
    today: Callable[[], date]
    new_id: Callable[[], str]

    def propose(self, brand: Brand, audience_name: str, actor: Actor, week: date | None = None) -> QuietProposal:
        """A week without promotion for an audience: the next one, or that of the day given. Nothing changes yet.

        Raises `UnknownName`, `InvalidInput` (`plan_past` for a week that is over).
        """
        audience = self.audiences.get(brand, audience_name)
        monday = monday_of(week) if week else monday_of(self.today()) + timedelta(weeks=1)
        goes = self._selling(brand, audience, monday)
        request = PlanRequest(
            Goal.ORDINARY, monday, 1, (PlannedFor(audience, self._channels(brand, audience, monday)),),
            tuple(p.id for p in self.store.brands.personas(brand.id)), language=brand.language,
        )  # fmt: skip
        plan = self.planning.propose(brand, request, actor, instead_of=goes)
        if any(slot.promotes for slot in plan.slots):
            plan = self.planning.reshape(plan.id, [slot for slot in plan.slots if not slot.promotes], actor)
        removed = {item.id: item.version for item in goes}
        quiet = QuietWeek(self.new_id(), brand.id, audience.id, monday, plan.id, removed, actor.id)
        return self._told(self.store.fatigue.keep_quiet(quiet), plan, goes)

    def get(self, brand: Brand, quiet_id: str) -> QuietProposal:
        """A quiet week with what it is made of. Raises `UnknownName`."""
        quiet = self.store.fatigue.quiet(brand.id, quiet_id)
        goes = tuple(self.store.calendar.get(item_id) for item_id in quiet.removed)
        return self._told(quiet, self.store.plans.get(str(quiet.plan_id)), goes)

    def taken(self, brand: Brand) -> tuple[QuietWeek, ...]:
        """Those that the calendar took and nobody took back, the newest first."""
        return tuple(one for one in self.store.fatigue.quiet_weeks(brand.id) if one.taken and not one.undone)

    def take(self, brand: Brand, quiet_id: str, actor: Actor) -> QuietProposal:
        """Let the calendar take it: what sells goes out, what comes in is planned, all of it or nothing.

        Raises `Conflict` (`quiet_week_taken`) the second time; `InvalidInput` (`quiet_week_nothing`) where nothing would
        change, (`quiet_week_outdated`) where an item that was to go out was changed since, and as accepting a plan does.
        """
        require(actor, Duty.AUTHOR)
        quiet = self.store.fatigue.quiet(brand.id, quiet_id)
        if quiet.taken:
            raise Conflict("taken already", code="quiet_week_taken", kind="quiet_week", id=quiet.id)
        found = self.get(brand, quiet_id)
        if not found.goes and not found.comes:
            raise InvalidInput("nothing would change", code="quiet_week_nothing")
        if any(item.removed or item.sent or item.version != quiet.removed[item.id] for item in found.goes):
            raise InvalidInput("the calendar changed", code="quiet_week_outdated")
        if found.comes:
            self.planning.accept(str(quiet.plan_id), actor)
        else:
            for item in found.goes:
                self.planning.remove(item.id, item.version, actor)
        self.store.fatigue.keep_quiet(replace(quiet, taken=True, by=actor.id))
        return self.get(brand, quiet_id)

    def undo(self, brand: Brand, quiet_id: str, actor: Actor) -> QuietUndone:
        """Put back what went out, and take out what came in unless somebody worked on it.

        Raises `Conflict` (`quiet_week_not_taken`) for one that is not in the calendar.
        """
        require(actor, Duty.AUTHOR)
        quiet = self.store.fatigue.quiet(brand.id, quiet_id)
        if not quiet.taken or quiet.undone:
            raise Conflict("not in the calendar", code="quiet_week_not_taken", kind="quiet_week", id=quiet.id)
        ours = [
            item for item in self.store.calendar.of(brand.id, quiet.week, quiet.week + timedelta(days=6))
            if item.plan_id == quiet.plan_id
        ]  # fmt: skip
        untouched = [item for item in ours if item.version == 1]
        removed = tuple(self.planning.remove(item.id, item.version, actor) for item in untouched)
        restored: list[Item] = []
        refused: list[tuple[Item, ButterflyError]] = []
        for item in (self.store.calendar.get(item_id) for item_id in quiet.removed):
            try:
                if item.removed:
                    restored.append(self.planning.restore(item.id, item.version, actor, as_it_was=True).item)
            except ButterflyError as error:
                refused.append((item, error))
        done = self.store.fatigue.keep_quiet(replace(quiet, undone=True, by=actor.id))
        stayed = tuple(item for item in ours if item.version > 1)
        return QuietUndone(done, tuple(restored), removed, stayed, tuple(refused))

    def _selling(self, brand: Brand, audience: Audience, monday: date) -> tuple[Item, ...]:
        week = self.store.calendar.of(brand.id, monday, monday + timedelta(days=6))
        today = self.today()
        return tuple(
            item for item in week
            if item.slot.audience_id == audience.id and item.slot.promotes and item.sent is None
            and item.slot.day >= today
        )  # fmt: skip

    def _channels(self, brand: Brand, audience: Audience, monday: date) -> tuple[Channel, ...]:
        """Where it was spoken to lately, else where such audiences usually are."""
        lately = self.store.calendar.of(brand.id, monday - LOOKED_BACK, monday + timedelta(days=6))
        used = dict.fromkeys(item.slot.channel for item in lately if item.slot.audience_id == audience.id)
        return tuple(used) or usual_channels().get(audience.kind, ())

    def _told(self, quiet: QuietWeek, plan: Plan, goes: tuple[Item, ...]) -> QuietProposal:
        return QuietProposal(quiet, goes, plan.slots, plan.warnings)
