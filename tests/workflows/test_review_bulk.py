"""Approving many at once: only what is clear, each refusal with its reason, nothing overwritten."""

from copilot.domain.calendar import ItemState
from copilot.errors import ButterflyError
from copilot.workflows.copilot import Copilot
from copilot.workflows.review_bulk import BulkResult
from tests.support.calendar import ALONE, LIN, MEI, PLAIN, about, written

PRICED = "高山白茶 100 克标价 168 元，先看看喜不喜欢这个味道。"


def reasons(result: BulkResult) -> dict[str, str]:
    told: dict[str, ButterflyError] = {refused.item_id: refused.error for refused in result.refused}
    return {item_id: error.code for item_id, error in told.items()}


def test_what_is_clear_is_approved_and_the_rest_told_why(shop: Copilot) -> None:
    written(shop.store, "clear")
    written(shop.store, "priced", PRICED, slot=about("高山白茶", "priced"))
    written(shop.store, "own", by=LIN)
    written(shop.store, "changed")
    bulk = shop.calendar.bulk
    assert len(bulk.submit([(i, 1) for i in ("clear", "priced", "own", "changed")], MEI).done) == 4
    shop.calendar.review.take_back("changed", 2, MEI)
    picked = [("clear", 2), ("priced", 2), ("own", 2), ("changed", 2), ("nothing", 1)]
    result = bulk.approve(shop.brand(), picked, LIN)
    assert [(i.id, i.state) for i in result.done] == [("clear", ItemState.APPROVED)]
    assert reasons(result) == {
        "priced": "bulk_not_clear", "own": "own_work", "changed": "item_changed", "nothing": "unknown_item",
    }  # fmt: skip
    assert shop.store.calendar.get("changed").state is ItemState.DRAFT


def test_picked_twice_it_is_approved_once(shop: Copilot) -> None:
    written(shop.store, "a", by=ALONE)
    shop.calendar.bulk.submit([("a", 1)], ALONE)
    result = shop.calendar.bulk.approve(shop.brand(), [("a", 2), ("a", 2)], ALONE)
    assert (len(result.done), result.refused) == (1, ())


def test_a_note_keeps_a_text_from_being_approved_unread(shop: Copilot) -> None:
    text = f"{PLAIN}不仅好喝，更让午后成为享受。"
    written(shop.store, "a", text)
    shop.calendar.bulk.submit([("a", 1)], MEI)
    assert reasons(shop.calendar.bulk.approve(shop.brand(), [("a", 2)], LIN)) == {"a": "bulk_not_clear"}
