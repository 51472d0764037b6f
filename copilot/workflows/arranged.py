"""What may be changed about an item's place in the calendar, and what that does to its state and its approvals."""

from dataclasses import replace
from datetime import date, time

from copilot.domain.calendar import Item, ItemState, Slot
from copilot.errors import InvalidInput
from copilot.planning.rules import PlanningRules

SLOT_CHANGED = "slot_changed"
"""Why an item is a draft again: it is said to somebody else, elsewhere, by somebody else or about something else."""


def by_its_purpose(slot: Slot, rules: PlanningRules, before: Slot | None = None) -> Slot:
    """The slot with the node, the step and the share of promotion that its purpose has. Where it had another purpose
    before, it is no part of its sequence any more and asks for none of the pictures it had."""
    rule = rules.purposes[slot.purpose]
    offer = slot.offer if rule.promotes else None
    if before is not None and before.purpose is not slot.purpose:
        requests = () if slot.requests == before.requests else slot.requests
        slot = replace(slot, sequence=None, occasion=None, requests=requests)
    return replace(slot, node=rule.node, step=rule.step, promotes=rule.promotes, offer=offer)


def moved(item: Item, day: date, at: time) -> Item:
    """The item on another day or at another time. Raises `InvalidInput` for one that was sent or removed.

    Approvals stay: they are bound to the text and to the facts it stood on, and whether those hold on the new day is for
    review to find out when it refreshes. What was exported says the old time and has to be exported anew.
    """
    still_ours(item)
    state = item.state
    if state is ItemState.EXPORTED:
        state = ItemState.APPROVED
    elif state is ItemState.EXPIRED:
        state = _not_submitted(item)
    return replace(item, slot=replace(item.slot, day=day, time=at), state=state)


def changed(item: Item, slot: Slot) -> Item:
    """The item with another slot under its id. Raises `InvalidInput` for one that was sent or removed.

    Another idea or other pictures leave the text what it is; what the text was approved for, if that changes, voids the
    approvals and asks for another review.
    """
    after = moved(item, slot.day, slot.time)
    slot = replace(slot, id=item.slot.id)
    if _said_for(slot) == _said_for(item.slot):
        return replace(after, slot=slot)
    why = SLOT_CHANGED if item.draft_id else ""
    return replace(after, slot=slot, state=_not_submitted(item), approvals=(), why=why)


def still_ours(item: Item) -> None:
    """Raises `InvalidInput` for an item that was sent (`item_sent`) or removed (`item_removed`)."""
    if item.sent is not None:
        raise InvalidInput(f"item {item.id} was sent", code="item_sent")
    if item.removed:
        raise InvalidInput(f"item {item.id} is removed", code="item_removed")


def _not_submitted(item: Item) -> ItemState:
    return ItemState.DRAFT if item.draft_id else ItemState.PLANNED


def _said_for(slot: Slot) -> tuple[object, ...]:
    return slot.audience_id, slot.channel, slot.persona_id, slot.product, slot.purpose, slot.offer
