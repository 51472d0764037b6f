"""Reviewing: what people do to a text on its way out. Closed by default: without an approval that holds, nothing is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from copilot.domain.brand import Brand
from copilot.domain.calendar import Approval, Item, ItemState
from copilot.domain.draft import Draft, Finding, Severity
from copilot.domain.item_check import Passed
from copilot.domain.reasons import Reason
from copilot.domain.review import Actor, AuditEntry, Deed, ReviewPolicy, Waiting
from copilot.domain.waiver import Waiver, may_be_approved, standing, text_hash
from copilot.errors import InvalidInput
from copilot.reviewing.item_states import moved, require_for
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.store.calendar_items import AS_IT_WAS, WithText
from copilot.store.drafts import Revision
from copilot.workflows.item_check import Held, ItemChecking
from copilot.workflows.resolve import resolve_brand
from copilot.workflows.review_policy import PolicyKeeping
from copilot.workflows.review_queue import AT_ONCE, Queueing
from copilot.workflows.review_standing import Refreshed, Standing
from copilot.workflows.review_talk import Talk

WRITING = (Deed.WRITTEN, Deed.IMPORTED), (Deed.EDITED, Deed.REVISED)
"""Deeds by which a text is somebody's: it came from them, or they edited it last."""


@dataclass(frozen=True, slots=True)
class NewText:
    """A text to put in place of another: by which deed it came about, and why."""

    text: str
    deed: Deed = Deed.EDITED
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Every verb takes the version its actor saw and raises `Conflict` (`item_changed`) where it is not that any more,
    `InvalidInput` where it is not theirs to do (`not_allowed`) or the state forbids it, `UnknownName` for no such item.
    """

    store: Store
    checks: ItemChecking
    queueing: Queueing
    standing: Standing
    talk: Talk
    policies: PolicyKeeping
    clock: Callable[[], datetime]

    def submit(self, item_id: str, expected_version: int, actor: Actor) -> Item:
        """Hand a text in. It is checked now, so that the queue need not."""
        require_for(actor, Deed.SUBMITTED)
        item = self.at(item_id, expected_version, actor)
        moved(item, Deed.SUBMITTED)
        draft = self.text(item)
        self.checks.of(self._held(item), [(item, draft)])
        done = Done(actor.id, Deed.SUBMITTED, text_hash=text_hash(draft.text))
        return self._change(item, done, lambda i: replace(i, author=i.author or actor.id, why=""))

    def take_back(self, item_id: str, expected_version: int, actor: Actor) -> Item:
        """Take a text back into one's hands before it is decided."""
        return self._simple(item_id, expected_version, actor, Deed.TAKEN_BACK)

    def send_back(self, item_id: str, expected_version: int, actor: Actor, why: str) -> Item:
        """Ask for changes. Raises `InvalidInput` (`reason_missing`) without a word of what is wrong."""
        if not why.strip():
            raise InvalidInput("what is to change was not said", code="reason_missing")
        return self._simple(item_id, expected_version, actor, Deed.SENT_BACK, why.strip())

    def withdraw_approval(self, item_id: str, expected_version: int, actor: Actor, why: str = "") -> Item:
        """Take approvals back, anybody's; it waits again. Raises `InvalidInput` (`not_approved`) where there is none."""
        require_for(actor, Deed.APPROVAL_WITHDRAWN)
        item = self.at(item_id, expected_version, actor)
        if not item.approvals:
            raise InvalidInput(f"nobody approved {item_id}", code="not_approved")
        return self._simple(item_id, expected_version, actor, Deed.APPROVAL_WITHDRAWN, why.strip())

    def approve(self, item_id: str, expected_version: int, actor: Actor) -> Item:
        """Say yes to the text as it is, on the facts as they are; with less people than needed it goes on waiting.

        Raises `InvalidInput`: `approval_blocked` (fact `quote`), `time_passed`, `own_work` where several users are and
        this one wrote or last edited it, `approved_already` where it needs another person's yes.
        """
        require_for(actor, Deed.APPROVED)
        item = self.at(item_id, expected_version, actor)
        moved(item, Deed.APPROVED)
        self._refuse_own(item, actor)
        if item.slot.at < self.standing.now():
            raise InvalidInput(f"the time of {item_id} has passed", code="time_passed")
        draft, held = self.text(item), self._held(item)
        [waiting] = self.queueing.look(held, [(item, draft)])
        _refuse_blocked(waiting)
        approval = self._approval(held, item, draft, actor)
        earlier = self._holding(item, draft, held)
        if any(a.by == actor.id for a in earlier):
            raise InvalidInput(f"{actor.name} approved it already", code="approved_already")
        enough = actor.alone or len(earlier) + 1 >= waiting.needs
        why = str(Reason("alone")) if actor.alone else "" if enough else str(Reason("one_more"))
        state = ItemState.APPROVED if enough else ItemState.SUBMITTED
        done = Done(actor.id, Deed.APPROVED, why, approval.text_hash)
        after = self._change(item, done, lambda i: replace(i, state=state, approvals=(*earlier, approval), why=why))
        self._note_passed(held, waiting)
        return after

    def edit(self, item_id: str, expected_version: int, text: str, actor: Actor) -> Item:
        """Put `text` in place of the item's. Raises `InvalidInput` (`text_empty`)."""
        return self.put(item_id, expected_version, NewText(text), actor)

    def put(self, item_id: str, expected_version: int, new: NewText, actor: Actor) -> Item:
        """The same, however the text came about: it is checked again and becomes a new version of the draft in one
        transaction with the item; approvals fall and it is a draft again. Raises `InvalidInput` (`text_empty`)."""
        require_for(actor, new.deed)
        if not new.text.strip():
            raise InvalidInput("an edited text is empty", code="text_empty")
        item = self.at(item_id, expected_version, actor)
        moved(item, new.deed)
        draft = self.text(item)
        variants = self.checks.edited(self._held(item), item, draft, new.text)
        done = Done(actor.id, new.deed, new.why, text_hash(new.text))
        revision = WithText(revision=Revision(new.text, variants, draft.version))
        return self._change(item, done, lambda i: replace(i, author=actor.id, approvals=(), why=""), revision)

    def waive(self, item_id: str, expected_version: int, actor: Actor, finding: Finding, why: str) -> Item:
        """Let a finding pass in this wording. Raises `InvalidInput` (`reason_missing`)."""
        if not why.strip():
            raise InvalidInput("a waiver needs a reason", code="reason_missing")
        require_for(actor, Deed.WAIVED)
        item = self.at(item_id, expected_version, actor)
        draft = self.text(item)
        # The trail first: killed in between, the finding still stands, which is the safe side.
        told = Done(actor.id, Deed.WAIVED, f"{finding.rule} “{finding.quote}”: {why.strip()}", text_hash(draft.text))
        after = self._change(item, told, lambda i: i)
        self.store.waivers.add(item.brand_id, draft.text, finding, why=why.strip(), by=actor.id)
        return after

    def withdraw_waiver(self, item_id: str, expected_version: int, actor: Actor, waiver: Waiver) -> Item:
        """Let a finding stand again that was let pass in this wording. Raises `InvalidInput` (`waiver_gone`)."""
        require_for(actor, Deed.WAIVER_WITHDRAWN)
        item = self.at(item_id, expected_version, actor)
        draft = self.text(item)
        if waiver not in (held for held in self.store.waivers.of(item.brand_id, draft.text) if held.holds):
            raise InvalidInput(f"waiver {waiver.id} does not hold", code="waiver_gone")
        # Both in one transaction: nobody approves in between what is about to be blocked again.
        told = Done(actor.id, Deed.WAIVER_WITHDRAWN, f"{waiver.rule} “{waiver.quote}”", text_hash(draft.text))
        return self._change(item, told, lambda i: i, WithText(withdrawn=waiver.id))

    def look(self, item_id: str) -> Waiting:
        """One item with its text, what was found in it today and why it is risky. Raises `UnknownName`,
        `InvalidInput` (`nothing_written`)."""
        item = self.store.calendar.get(item_id)
        [waiting] = self.queueing.look(self._held(item), [(item, self.text(item))])
        return waiting

    def at(self, item_id: str, expected_version: int, actor: Actor) -> Item:
        """The item, where it is at that version; the store says who was faster where it is not."""
        item = self.store.calendar.get(item_id)
        if item.version != expected_version:
            self.store.calendar.change(item_id, expected_version, lambda i: i, Done(actor.id, Deed.CHANGED))
        return item

    def text(self, item: Item) -> Draft:
        """The draft whose text is the item's. Raises `InvalidInput` (`nothing_written`)."""
        draft = self.store.drafts.get(item.draft_id) if item.draft_id else None
        if draft is None:
            raise InvalidInput(f"item {item.id} has no text", code="nothing_written")
        return draft

    def brand_of(self, item: Item) -> Brand:
        """The item's brand."""
        return resolve_brand(self.store, item.brand_id)

    def queue(self, brand: Brand, *states: ItemState) -> tuple[Waiting, ...]:
        """What is in those states (none named: what waits for a reviewer), riskiest first, after a refresh."""
        self.standing.refresh(brand, most=AT_ONCE)
        return self.queueing.queue(brand, states or (ItemState.SUBMITTED,))

    def refresh(self, brand: Brand) -> Refreshed:
        """`Standing.refresh`."""
        return self.standing.refresh(brand)

    def holds(self, item: Item, draft: Draft) -> bool:
        """`Standing.holds`."""
        return self.standing.holds(item, draft)

    def history(self, item_id: str) -> tuple[AuditEntry, ...]:
        """What was done to an item, the newest first. Raises `UnknownName`."""
        return self.store.audit.of(self.store.calendar.get(item_id).brand_id, item_id)

    def policy(self, brand: Brand) -> ReviewPolicy:
        """`PolicyKeeping.of`."""
        return self.policies.of(brand)

    def set_policy(self, brand: Brand, policy: ReviewPolicy, actor: Actor) -> ReviewPolicy:
        """`PolicyKeeping.save`."""
        return self.policies.save(brand, policy, actor)

    def _simple(self, item_id: str, expected_version: int, actor: Actor, deed: Deed, why: str = "") -> Item:
        require_for(actor, deed)
        item = self.at(item_id, expected_version, actor)
        moved(item, deed)
        done = Done(actor.id, deed, why, text_hash(self.text(item).text))
        return self._change(item, done, lambda i: replace(i, approvals=(), why=why))

    def _change(self, item: Item, done: Done, change: Callable[[Item], Item], text: WithText = AS_IT_WAS) -> Item:
        """`change` on top of the deed's own change of state; a state that `change` sets itself has the last word."""

        def changed(before: Item) -> Item:
            return change(replace(before, state=moved(before, done.deed)))

        return self.store.calendar.change(item.id, item.version, changed, done, text)

    def _note_passed(self, held: Held, waiting: Waiting) -> None:
        """Remember what was read with it. After the approval: lost in between, it is only asked about once more."""
        check = self.checks.of(held, [(waiting.item, waiting.draft)]).by_item[waiting.item.id]
        rules = tuple(sorted({judged.finding.rule for judged in waiting.judged}))
        self.store.item_checks.note_passed(check.item_id, check.text_hash, Passed(check.grounds.claims, rules))

    def _approval(self, held: Held, item: Item, draft: Draft, actor: Actor) -> Approval:
        grounds = self.checks.of(held, [(item, draft)]).by_item[item.id].grounds
        name = text_hash(draft.text)
        return Approval(actor.id, self.clock(), name, grounds.facts, actor.alone, grounds.passages)

    def _holding(self, item: Item, draft: Draft, held: Held) -> tuple[Approval, ...]:
        """The earlier approvals that are for the text and the facts as they are now."""
        singly = ((a, replace(item, approvals=(a,))) for a in item.approvals)
        return tuple(a for a, alone in singly if self.standing.binds(held, alone, draft))

    def _refuse_own(self, item: Item, actor: Actor) -> None:
        if actor.alone:
            return
        trail = self.store.audit.of(item.brand_id, item.id)
        last = (next((e.by for e in trail if e.deed in deeds), "") for deeds in WRITING)
        if actor.id in (item.author, *last):
            raise InvalidInput(f"{actor.name} wrote it", code="own_work")

    def _held(self, item: Item) -> Held:
        return self.checks.held(self.brand_of(item))


def _refuse_blocked(waiting: Waiting) -> None:
    if may_be_approved(waiting.judged):
        return
    blocking = next(f for f in standing(waiting.judged) if f.severity is Severity.BLOCK)
    raise InvalidInput(
        f"{blocking.rule} blocks {waiting.item.id}", code="approval_blocked", quote=blocking.quote, rule=blocking.rule
    )
