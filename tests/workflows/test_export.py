"""Giving approved items out: what goes, how it is labelled, that it is told, and what came of it."""

from dataclasses import replace
from datetime import time

import pytest

from copilot.domain.ai_label import AiLabel, variant_asset
from copilot.domain.calendar import Audience, Item, ItemState, Sent
from copilot.domain.reasons import Reason, reason_of
from copilot.domain.review import Deed, ReviewPolicy
from copilot.domain.shares import ShareOf
from copilot.domain.waiver import text_hash
from copilot.errors import Conflict, InvalidInput
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from copilot.workflows.export import Exporting
from tests.support.calendar import BOSS, LIN, MEI, PLAIN, SOON, a_slot, approved, labelled, written
from tests.support.shop import NOON

SENT = Sent("", NOON)
MOVED = Done("mei@example.com", Deed.MOVED)


@pytest.fixture
def out(shop: Copilot) -> Exporting:
    shop.store.audiences.save("shanque", Audience("g2", "新客2群", sender="小林"))
    return shop.calendar.exporting


def ready(shop: Copilot, item_id: str = "a", text: str = PLAIN, label: AiLabel = AiLabel.METADATA) -> Item:
    item = approved(shop, item_id, text)
    labelled(shop, item, label)
    return item


def test_an_approved_item_goes_out_with_all_that_a_file_tells(shop: Copilot, out: Exporting) -> None:
    ready(shop)
    (one,) = out.approved(shop.brand(), SOON, SOON)
    assert (one.text, one.audience, one.sender, one.label) == (PLAIN, "新客2群", "小林", AiLabel.METADATA)
    assert one.approved_by == ("lin@example.com",)
    assert one.declaration


def test_marks_of_sources_do_not_go_out(shop: Copilot, out: Exporting) -> None:
    ready(shop, text=f"{PLAIN}[1]")
    assert [one.text for one in out.approved(shop.brand(), SOON, SOON)] == [PLAIN]


def test_a_visible_label_is_said_at_the_end_of_the_text(shop: Copilot, out: Exporting) -> None:
    ready(shop, label=AiLabel.VISIBLE)
    (one,) = out.approved(shop.brand(), SOON, SOON)
    assert one.text.startswith(PLAIN)
    assert len(one.text.splitlines()) == 2


def test_without_a_choice_of_the_label_nothing_goes_out_and_it_is_told(shop: Copilot, out: Exporting) -> None:
    item = approved(shop, "a")
    left = out.look(shop.brand(), SOON, SOON)
    assert (left.outgoing, [i.id for i in left.unlabelled]) == ((), ["a"])
    assert out.label(shop.brand(), [item], AiLabel.VISIBLE, MEI) == 1
    choice = shop.store.labels.current("shanque", variant_asset(str(item.draft_id), 1))
    assert choice is not None
    assert (choice.label, choice.by) == (AiLabel.VISIBLE, "小美")
    assert [o.item.id for o in out.approved(shop.brand(), SOON, SOON)] == ["a"]


def test_a_brand_may_do_without_the_choice(shop: Copilot, out: Exporting) -> None:
    shop.calendar.review.set_policy(shop.brand(), ReviewPolicy(label_asked=False), BOSS)
    approved(shop, "a")
    (one,) = out.approved(shop.brand(), SOON, SOON)
    assert (one.text, one.label) == (PLAIN, None)


def test_what_is_not_approved_is_counted_without_its_text(shop: Copilot, out: Exporting) -> None:
    written(shop.store, "a", "还没有人看过的话。")
    left = out.look(shop.brand(), SOON, SOON)
    assert ([i.id for i in left.waiting], left.outgoing) == (["a"], ())
    assert "还没有人看过的话" not in repr(left)


def test_exporting_is_told_in_the_trail_with_the_texts_hash(shop: Copilot, out: Exporting) -> None:
    ready(shop)
    marked = out.mark_exported(out.approved(shop.brand(), SOON, SOON), MEI, "xlsx")
    line = shop.calendar.review.history("a")[0]
    assert (line.deed, line.by, line.why, line.text_hash) == (Deed.EXPORTED, MEI.id, "xlsx", text_hash(PLAIN))
    assert [one.item.state for one in marked.outgoing] == [ItemState.EXPORTED]


def test_what_somebody_changed_meanwhile_stays_behind_and_is_told(shop: Copilot, out: Exporting) -> None:
    ready(shop, "a")
    ready(shop, "b", "水烧到九十度就关火。")
    looked_at = out.approved(shop.brand(), SOON, SOON)
    item = shop.store.calendar.get("a")
    shop.calendar.review.edit("a", item.version, "改过的话。", MEI)
    marked = out.mark_exported(looked_at, MEI, "csv")
    assert [one.item.id for one in marked.outgoing] == ["b"]
    assert [i.id for i in marked.changed] == ["a"]
    assert shop.store.calendar.get("a").state is ItemState.DRAFT


def test_an_approved_item_may_go_out_late_on_its_day_but_not_on_the_next(shop: Copilot, out: Exporting) -> None:
    slot = a_slot("a", NOON.date(), time(23, 59))
    labelled(shop, approved(shop, "a", slot=slot))
    early = a_slot("b", NOON.date(), time(0, 1))
    store = shop.store.calendar
    store.change("a", store.get("a").version, lambda i: replace(i, slot=replace(early, id="a")), MOVED)
    assert [o.item.id for o in out.approved(shop.brand(), NOON.date(), NOON.date())] == ["a"]


def test_sent_is_noted_with_what_came_of_it_and_taken_back(shop: Copilot, out: Exporting) -> None:
    item = ready(shop)
    sent = out.mark_sent("a", item.version, SENT, MEI)
    assert (sent.state, sent.sent) == (ItemState.EXPORTED, replace(SENT, by=MEI.id))
    told = out.mark_sent("a", sent.version, Sent("x", NOON, reached=180, orders=3, note="雨天"), LIN)
    assert told.sent == Sent(MEI.id, NOON, reached=180, orders=3, note="雨天")
    counted = {"reached": "180", "replies": "–", "orders": "3", "muted": "–"}
    assert reason_of(shop.calendar.review.history("a")[0].why) == Reason("result", counted)
    assert out.unmark("a", told.version, MEI).sent is None
    assert [e.deed for e in shop.calendar.review.history("a")[:3]] == [Deed.UNSENT, Deed.SENT, Deed.SENT]


def test_what_is_not_approved_was_not_sent(shop: Copilot, out: Exporting) -> None:
    written(shop.store, "a")
    with pytest.raises(InvalidInput) as refused:
        out.mark_sent("a", 1, SENT, MEI)
    assert refused.value.code == "not_approved"


@pytest.mark.parametrize(
    ("result", "code"),
    [(Sent("", NOON, reached=-1), "count_negative"), (Sent("", NOON, note="长" * 501), "note_too_long")],
)
def test_impossible_results_are_refused(shop: Copilot, out: Exporting, result: Sent, code: str) -> None:
    item = ready(shop)
    with pytest.raises(InvalidInput) as refused:
        out.mark_sent("a", item.version, result, MEI)
    assert refused.value.code == code


def test_of_two_who_note_a_result_the_second_is_told(shop: Copilot, out: Exporting) -> None:
    item = ready(shop)
    out.mark_sent("a", item.version, SENT, MEI)
    with pytest.raises(Conflict):
        out.mark_sent("a", item.version, SENT, LIN)


def test_an_author_may_give_out_what_was_approved(shop: Copilot, out: Exporting) -> None:
    ready(shop)
    assert len(out.mark_exported(out.approved(shop.brand(), SOON, SOON), MEI, "csv").outgoing) == 1


def test_the_plan_is_set_against_what_was_sent(shop: Copilot, out: Exporting) -> None:
    item = ready(shop, "a")
    written(shop.store, "b")
    out.mark_sent("a", item.version, Sent("", NOON, replies=4), MEI)
    every = next(s for s in out.shares(shop.brand(), SOON, SOON).total if s.of is ShareOf.ALL)
    assert (every.planned, every.sent, every.results.replies) == (2, 1, 4)
