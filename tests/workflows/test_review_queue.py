"""What waits for a reviewer, the riskiest first, with the reasons."""

from pathlib import Path

import pytest

from copilot.domain.brand_rules import BrandRule
from copilot.domain.calendar import ItemState
from copilot.domain.review import RiskKind, Waiting
from copilot.workflows.copilot import Copilot
from copilot.workflows.review_queue import AT_ONCE
from tests.support.calendar import LIN, MEI, PLAIN, a_slot, about, citing, written
from tests.support.shop import PRICES

PRICED = "高山白茶 100 克标价 168 元，先看看喜不喜欢这个味道。"
SAFE = "喝茶不急，水开了等一会儿再泡。"


def hand_in(shop: Copilot, item_id: str, text: str, product: str = "") -> None:
    written(shop.store, item_id, text, slot=about(product, item_id) if product else a_slot(item_id))
    shop.calendar.review.submit(item_id, 1, MEI)


def waiting(shop: Copilot) -> dict[str, Waiting]:
    return {w.item.id: w for w in shop.calendar.review.queue(shop.brand())}


def kinds(one: Waiting) -> set[RiskKind]:
    return {risk.kind for risk in one.risks}


@pytest.fixture
def queue(shop: Copilot) -> Copilot:
    hand_in(shop, "plain", PLAIN)
    hand_in(shop, "priced", PRICED, "高山白茶")
    hand_in(shop, "cures", "这款茶包治失眠，三天见效。")
    hand_in(shop, "wrong", "高山白茶标价 1680 元。", "高山白茶")
    return shop


def test_what_blocks_comes_first_and_what_is_plain_last(queue: Copilot) -> None:
    found = waiting(queue)
    assert list(found) == ["cures", "wrong", "priced", "plain"]
    assert [w.weight for w in found.values()] == sorted((w.weight for w in found.values()), reverse=True)


def test_a_plain_text_has_no_risk_and_is_clear(queue: Copilot) -> None:
    plain = waiting(queue)["plain"]
    assert (plain.risks, plain.clear) == ((), True)


def test_the_reasons_are_told_with_the_words_they_are_about(queue: Copilot) -> None:
    priced = waiting(queue)["priced"]
    assert kinds(priced) >= {RiskKind.PRICE, RiskKind.NEW_CLAIM}
    assert {r.kind: r.facts["quote"] for r in priced.risks}[RiskKind.PRICE] == "168 元"


def test_a_promise_is_a_risk_where_nothing_was_found_too(shop: Copilot) -> None:
    hand_in(shop, "a", "没拆封的七天内包退，运费我们出。")
    assert RiskKind.PROMISE in kinds(waiting(shop)["a"])


def test_a_waived_finding_is_no_risk(queue: Copilot) -> None:
    review = queue.calendar.review
    blocking = [j.finding for j in review.look("wrong").judged]
    version = 2
    for finding in blocking:
        version = review.waive("wrong", version, LIN, finding, "礼盒的价，另有单子").version
    assert RiskKind.BLOCK not in kinds(waiting(queue)["wrong"])


def test_a_claim_is_new_until_one_of_the_same_words_was_approved(queue: Copilot) -> None:
    review = queue.calendar.review
    review.approve("priced", 2, LIN)
    hand_in(queue, "again", "高山白茶100克，标价168元呀，先看看喜不喜欢这个味道", "高山白茶")
    hand_in(queue, "other", "高山白茶 100 克标价 168 元，香气很足。", "高山白茶")
    found = waiting(queue)
    assert RiskKind.NEW_CLAIM not in kinds(found["again"])
    assert RiskKind.NEW_CLAIM in kinds(found["other"])


def test_a_rule_is_used_for_the_first_time_until_a_text_with_its_finding_passed(shop: Copilot) -> None:
    for item_id in ("a", "b"):
        hand_in(shop, item_id, "不仅好喝，更让午后成为享受，开启悠然之旅。")
    first = waiting(shop)["a"]
    assert RiskKind.FIRST_RULE in kinds(first)
    shop.calendar.review.approve("a", 2, LIN)
    assert RiskKind.FIRST_RULE not in kinds(waiting(shop)["b"])


def test_a_rule_that_came_after_the_approval_is_still_new(shop: Copilot) -> None:
    hand_in(shop, "a", PLAIN)
    hand_in(shop, "b", PLAIN)
    shop.calendar.review.approve("a", 2, LIN)
    shop.store.rules.save("shanque", BrandRule("own-1", ("门口的猫",), "少提猫"))
    shop.calendar.review.refresh(shop.brand())
    assert RiskKind.FIRST_RULE in kinds(waiting(shop)["b"])


def test_what_was_edited_since_somebody_approved_it_says_so(shop: Copilot) -> None:
    hand_in(shop, "a", PLAIN)
    review = shop.calendar.review
    review.approve("a", 2, LIN)
    review.edit("a", 3, SAFE, MEI)
    review.submit("a", 4, MEI)
    assert kinds(waiting(shop)["a"]) == {RiskKind.CHANGED}


def test_a_cited_fact_that_changed_is_stale(shop: Copilot, tmp_path: Path) -> None:
    fact = next(f for f in shop.facts() if (f.product, f.value) == ("高山白茶", "148"))
    written(shop.store, "a", "高山白茶会员另有会员价[1]。", evidence=[citing(fact)])
    shop.calendar.review.submit("a", 1, MEI)
    dearer(shop, tmp_path)
    [stale] = [r for r in waiting(shop)["a"].risks if r.kind is RiskKind.STALE]
    assert (stale.facts["quote"], stale.facts["now"]) == ("148 元", "158 元")


def test_much_said_and_little_cited_is_low_evidence(shop: Copilot) -> None:
    hand_in(shop, "a", "高山白茶用九十度的水。高山白茶能泡六七次。高山白茶下午喝正好。", "高山白茶")
    assert RiskKind.LOW_EVIDENCE in kinds(waiting(shop)["a"])


def test_only_what_waits_is_in_the_queue_unless_other_states_are_asked_for(shop: Copilot) -> None:
    written(shop.store, "draft")
    hand_in(shop, "in", PLAIN)
    review = shop.calendar.review
    assert list(waiting(shop)) == ["in"]
    assert [w.item.id for w in review.queue(shop.brand(), ItemState.DRAFT)] == ["draft"]


def test_a_text_is_checked_again_only_when_something_it_is_held_against_changed(shop: Copilot, tmp_path: Path) -> None:
    hand_in(shop, "a", PRICED, "高山白茶")
    before = shop.store.item_checks.of(["a"])
    waiting(shop)
    assert shop.store.item_checks.of(["a"]) == before
    dearer(shop, tmp_path, "168,", "188,")
    assert RiskKind.BLOCK in kinds(waiting(shop)["a"])


def test_of_many_to_be_checked_anew_the_rest_keeps_its_older_check_and_says_so(shop: Copilot, tmp_path: Path) -> None:
    for number in range(AT_ONCE + 2):
        hand_in(shop, f"{number:02}", PLAIN)
    dearer(shop, tmp_path)
    outdated = [one for one in waiting(shop).values() if one.outdated]
    assert [(one.clear, one.risks) for one in outdated] == [(False, ())] * 2
    assert not any(one.outdated for one in waiting(shop).values())


def test_texts_that_were_never_checked_do_not_keep_a_reviewer_waiting_either(shop: Copilot) -> None:
    for number in range(AT_ONCE + 1):
        written(shop.store, f"{number:02}")
    looks = [shop.calendar.review.queue(shop.brand(), ItemState.DRAFT) for _ in range(2)]
    assert [sum(one.outdated for one in look) for look in looks] == [1, 0]


def dearer(shop: Copilot, folder: Path, old: str = "148,", new: str = "158,") -> None:
    """The price list with another figure, learned again."""
    (folder / "价格.csv").write_text(PRICES.replace(old, new), "utf-8")
    shop.learn([folder / "价格.csv"], "山雀茶")
