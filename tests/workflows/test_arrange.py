"""Single items keep to the rules when they are moved, changed, added, taken out and put back."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from copilot.domain.calendar import Approval, Audience, Item, ItemState, Purpose, Sent, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.review import Deed
from copilot.errors import Conflict, InvalidInput
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.support.planning import LIN, MEI, MONDAY, with_audiences

TUESDAY = MONDAY + timedelta(days=1)
AT = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def group(shop: Copilot) -> Audience:
    """A group of the shop."""
    return with_audiences(shop)[1][0]


@pytest.fixture
def item(shop: Copilot, group: Audience) -> Item:
    """A tip for the group, put in by hand."""
    return shop.calendar.planning.add(shop.brand("shanque"), tip(group), MEI).item


def tip(group: Audience, at: time = time(10, 0), idea: str = "温杯再泡") -> Slot:
    return Slot("", MONDAY, at, group.id, Channel.GROUP, Node.OPERATE, None, Purpose.TIP, idea)


def become(shop: Copilot, item: Item, **changes: object) -> Item:
    return shop.store.calendar.change(item.id, item.version, lambda i: replace(i, **changes), Done("mei", Deed.EDITED))  # type: ignore[arg-type]


def test_a_slot_added_by_hand_stands_in_the_calendar_with_its_purposes_step(shop: Copilot, group: Audience) -> None:
    wanted = replace(tip(group), purpose=Purpose.PROOF)
    added = shop.calendar.planning.add(shop.brand("shanque"), wanted, MEI).item
    assert (added.slot.node, added.slot.step) == (Node.CONVERT, Step.TRUST)
    assert shop.calendar.planning.items(shop.brand("shanque")) == (added,)


def test_moving_keeps_the_item_and_tells_from_where_to_where(shop: Copilot, item: Item) -> None:
    moved = shop.calendar.planning.move(item.id, 1, TUESDAY, time(12, 30), LIN).item
    assert (moved.slot.day, moved.slot.time, moved.version) == (TUESDAY, time(12, 30), 2)
    line = shop.store.audit.of("shanque", item.id)[0]
    assert (line.deed, line.by, line.before, line.after) == (Deed.MOVED, "lin", "2026-11-30 10:00", "2026-12-01 12:30")


def test_a_move_into_the_night_is_refused_with_its_reason(shop: Copilot, item: Item) -> None:
    with pytest.raises(InvalidInput) as refused:
        shop.calendar.planning.move(item.id, 1, MONDAY, time(23, 30), MEI)
    assert (refused.value.code, refused.value.facts["reasons"]) == ("move_blocked", "quiet_hours")
    assert shop.store.calendar.get(item.id) == item


@pytest.mark.usefixtures("item")
def test_a_move_onto_another_item_is_refused(shop: Copilot, group: Audience) -> None:
    other = shop.calendar.planning.add(shop.brand("shanque"), tip(group, time(15, 0), "罐子怎么开"), MEI).item
    with pytest.raises(InvalidInput) as refused:
        shop.calendar.planning.move(other.id, 1, MONDAY, time(10, 0), MEI)
    assert refused.value.facts["reasons"] == "clash"


@pytest.mark.usefixtures("item")
def test_what_a_move_makes_unwise_is_told_and_done(shop: Copilot, group: Audience) -> None:
    for hour, idea in ((12, "水温"), (15, "存放")):
        shop.calendar.planning.add(shop.brand("shanque"), tip(group, time(hour, 0), idea), MEI)
    fourth = replace(tip(group, idea="杯子"), day=TUESDAY)
    other = shop.calendar.planning.add(shop.brand("shanque"), fourth, MEI).item
    moved = shop.calendar.planning.move(other.id, 1, MONDAY, time(18, 0), MEI)
    assert {"busy_day", "over_quota"} <= {w.code for w in moved.warnings}
    assert moved.item.slot.day == MONDAY


def test_of_two_who_move_an_item_the_second_is_told(shop: Copilot, item: Item) -> None:
    shop.calendar.planning.move(item.id, 1, TUESDAY, time(10, 0), LIN)
    with pytest.raises(Conflict) as told:
        shop.calendar.planning.move(item.id, 1, TUESDAY, time(11, 30), MEI)
    assert told.value.facts["by"] == "lin"


def test_a_moved_item_keeps_its_approvals_for_review_to_judge(shop: Copilot, item: Item) -> None:
    yes = Approval("lin", AT, "hash")
    approved = become(shop, item, state=ItemState.APPROVED, draft_id="d", approvals=(yes,))
    moved = shop.calendar.planning.move(item.id, approved.version, TUESDAY, time(10, 0), MEI).item
    assert (moved.state, moved.approvals) == (ItemState.APPROVED, (yes,))


def test_what_was_exported_has_to_be_exported_anew_once_it_is_moved(shop: Copilot, item: Item) -> None:
    exported = become(shop, item, state=ItemState.EXPORTED, draft_id="d", approvals=(Approval("lin", AT, "hash"),))
    moved = shop.calendar.planning.move(item.id, exported.version, TUESDAY, time(10, 0), MEI).item
    assert moved.state is ItemState.APPROVED


def test_another_channel_or_product_voids_the_approvals(shop: Copilot, item: Item) -> None:
    approved = become(shop, item, state=ItemState.APPROVED, draft_id="d", approvals=(Approval("lin", AT, "hash"),))
    wanted = replace(approved.slot, product="桂花乌龙")
    changed = shop.calendar.planning.change_slot(item.id, approved.version, wanted, MEI).item
    assert (changed.state, changed.approvals, changed.why) == (ItemState.DRAFT, (), "slot_changed")


def test_another_idea_leaves_the_text_approved(shop: Copilot, item: Item) -> None:
    approved = become(shop, item, state=ItemState.APPROVED, draft_id="d", approvals=(Approval("lin", AT, "hash"),))
    wanted = replace(approved.slot, idea="温杯的道理")
    changed = shop.calendar.planning.change_slot(item.id, approved.version, wanted, MEI).item
    assert (changed.state, changed.slot.idea) == (ItemState.APPROVED, "温杯的道理")
    line = shop.store.audit.of("shanque", item.id)[0]
    assert (line.before, line.after) == ("idea: 温杯再泡", "idea: 温杯的道理")


def test_what_was_sent_is_not_moved_any_more(shop: Copilot, item: Item) -> None:
    sent = become(shop, item, state=ItemState.EXPORTED, sent=Sent("mei", AT))
    with pytest.raises(InvalidInput) as refused:
        shop.calendar.planning.move(item.id, sent.version, TUESDAY, time(10, 0), MEI)
    assert refused.value.code == "item_sent"


def test_a_removed_item_can_be_put_back(shop: Copilot, item: Item) -> None:
    planning, brand = shop.calendar.planning, shop.brand("shanque")
    removed = planning.remove(item.id, 1, MEI)
    assert planning.items(brand) == ()
    assert planning.restore(item.id, removed.version, MEI).item.removed is False
    assert [i.id for i in planning.items(brand)] == [item.id]
    assert [line.deed for line in shop.store.audit.of("shanque", item.id)] == [
        Deed.RESTORED, Deed.REMOVED, Deed.PLANNED,
    ]  # fmt: skip


def test_an_item_is_not_put_back_where_another_stands_now(shop: Copilot, group: Audience, item: Item) -> None:
    planning = shop.calendar.planning
    removed = planning.remove(item.id, 1, MEI)
    planning.add(shop.brand("shanque"), tip(group, time(10, 0), "罐子怎么开"), MEI)
    with pytest.raises(InvalidInput) as refused:
        planning.restore(item.id, removed.version, MEI)
    assert refused.value.code == "move_blocked"
