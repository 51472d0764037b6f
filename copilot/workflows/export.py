"""The only door from a text of the calendar to the outside: what is approved, and still is, goes out; nothing else."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from copilot.domain.ai_label import AiLabel, LabelChoice, variant_asset
from copilot.domain.brand import Brand
from copilot.domain.calendar import Audience, Item, ItemState, Sent
from copilot.domain.draft import Draft, without_marks
from copilot.domain.outgoing import GOES_OUT, Outgoing
from copilot.domain.reasons import Reason
from copilot.domain.review import Actor, Deed, Duty, ReviewPolicy
from copilot.domain.shares import Shares
from copilot.errors import Conflict, InvalidInput
from copilot.planning.shares import shares
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.workflows.labels import Labelling
from copilot.workflows.members import require

COPIED = "copy"
"""What the trail calls an export by the clipboard."""
LONGEST_NOTE = 500
VARIANT = 1
"""An item has one text, and its label is kept under this number."""
CLOSED = frozenset({*GOES_OUT, ItemState.EXPIRED})
"""States in which an item waits for nobody any more."""


class Gate(Protocol):
    """What review promises about approvals."""

    @property
    def policy(self) -> Callable[[Brand], ReviewPolicy]:
        """What a brand asks of review."""

    def refresh(self, brand: Brand) -> object:
        """Reopen what changed facts void, and expire what is past."""

    def holds(self, item: Item, draft: Draft) -> bool:
        """Whether this text of this item may go out now."""

    def against(self, brand: Brand, written: Sequence[tuple[Item, Draft]]) -> Mapping[str, object | None]:
        """By id of an approved item, why its approval does not hold for that text and the facts of now; None where it
        does."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What of a period can go out, and what cannot, without its text."""

    outgoing: tuple[Outgoing, ...] = ()
    unlabelled: tuple[Item, ...] = ()
    """Approved, but the brand asks for a choice of the AI label and nobody made one."""
    waiting: tuple[Item, ...] = ()
    """Not approved yet."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked as given out, as it is now, and what somebody changed meanwhile and so stays behind."""

    outgoing: tuple[Outgoing, ...] = ()
    changed: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporting:
    """Gives approved items out, says that they went, and what came of it."""

    store: Store
    gate: Gate
    labelling: Labelling
    clock: Callable[[], datetime]

    def look(self, brand: Brand, start: date, end: date) -> Leaving:
        """What of those days (inclusive) can go out now. Items are refreshed first, so that what changed facts void or
        what is past is not among them."""
        self.gate.refresh(brand)
        items = self.store.calendar.of(brand.id, start, end)
        desk = self._desk(brand, [i for i in items if i.state in GOES_OUT])
        found = [self._outgoing(item, draft, desk) for item, draft in desk.holding]
        return Leaving(
            tuple(one for one in found if isinstance(one, Outgoing)),
            tuple(one for one in found if isinstance(one, Item)),
            tuple(i for i in items if i.state not in CLOSED),
        )

    def approved(self, brand: Brand, start: date, end: date) -> tuple[Outgoing, ...]:
        """What of those days (inclusive) can go out now, by day and time: approved, for this text and the facts of now,
        and labelled where the brand asks for that."""
        return self.look(brand, start, end).outgoing

    def label(self, brand: Brand, items: Iterable[Item], label: AiLabel, actor: Actor, reason: str = "") -> int:
        """Choose the AI label for the texts of those items, each choice logged; returns how many. Raises `InvalidInput`
        for no label without a reason."""
        require(actor, Duty.AUTHOR)
        drafts = self.store.drafts.many([i.draft_id for i in items if i.draft_id and i.brand_id == brand.id])
        for draft in drafts.values():
            self.labelling.choose(draft, VARIANT, label, by=actor.name, reason=reason)
        return len(drafts)

    def mark_exported(self, outgoing: Iterable[Outgoing], actor: Actor, kind: str) -> Marked:
        """Say that they go out as that kind of file, each bound to the version that was looked at: what somebody
        changed since then stays behind."""
        require(actor, Duty.AUTHOR)
        gone, changed = list[Outgoing](), list[Item]()
        for one in outgoing:
            done = Done(actor.id, Deed.EXPORTED, kind, one.item.approvals[-1].text_hash)
            try:
                now = self.store.calendar.change(one.item.id, one.item.version, _exported, done)
            except (Conflict, InvalidInput):
                changed.append(self.store.calendar.get(one.item.id))
            else:
                gone.append(replace(one, item=now))
        return Marked(tuple(gone), tuple(changed))

    def mark_sent(self, item_id: str, expected_version: int, result: Sent, actor: Actor) -> Item:
        """Say that an item was sent, or what came of it once that is said; who sent it and when stay as they were.

        Raises `InvalidInput` for one that was not approved (`not_approved`), counts below 0 and a note too long, and
        `Conflict`."""
        require(actor, Duty.AUTHOR)
        _require_possible(result)
        item = self.store.calendar.get(item_id)
        if item.state is ItemState.APPROVED and not self._holds(item):
            raise _not_approved(item)
        done = Done(actor.id, Deed.SENT, _told(result), item.approvals[-1].text_hash if item.approvals else "")

        def noted(before: Item) -> Item:
            if before.removed or (before.sent is None and before.state not in GOES_OUT):
                raise _not_approved(before)
            first = before.sent or replace(result, by=actor.id)
            state = ItemState.EXPORTED if before.state is ItemState.APPROVED else before.state
            return replace(before, state=state, sent=replace(result, by=first.by, at=first.at))

        return self.store.calendar.change(item_id, expected_version, noted, done)

    def unmark(self, item_id: str, expected_version: int, actor: Actor) -> Item:
        """Take back that an item was sent, and its result. Raises `Conflict`."""
        require(actor, Duty.AUTHOR)
        done = Done(actor.id, Deed.UNSENT)
        return self.store.calendar.change(item_id, expected_version, lambda before: replace(before, sent=None), done)

    def shares(self, brand: Brand, start: date, end: date) -> Shares:
        """What was planned for those days, both inclusive, against what was sent, and what came of it."""
        return shares(self.store.calendar.of(brand.id, start, end), start, end)

    def _holds(self, item: Item) -> bool:
        draft = self.store.drafts.get(item.draft_id) if item.draft_id else None
        return draft is not None and bool(item.approvals) and self.gate.holds(item, draft)

    def _desk(self, brand: Brand, items: list[Item]) -> "_Desk":
        drafts = self.store.drafts.many([i.draft_id for i in items if i.draft_id])
        written = [(i, drafts[i.draft_id]) for i in items if i.draft_id in drafts]
        why_not = self.gate.against(brand, written)
        return _Desk(
            brand,
            [(i, draft) for i, draft in written if why_not.get(i.id, i.id) is None and not self._late(i)],
            {a.id: a for a in self.store.audiences.of(brand.id)},
            {p.id: p.name for p in self.store.brands.personas(brand.id, retired=True)},
            {m.email: m.name for m in self.store.members.all()},
            self.store.labels.current_of(brand.id, [variant_asset(d, VARIANT) for d in drafts]),
            label_asked=self.gate.policy(brand).label_asked,
        )

    def _late(self, item: Item) -> bool:
        """Whether its day passed before it was given out."""
        return item.state is ItemState.APPROVED and item.slot.day < self.clock().astimezone().date()

    def _outgoing(self, item: Item, draft: Draft, desk: "_Desk") -> Outgoing | Item:
        """The item, whose approval holds, as it goes out; itself where its label is missing."""
        choice = desk.labels.get(variant_asset(draft.id, VARIANT))
        if choice is None and desk.label_asked:
            return item
        label, audience = choice.label if choice else None, desk.audiences.get(item.slot.audience_id)
        declared = label in (AiLabel.VISIBLE, AiLabel.METADATA)
        return Outgoing(
            item,
            self.labelling.outgoing(draft, without_marks(draft.text), label),
            audience.name if audience else "",
            tuple(dict.fromkeys(desk.people.get(a.by, a.by) for a in item.approvals)),
            max(a.at for a in item.approvals),
            desk.personas.get(item.slot.persona_id or "", ""),
            audience.sender if audience else "",
            label,
            self.labelling.declaration(draft, desk.brand.language) if declared else "",
        )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is looked up once for all items."""

    brand: Brand
    holding: Sequence[tuple[Item, Draft]]
    """Items whose approval holds, with their texts."""
    audiences: dict[str, Audience]
    personas: dict[str, str]
    people: dict[str, str]
    labels: dict[str, LabelChoice] = field(default_factory=dict)
    label_asked: bool = True


def _exported(before: Item) -> Item:
    if before.removed or before.state not in GOES_OUT:
        raise _not_approved(before)
    return replace(before, state=ItemState.EXPORTED)


def _not_approved(item: Item) -> InvalidInput:
    return InvalidInput(f"item {item.id} is {item.state}, not approved", code="not_approved", idea=item.slot.idea)


def _require_possible(result: Sent) -> None:
    counts = (result.reached, result.replies, result.orders, result.muted)
    if any(count is not None and count < 0 for count in counts):
        raise InvalidInput("a count below 0", code="count_negative")
    if len(result.note) > LONGEST_NOTE:
        raise InvalidInput("the note is too long", code="note_too_long", most=LONGEST_NOTE)


def _told(result: Sent) -> str:
    """What came of it, for the trail; "" where nobody counted."""
    counts = {"reached": result.reached, "replies": result.replies, "orders": result.orders, "muted": result.muted}
    if all(count is None for count in counts.values()):
        return ""
    return str(Reason("result", {name: "–" if count is None else str(count) for name, count in counts.items()}))
