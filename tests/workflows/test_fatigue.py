"""Fatigue from what the calendar says was sent, from what people note, and the quiet week that answers it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from copilot.domain.calendar import Audience, Item, ItemState, Purpose, Sent
from copilot.domain.fatigue import Level, ListenerKind, SignKind, WeekNote
from copilot.domain.ladder import Node, Step
from copilot.domain.review import Deed
from copilot.errors import Conflict, InvalidInput, UnknownName
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.support.calendar import ALONE, BRAND, a_slot

THIS_WEEK = date(2026, 11, 23)
NEXT_WEEK = date(2026, 11, 30)


def an_item(name: str, day: date, *, sells: bool, muted: int | None = None, sent: bool = True) -> Item:
    slot = a_slot(name, day, time(12, 30))
    if sells:
        slot = replace(slot, node=Node.CONVERT, step=Step.ACTION, purpose=Purpose.OFFER, promotes=True)
    out = Sent("x", datetime(2026, 11, 1, tzinfo=UTC), 100, 10, None, muted) if sent else None
    return Item(slot, BRAND, ItemState.EXPORTED if sent else ItemState.PLANNED, sent=out)


@pytest.fixture
def loud(shop: Copilot) -> Copilot:
    """Six calm weeks, then two in which three of four items sell and more people leave; next week two offers wait."""
    shop.store.audiences.save(BRAND, Audience("g2", "老客群", segment_id="office"))
    items = []
    for back in range(8):
        monday = THIS_WEEK - timedelta(weeks=back)
        selling = 3 if back < 2 else 1
        items += [
            an_item(
                f"w{back}-{n}",
                monday + timedelta(days=n),
                sells=n < selling,
                muted=(4 if back < 2 else 0) if n == 0 else None,
            )
            for n in range(4)
        ]
    items += [an_item(f"next-{n}", NEXT_WEEK + timedelta(days=3 * n), sells=True, sent=False) for n in range(2)]
    shop.store.calendar.add(items, Done("local", Deed.PLANNED))
    return shop


def standing(copilot: Copilot) -> list[str]:
    return [item.id for item in copilot.store.calendar.of(BRAND, NEXT_WEEK, NEXT_WEEK + timedelta(days=6))]


def test_a_group_that_is_turning_into_a_channel_is_named_with_the_items_that_did_it(loud: Copilot) -> None:
    found = loud.butterfly.fatigue.of_audience(loud.brand(), "老客群")
    assert found.level is Level.CHANNEL
    assert [sign.kind for sign in found.signs] == [SignKind.PROMOTION, SignKind.GONE]
    assert {one.id for one in found.did_it} == {f"w{back}-{n}" for back in (0, 1) for n in range(3)}
    assert {one.id for one in found.did_it[:2]} == {"w0-0", "w1-0"}
    assert [week.promotions for week in found.weeks] == [0, 0, 1, 1, 1, 1, 1, 1, 3, 3]


def test_its_segment_is_told_too_and_the_worst_come_first(loud: Copilot) -> None:
    loud.store.audiences.save(BRAND, Audience("g9", "安静群"))
    found = loud.butterfly.fatigue.look(loud.brand())
    assert [(one.listener.kind, one.listener.name, one.level) for one in found] == [
        (ListenerKind.AUDIENCE, "老客群", Level.CHANNEL), (ListenerKind.SEGMENT, "办公室喝茶的人", Level.CHANNEL),
        (ListenerKind.AUDIENCE, "安静群", Level.UNKNOWN),
    ]  # fmt: skip


def test_noted_figures_count_and_noting_what_was_before_takes_them_back(loud: Copilot) -> None:
    brand, fatigue = loud.brand(), loud.butterfly.fatigue
    before = fatigue.note(brand, WeekNote("老客群", THIS_WEEK + timedelta(days=2), 7, 2, 1), ALONE)
    week = fatigue.of_audience(brand, "g2").weeks[-1]
    assert (week.week, week.gone, week.complaints) == (THIS_WEEK, 9, 1)
    assert before is not None
    fatigue.note(brand, before, ALONE)
    assert fatigue.of_audience(brand, "g2").weeks[-1].gone == 4


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (WeekNote("g2", THIS_WEEK, -1), "count_negative"), (WeekNote("g2", THIS_WEEK, 10**12), "count_too_large"),
        (WeekNote("g2", NEXT_WEEK, 1), "week_in_future"), (WeekNote("none", THIS_WEEK, 1), "unknown_audience"),
    ],
)  # fmt: skip
def test_odd_notes_are_refused(loud: Copilot, note: WeekNote, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        loud.butterfly.fatigue.note(loud.brand(), note, ALONE)
    assert refused.value.code == code


@pytest.mark.parametrize("weeks", [0, 53])
def test_so_many_weeks_cannot_be_looked_at(loud: Copilot, weeks: int) -> None:
    with pytest.raises(InvalidInput):
        loud.butterfly.fatigue.look(loud.brand(), weeks)


def test_a_quiet_week_takes_out_what_sells_brings_in_what_does_not_and_goes_back(loud: Copilot) -> None:
    brand, quieting = loud.brand(), loud.butterfly.quieting
    found = quieting.propose(brand, "老客群", ALONE)
    assert (found.quiet.week, [one.id for one in found.goes]) == (NEXT_WEEK, ["next-0", "next-1"])
    assert found.comes
    assert not any(slot.promotes for slot in found.comes)
    assert standing(loud) == ["next-0", "next-1"]
    quieting.take(brand, found.quiet.id, ALONE)
    assert standing(loud) == [slot.id for slot in found.comes]
    with pytest.raises(Conflict):
        quieting.take(brand, found.quiet.id, ALONE)
    assert [one.id for one in quieting.taken(brand)] == [found.quiet.id]
    undone = quieting.undo(brand, found.quiet.id, ALONE)
    assert (len(undone.restored), len(undone.removed), undone.refused) == (2, len(found.comes), ())
    assert standing(loud) == ["next-0", "next-1"]
    with pytest.raises(Conflict):
        quieting.undo(brand, found.quiet.id, ALONE)


def test_what_somebody_worked_on_stays_when_the_quiet_week_is_taken_back(loud: Copilot) -> None:
    brand, quieting = loud.brand(), loud.butterfly.quieting
    found = quieting.propose(brand, "老客群", ALONE)
    quieting.take(brand, found.quiet.id, ALONE)
    mine = loud.store.calendar.get(found.comes[0].id)
    loud.calendar.planning.change_slot(mine.id, mine.version, replace(mine.slot, idea="我改过"), ALONE)
    undone = quieting.undo(brand, found.quiet.id, ALONE)
    assert [one.id for one in undone.stayed] == [mine.id]
    assert not loud.store.calendar.get(mine.id).removed


def test_an_offer_that_was_changed_meanwhile_is_not_taken_out(loud: Copilot) -> None:
    brand, quieting = loud.brand(), loud.butterfly.quieting
    found = quieting.propose(brand, "老客群", ALONE)
    offer = loud.store.calendar.get("next-0")
    loud.calendar.planning.remove(offer.id, offer.version, ALONE)
    with pytest.raises(InvalidInput) as refused:
        quieting.take(brand, found.quiet.id, ALONE)
    assert refused.value.code == "quiet_week_outdated"
    assert standing(loud) == ["next-1"]


def test_a_quiet_week_of_nobody_or_of_the_past_is_refused(loud: Copilot) -> None:
    brand, quieting = loud.brand(), loud.butterfly.quieting
    with pytest.raises(UnknownName):
        quieting.propose(brand, "没有的群", ALONE)
    with pytest.raises(InvalidInput) as refused:
        quieting.propose(brand, "老客群", ALONE, date(2026, 11, 2))
    assert refused.value.code == "plan_past"
