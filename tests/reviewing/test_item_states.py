"""Which deed is allowed from which state, for whom: every state, every deed, every duty."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import product

import pytest

from copilot.domain.calendar import Item, ItemState, Purpose, Sent, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node
from copilot.domain.review import Actor, Deed, Duty
from copilot.errors import InvalidInput
from copilot.reviewing.item_states import WAYS, allowed, moved, require_for

S = ItemState
AUTHORS = {Duty.AUTHOR, Duty.REVIEWER, Duty.ADMIN}
REVIEWERS = {Duty.REVIEWER, Duty.ADMIN}
NOBODY: set[Duty] = set()
TO_DRAFT = dict.fromkeys((S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED, S.APPROVED, S.EXPORTED), S.DRAFT)
STAYS = {s: s for s in (S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED, S.APPROVED, S.EXPORTED, S.EXPIRED)}
EXPECTED: dict[Deed, tuple[set[Duty], dict[ItemState, ItemState]]] = {
    Deed.SUBMITTED: (AUTHORS, {S.DRAFT: S.SUBMITTED, S.CHANGES_REQUESTED: S.SUBMITTED}),
    Deed.TAKEN_BACK: (AUTHORS, {S.SUBMITTED: S.DRAFT}),
    Deed.SENT_BACK: (REVIEWERS, {S.SUBMITTED: S.CHANGES_REQUESTED}),
    Deed.APPROVED: (REVIEWERS, {S.SUBMITTED: S.APPROVED}),
    Deed.APPROVAL_WITHDRAWN: (REVIEWERS, {S.SUBMITTED: S.SUBMITTED, S.APPROVED: S.SUBMITTED}),
    Deed.EDITED: (AUTHORS, TO_DRAFT),
    Deed.REVISED: (AUTHORS, TO_DRAFT),
    Deed.WAIVED: (REVIEWERS, {s: s for s in (S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED)}),
    Deed.WAIVER_WITHDRAWN: (REVIEWERS, {s: s for s in (S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED)}),
    Deed.COMMENTED: (AUTHORS, STAYS),
    Deed.RESOLVED: (AUTHORS, STAYS),
    Deed.EXPORTED: (AUTHORS, {S.APPROVED: S.EXPORTED, S.EXPORTED: S.EXPORTED}),
    Deed.REOPENED: (NOBODY, {S.APPROVED: S.SUBMITTED, S.EXPORTED: S.SUBMITTED}),
    Deed.EXPIRED: (
        NOBODY,
        dict.fromkeys((S.PLANNED, S.DRAFT, S.SUBMITTED, S.CHANGES_REQUESTED, S.APPROVED), S.EXPIRED),
    ),
}


def item(state: ItemState, *, removed: bool = False) -> Item:
    slot = Slot("a", date(2026, 12, 1), time(9), "g", Channel.GROUP, Node.OPERATE, None, Purpose.TIP, "晒枕头")
    return Item(slot, "yun", state, removed=removed)


@pytest.mark.parametrize(("deed", "state"), [*product(WAYS, ItemState)], ids=str)
def test_a_deed_leads_where_the_table_says_or_is_refused(deed: Deed, state: ItemState) -> None:
    to = EXPECTED[deed][1].get(state)
    if to is not None:
        assert moved(item(state), deed) is to
        return
    with pytest.raises(InvalidInput) as refused:
        moved(item(state), deed)
    assert refused.value.code == WAYS[deed].code


@pytest.mark.parametrize(
    ("deed", "state", "duty", "own", "alone"), [*product(WAYS, ItemState, Duty, (False, True), (False, True))], ids=str
)
def test_who_may_do_it(deed: Deed, state: ItemState, duty: Duty, own: bool, alone: bool) -> None:
    duties, ways = EXPECTED[deed]
    expected = duty in duties and state in ways
    if deed is Deed.APPROVED and own and not alone:
        expected = False
    assert allowed(state, deed, duty, own=own, alone=alone) is expected


def test_every_deed_of_the_table_is_expected_here() -> None:
    assert EXPECTED.keys() == WAYS.keys()


@pytest.mark.parametrize("deed", WAYS, ids=str)
def test_nothing_is_done_to_what_was_removed(deed: Deed) -> None:
    state = next(iter(EXPECTED[deed][1]))
    with pytest.raises(InvalidInput) as refused:
        moved(item(state, removed=True), deed)
    assert refused.value.code == "item_removed"


@pytest.mark.parametrize("deed", [Deed.EDITED, Deed.REVISED])
def test_the_text_of_what_was_sent_stays(deed: Deed) -> None:
    sent = replace(item(S.EXPORTED), sent=Sent("mei", datetime(2026, 12, 1, tzinfo=UTC)))
    with pytest.raises(InvalidInput) as refused:
        moved(sent, deed)
    assert refused.value.code == "item_sent"


def test_a_refusal_says_whose_deed_it_is() -> None:
    with pytest.raises(InvalidInput) as refused:
        require_for(Actor("mei", "小美", Duty.AUTHOR), Deed.APPROVED)
    assert (refused.value.code, refused.value.facts) == ("not_allowed", {"name": "小美", "duty": "reviewer"})


def test_nothing_but_an_approval_leads_to_approved_and_nothing_but_an_export_to_exported() -> None:
    to = {s: {d for d, (_, ways) in EXPECTED.items() for a, b in ways.items() if b is s is not a} for s in ItemState}
    assert to[S.APPROVED] == {Deed.APPROVED}
    assert to[S.EXPORTED] == {Deed.EXPORTED}
