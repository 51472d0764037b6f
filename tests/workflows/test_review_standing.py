"""An approval holds for the very text, on facts as they were: what changes reopens it, and says so."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from copilot.domain.brand_rules import BrandRule
from copilot.domain.calendar import Item, ItemState
from copilot.domain.draft import Severity
from copilot.domain.evidence import EvidenceItem
from copilot.domain.reasons import Reason, reason_of
from copilot.domain.review import Deed
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.support.calendar import LIN, MEI, PLAIN, a_slot, about, written
from tests.support.shop import PRICES

PRICED = "高山白茶 100 克标价 168 元，先看看喜不喜欢这个味道。"
OFFERED = "高山白茶活动价 129 元。"


def approved(shop: Copilot, text: str, day: date = date(2026, 11, 25)) -> Item:
    written(shop.store, "a", text, slot=about("高山白茶", "a", day))
    shop.calendar.review.submit("a", 1, MEI)
    return shop.calendar.review.approve("a", 2, LIN)


def learned(shop: Copilot, folder: Path, prices: str) -> None:
    (folder / "价格.csv").write_text(prices, "utf-8")
    shop.learn([folder / "价格.csv"], "山雀茶")


def holds(shop: Copilot, item: Item) -> bool:
    draft = shop.store.drafts.get(str(item.draft_id))
    return draft is not None and shop.calendar.review.holds(item, draft)


def test_a_changed_price_reopens_and_says_what_it_was_and_is(shop: Copilot, tmp_path: Path) -> None:
    item = approved(shop, PRICED)
    learned(shop, tmp_path, PRICES.replace("168,", "188,"))
    assert not holds(shop, item)
    assert shop.calendar.review.refresh(shop.brand()).reopened == ("a",)
    after = shop.store.calendar.get("a")
    assert (after.state, after.approvals) == (ItemState.SUBMITTED, ())
    told = {"product": "高山白茶", "field": "list_price", "old": "168元", "new": "188元"}
    assert reason_of(after.why) == Reason("fact_changed", told)
    assert shop.calendar.review.history("a")[0].deed is Deed.REOPENED


def test_a_price_of_something_else_reopens_nothing(shop: Copilot, tmp_path: Path) -> None:
    item = approved(shop, PRICED)
    learned(shop, tmp_path, PRICES.replace("98,88", "96,88"))
    assert holds(shop, item)
    assert shop.calendar.review.refresh(shop.brand()).reopened == ()


def test_an_offer_moved_away_from_the_items_day_reopens(shop: Copilot, tmp_path: Path) -> None:
    approved(shop, OFFERED)
    learned(shop, tmp_path, PRICES.replace("2026-11-20,2026-11-30", "2026-11-20,2026-11-24"))
    shop.calendar.review.refresh(shop.brand())
    why = reason_of(shop.store.calendar.get("a").why)
    assert why is not None
    assert (why.code, why.facts["old"]) == ("fact_changed", "129元")


def test_an_item_moved_to_a_day_without_its_offer_does_not_hold(shop: Copilot) -> None:
    item = approved(shop, OFFERED)
    moved = replace(item, slot=replace(item.slot, day=date(2026, 12, 3)))
    assert holds(shop, item)
    assert not holds(shop, moved)


def test_a_price_that_is_gone_is_told(shop: Copilot, tmp_path: Path) -> None:
    approved(shop, PRICED)
    learned(shop, tmp_path, "\n".join(line for line in PRICES.splitlines() if "白茶" not in line))
    shop.calendar.review.refresh(shop.brand())
    why = reason_of(shop.store.calendar.get("a").why)
    assert why is not None
    assert (why.code, why.facts["product"]) == ("fact_gone", "高山白茶")


def test_a_rule_of_the_brands_own_that_blocks_the_text_reopens_it(shop: Copilot) -> None:
    approved(shop, PLAIN)
    shop.store.rules.save("shanque", BrandRule("own-1", ("门口的猫",), "别提猫", Severity.BLOCK))
    assert shop.calendar.review.refresh(shop.brand()).reopened == ("a",)
    assert reason_of(shop.store.calendar.get("a").why) == Reason("blocked_now", {"quote": "门口的猫"})


def test_a_passage_that_is_cited_and_gone_reopens(shop: Copilot, tmp_path: Path) -> None:
    passage = shop.search("不喜欢可以退吗")[0].passage
    cited = EvidenceItem(1, passage.text, passage.role, passage.source, passage=passage)
    written(shop.store, "a", "没拆封的七天内可以退，运费我们出[1]。", evidence=[cited])
    shop.calendar.review.submit("a", 1, MEI)
    shop.calendar.review.approve("a", 2, LIN)
    assert holds(shop, shop.store.calendar.get("a"))
    (tmp_path / "faq.md").write_text("# 常见问题\n\n## 可以退吗？\n没拆封的三天内可以退。\n", "utf-8")
    shop.learn([tmp_path / "faq.md"], "山雀茶")
    assert shop.calendar.review.refresh(shop.brand()).reopened == ("a",)


@pytest.mark.parametrize("state", ["planned", "draft", "submitted", "approved"])
def test_what_was_not_exported_in_time_expires(shop: Copilot, state: str) -> None:
    late = a_slot("a", date(2026, 11, 22), time(9))
    item = Item(late, "shanque", ItemState(state))
    shop.store.calendar.add([item], Done(MEI.id, Deed.PLANNED))
    assert shop.calendar.review.refresh(shop.brand()).expired == ("a",)
    assert shop.store.calendar.get("a").state is ItemState.EXPIRED
    assert shop.calendar.review.history("a")[0].by == "copilot"


def test_what_was_exported_does_not_expire(shop: Copilot) -> None:
    item = Item(a_slot("a", date(2026, 11, 22)), "shanque", ItemState.EXPORTED)
    shop.store.calendar.add([item], Done(MEI.id, Deed.PLANNED))
    assert shop.calendar.review.refresh(shop.brand()).expired == ()


def test_a_refresh_of_what_is_in_order_changes_nothing(shop: Copilot) -> None:
    item = approved(shop, PRICED)
    shop.calendar.review.refresh(shop.brand())
    assert shop.store.calendar.get("a") == item


@pytest.mark.parametrize("state", [s for s in ItemState if s not in (ItemState.APPROVED, ItemState.EXPORTED)])
def test_no_state_but_approved_and_exported_may_go_out(shop: Copilot, state: ItemState) -> None:
    item = approved(shop, PLAIN)
    assert holds(shop, item)
    assert not holds(shop, replace(item, state=state))


def test_approved_without_an_approval_does_not_go_out(shop: Copilot) -> None:
    assert not holds(shop, replace(approved(shop, PLAIN), approvals=()))
