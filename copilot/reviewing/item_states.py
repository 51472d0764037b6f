"""Which deed takes an item from which state to which, and whom it is for: one table, and what reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from copilot.domain.calendar import Item, ItemState
from copilot.domain.review import Actor, Deed, Duty
from copilot.errors import InvalidInput

DUTY_RANK: Mapping[Duty, int] = {Duty.AUTHOR: 0, Duty.REVIEWER: 1, Duty.ADMIN: 2}

_S = ItemState
_WRITTEN = frozenset({_S.DRAFT, _S.SUBMITTED, _S.CHANGES_REQUESTED, _S.APPROVED, _S.EXPORTED, _S.EXPIRED})
_OPEN = frozenset({_S.DRAFT, _S.SUBMITTED, _S.CHANGES_REQUESTED})


@dataclass(frozen=True, slots=True)
class Way:
    """A deed's row: from which states, to which (None: it stays), and the duty it takes. `itself` is done by the
    program alone. `code` names the sentence of a refusal for the state."""

    of: frozenset[ItemState]
    to: ItemState | None
    code: str
    duty: Duty = Duty.AUTHOR
    itself: bool = False
    own_too: bool = True
    """Whether one of several users may do it to what they wrote themselves."""


WAYS: Mapping[Deed, Way] = {
    Deed.SUBMITTED: Way(frozenset({_S.DRAFT, _S.CHANGES_REQUESTED}), _S.SUBMITTED, "not_to_submit"),
    Deed.TAKEN_BACK: Way(frozenset({_S.SUBMITTED}), _S.DRAFT, "not_waiting"),
    Deed.SENT_BACK: Way(frozenset({_S.SUBMITTED}), _S.CHANGES_REQUESTED, "not_waiting", Duty.REVIEWER),
    Deed.APPROVED: Way(frozenset({_S.SUBMITTED}), _S.APPROVED, "not_waiting", Duty.REVIEWER, own_too=False),
    Deed.APPROVAL_WITHDRAWN: Way(frozenset({_S.SUBMITTED, _S.APPROVED}), _S.SUBMITTED, "not_approved", Duty.REVIEWER),
    Deed.EDITED: Way(_WRITTEN - {_S.EXPIRED}, _S.DRAFT, "not_to_edit"),
    Deed.REVISED: Way(_WRITTEN - {_S.EXPIRED}, _S.DRAFT, "not_to_edit"),
    Deed.WAIVED: Way(_OPEN, None, "not_to_waive", Duty.REVIEWER),
    Deed.WAIVER_WITHDRAWN: Way(_OPEN, None, "not_to_waive", Duty.REVIEWER),
    Deed.COMMENTED: Way(_WRITTEN, None, "nothing_written"),
    Deed.RESOLVED: Way(_WRITTEN, None, "nothing_written"),
    Deed.EXPORTED: Way(frozenset({_S.APPROVED, _S.EXPORTED}), _S.EXPORTED, "not_approved", Duty.AUTHOR),
    Deed.REOPENED: Way(frozenset({_S.APPROVED, _S.EXPORTED}), _S.SUBMITTED, "not_approved", itself=True),
    Deed.EXPIRED: Way(_OPEN | {_S.PLANNED, _S.APPROVED}, _S.EXPIRED, "not_to_expire", itself=True),
}
"""Deeds of planning, writing and sending are not here: they change the slot or the text, not how far review is."""


_OF_THE_TEXT = (Deed.EDITED, Deed.REVISED)


def allowed(state: ItemState, deed: Deed, duty: Duty, *, own: bool, alone: bool) -> bool:
    """Whether a person of that duty may do it: `own` is a text of theirs, `alone` the one user of a machine."""
    way = WAYS[deed]
    if way.itself or state not in way.of or DUTY_RANK[duty] < DUTY_RANK[way.duty]:
        return False
    return way.own_too or alone or not own


def moved(item: Item, deed: Deed) -> ItemState:
    """The state the deed leads to. Raises `InvalidInput`: `item_removed`, `item_sent` for what is to change its text, or
    the code of the deed's row."""
    way = WAYS[deed]
    if item.removed:
        raise InvalidInput(f"item {item.id} was removed", code="item_removed")
    if item.sent is not None and deed in _OF_THE_TEXT:
        raise InvalidInput(f"item {item.id} was sent", code="item_sent")
    if item.state not in way.of:
        raise InvalidInput(f"{deed} is not done to what is {item.state}", code=way.code)
    return way.to or item.state


def require_for(actor: Actor, deed: Deed) -> None:
    """Raises `InvalidInput` (`not_allowed`, facts `name`, `duty`) unless the deed is for somebody of that duty."""
    needed = WAYS[deed].duty
    if DUTY_RANK[actor.duty] < DUTY_RANK[needed]:
        raise InvalidInput(
            f"{actor.name} is {actor.duty}, not {needed}", code="not_allowed", name=actor.name, duty=needed.value
        )
