"""Whether an approval still holds: for the very text, on facts that stand on the item's day, with nothing that blocks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from copilot.domain.brand import Brand
from copilot.domain.calendar import Approval, Item, ItemState, UsedFact
from copilot.domain.draft import Draft, Severity
from copilot.domain.reasons import Reason
from copilot.domain.review import Deed, ReviewPolicy
from copilot.domain.waiver import may_be_approved, standing, text_hash
from copilot.errors import Conflict, InvalidInput, UnknownName
from copilot.reviewing.item_states import WAYS, moved
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.workflows.item_check import Held, ItemChecking, Written
from copilot.workflows.review_queue import Queueing

ITSELF = "copilot"
"""Who did what the program does by itself, in the trail."""
PASSED = (ItemState.APPROVED, ItemState.EXPORTED)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed: ids of items."""

    reopened: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Holds approvals against what is so now."""

    store: Store
    checks: ItemChecking
    queueing: Queueing
    clock: Callable[[], datetime]
    policy: Callable[[Brand], ReviewPolicy]

    def holds(self, item: Item, draft: Draft) -> bool:
        """Whether this text of this item may go out now. The one question that every export asks."""
        if item.removed or item.state not in PASSED or item.draft_id != draft.id:
            return False
        if item.state is ItemState.APPROVED and item.slot.day < self.now().date():
            return False
        brand = self.store.brands.get(item.brand_id)
        return brand is not None and self.against(brand, [(item, draft)])[item.id] is None

    def refresh(self, brand: Brand, *, most: int | None = None) -> Refreshed:
        """Reopen what was approved and does not hold any more, saying why; expire what passed its time unapproved, and
        what was approved and never exported. What somebody changes meanwhile is left to the next time; so is what
        would have to be checked anew beyond `most` texts. (`holds` always checks.)"""
        now = self.now()
        waiting = [state for state in ItemState if state in WAYS[Deed.EXPIRED].of]
        past = [i for i in self.store.calendar.of(brand.id, end=now.date(), states=waiting) if _past(i, now)]
        late = {i.id for i in past}
        to_come = self.store.calendar.of(brand.id, start=now.date(), states=PASSED)
        unsent = [
            i for i in to_come
            if i.sent is None and i.id not in late and (i.state is ItemState.APPROVED or i.slot.at >= now)
        ]  # fmt: skip
        fallen = self.against(brand, self.queueing.with_texts(unsent), most=most)
        expired = [i.id for i in past if self._done(i, Deed.EXPIRED, Reason("expired"))]
        reopened = [i.id for i in unsent if (why := fallen.get(i.id)) and self._done(i, Deed.REOPENED, why)]
        return Refreshed(tuple(reopened), tuple(expired))

    def against(self, brand: Brand, written: Sequence[Written], *, most: int | None = None) -> dict[str, Reason | None]:
        """By id of an approved item, why its approval does not hold now, or None where it does."""
        if not written:
            return {}
        held = self.checks.held(brand)
        checks = self.checks.of(held, written, most=most)
        judged = self.checks.judged(held, written, checks)
        live = self._live(brand, written)
        found = {i.id: approval_fails(held, i, draft, live) for i, draft in written}
        for item, _ in written:
            if found[item.id] is None and not may_be_approved(judged[item.id]):
                quote = next(f.quote for f in standing(judged[item.id]) if f.severity is Severity.BLOCK)
                found[item.id] = Reason("blocked_now", {"quote": quote})
        if self.policy(brand).two_for:
            self._too_few(held, [w for w in written if found[w[0].id] is None], found)
        return found

    def binds(self, held: Held, item: Item, draft: Draft) -> bool:
        """Whether the item's approvals are for this text and on what is known now."""
        return approval_fails(held, item, draft, self._live(held.brand, [(item, draft)])) is None

    def now(self) -> datetime:
        """The moment on the brand's clocks, without a zone."""
        return self.clock().astimezone().replace(tzinfo=None)

    def _too_few(self, held: Held, written: Sequence[Written], found: dict[str, Reason | None]) -> None:
        """Note where the policy asks for more people than approved."""
        for waiting in self.queueing.look(held, written):
            approvals = waiting.item.approvals
            if len({a.by for a in approvals}) < waiting.needs and not any(a.alone for a in approvals):
                found[waiting.item.id] = Reason("two_needed")

    def _live(self, brand: Brand, written: Sequence[Written]) -> frozenset[str]:
        """The ids of passages that approvals stood on and that are live."""
        ids = {passage for item, _ in written for a in item.approvals for passage in a.passages}
        return frozenset(self.store.documents.passages(brand.id, ids)) if ids else frozenset()

    def _done(self, item: Item, deed: Deed, why: Reason) -> bool:
        def change(before: Item) -> Item:
            return replace(before, state=moved(before, deed), approvals=(), why=str(why))

        try:
            self.store.calendar.change(item.id, item.version, change, Done(ITSELF, deed, str(why)))
        except (Conflict, InvalidInput, UnknownName):
            return False
        return True


def _past(item: Item, now: datetime) -> bool:
    """Whether its time is over. What is approved may go out late, as long as its day lasts."""
    return item.slot.day < now.date() if item.state is ItemState.APPROVED else item.slot.at < now


def approval_fails(held: Held, item: Item, draft: Draft, live: frozenset[str]) -> Reason | None:
    """Why the approvals are not for this text, or not on what is known now; None where they are."""
    if not item.approvals:
        return Reason("no_approval")
    name = text_hash(draft.text)
    for approval in item.approvals:
        if approval.text_hash != name:
            return Reason("text_changed")
        if fact := _fallen(held, item, approval):
            return _about(held, fact)
        if any(passage not in live for passage in approval.passages):
            return Reason("source_changed")
    return None


def _fallen(held: Held, item: Item, approval: Approval) -> UsedFact | None:
    return next((fact for fact in approval.facts if not held.stands(fact, item.slot.day)), None)


def _about(held: Held, fact: UsedFact) -> Reason:
    """What it was, and what stands in its place now."""
    same = [f for f in held.facts if (f.product, f.field) == (fact.product, fact.field)]
    now = "、".join(sorted({_value(f) for f in same}))
    told = {"product": fact.product, "field": fact.field, "old": _value(fact)}
    if fact in held.facts:
        return Reason("fact_not_on_that_day", told)
    return Reason("fact_changed", {**told, "new": now}) if now else Reason("fact_gone", told)


def _value(fact: UsedFact) -> str:
    return f"{fact.value}{fact.unit}"
