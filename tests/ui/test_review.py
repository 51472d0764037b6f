"""The page of review: the riskiest first, decided one by one or in bulk, and what it says to whom it refuses."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.calendar import Item, ItemState
from copilot.domain.review import Actor, Deed, ReviewPolicy, RiskKind
from copilot.llm.scripted import ScriptedModel
from copilot.workflows.copilot import Copilot
from copilot.writing import ExactTokenCounter
from copilot.writing.reviser import Reviser
from tests.support.calendar import BRAND, LIN, MEI, PLAIN, a_slot, written
from tests.support.shop import ROOT, a_copilot
from tests.ui.conftest import Visit, words

PRICED = "高山白茶 100 克标价 168 元，先看看喜不喜欢这个味道。"
PROMISES = "这款茶喝了包治失眠，三天见效。"
PAGE = f"review.{BRAND}"


@pytest.fixture
def shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served: what is decided stays."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], None]:
    """Makes the page's visitor that person."""

    def be(actor: Actor) -> None:
        for part in ("review_deeds", "review_item", "review_bulk", "review_asked", "review_comments"):
            monkeypatch.setattr(f"copilot.ui.components.{part}.current_actor", lambda: actor)

    return be


def waiting(shop: Copilot, *texts: str) -> list[str]:
    """Items `a`, `b`, … with those texts by 小美, handed in."""
    ids = [chr(ord("a") + n) for n in range(len(texts))]
    for item_id, text in zip(ids, texts, strict=True):
        written(shop.store, item_id, text)
        shop.calendar.review.submit(item_id, 1, MEI)
    return ids


def item(shop: Copilot, item_id: str) -> Item:
    return shop.store.calendar.get(item_id)


def rows(at: AppTest) -> list[str]:
    return [str(b.key).rpartition(".")[2] for b in at.button if str(b.key).startswith(f"{PAGE}.row.")]


def shown(at: AppTest) -> str:
    """Which item is read."""
    tops = [block.proto.body for block in at.get("html") if "bf-top" in block.proto.body]
    return tops[0].split('data-of="')[1].split('"')[0] if tops else ""


def press(at: AppTest, name: str) -> AppTest:
    at.button(key=f"{PAGE}.{name}").click()
    return at.run()


def test_the_riskiest_stands_first_and_is_open(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN, PRICED, PROMISES)
    at = visit("review")
    assert rows(at) == ["c", "b", "a"]
    assert shown(at) == "c"
    assert "处必须改" in words(at)
    assert list(at.exception) == []


def test_after_an_approval_the_next_riskiest_is_open(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN, PRICED)
    at = press(visit("review"), "approve")
    assert item(shop, "b").state is ItemState.APPROVED
    assert shown(at) == "a"
    assert "看过 1 / 2 条" in words(at)


def test_an_approval_is_taken_back_from_its_note(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN, PRICED)
    at = press(press(visit("review"), "approve"), "undo")
    assert item(shop, "b").state is ItemState.SUBMITTED
    assert shown(at) == "b"


def test_what_blocks_is_not_approved_and_stays_open(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PROMISES, PLAIN)
    at = press(visit("review"), "approve")
    assert item(shop, "a").state is ItemState.SUBMITTED
    assert shown(at) == "a"
    assert "必须先改掉" in words(at)


def test_sending_back_takes_a_reason(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PRICED, PLAIN)
    at = press(visit("review"), "press-r")
    at = press(at, "send_back_now")
    assert "理由" in words(at) or "原因" in words(at)
    at.text_area(key=f"{PAGE}.why.a").set_value("价格不对").run()
    at = press(at, "send_back_now")
    assert (item(shop, "a").state, item(shop, "a").why) == (ItemState.CHANGES_REQUESTED, "价格不对")
    assert shown(at) == "b"


def test_next_and_previous_walk_through_the_queue(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN, PRICED, PROMISES)
    at = press(press(visit("review"), "press-j"), "press-j")
    assert shown(at) == "a"
    assert shown(press(at, "press-k")) == "b"


def test_a_row_opens_its_item_also_after_a_refresh(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN, PRICED)
    assert shown(press(visit("review"), "row.a")) == "a"
    assert shown(visit("review")) == "a"


def test_bulk_lists_what_is_clean_and_tells_what_was_refused(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN, "下雨了，屋檐底下站着三个躲雨的学生。", PROMISES)
    at = visit("review")
    assert "没有问题的 2 条" in at.expander[0].label
    shop.calendar.review.send_back("a", 2, LIN, "换一句")
    at = press(at, "bulk_now")
    assert [item(shop, i).state for i in "abc"] == ["changes_requested", "approved", "submitted"]
    assert "通过了 1 条" in words(at)
    assert "1 条没有动" in words(at)
    assert "刚才有人改过这一条" in words(at)


def test_after_a_bulk_the_riskiest_that_is_left_is_open(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN, PROMISES)
    at = press(press(visit("review"), "row.a"), "bulk_now")
    assert item(shop, "a").state is ItemState.APPROVED
    assert shown(at) == "b"


def test_drafts_that_nobody_submitted_are_handed_in_with_one_press(shop: Copilot, visit: Visit) -> None:
    for item_id in ("a", "b"):
        written(shop.store, item_id)
    at = visit("review")
    assert "还没有人提交审核" in words(at)
    at = press(at, "hand_in")
    assert [item(shop, i).state for i in "ab"] == ["submitted", "submitted"]
    assert rows(at) == ["a", "b"]


def test_of_two_who_edit_at_once_the_second_is_told_and_keeps_what_they_typed(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PRICED)
    at = press(visit("review"), "edit")
    at.text_area(key=f"{PAGE}.text.a.2").set_value("我改的。").run()
    shop.calendar.review.edit("a", 2, "林姐先改的。", LIN)
    at = press(at, "save")
    assert "林姐先改的。" in words(at)
    assert "有人改过这一条" in words(at)
    assert at.text_area(key=f"{PAGE}.text.a.2").value == "我改的。"
    at = press(at, "save_over")
    draft = shop.store.drafts.get(str(item(shop, "a").draft_id))
    assert draft is not None
    assert draft.text == "我改的。"


def test_what_was_typed_is_there_after_a_refresh_and_is_not_approved_over(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PRICED)
    at = press(visit("review"), "edit")
    at.text_area(key=f"{PAGE}.text.a.2").set_value("我改的。").run()
    at = visit("review")
    assert at.text_area(key=f"{PAGE}.text.a.2").value == "我改的。"
    at = press(at, "approve")
    assert item(shop, "a").state is ItemState.SUBMITTED
    assert "还没保存" in words(at)


def test_an_edit_goes_on_waiting_and_shows_what_changed(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PRICED)
    at = press(visit("review"), "edit")
    at.text_area(key=f"{PAGE}.text.a.2").set_value("高山白茶先闻一闻。").run()
    at = press(at, "save")
    assert item(shop, "a").state is ItemState.SUBMITTED
    assert "<del>" in words(at)
    assert shown(at) == "a"


def test_a_finding_is_let_pass_with_a_reason_that_the_trail_tells(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PROMISES)
    at = visit("review")
    while blocked := [b for b in at.button if str(b.key).endswith(".0.waive")]:
        blocked[0].click()
        at.run()
        at.text_input(key=f"{PAGE}.a.why").set_value("客人原话")
        at.button(key=f"{PAGE}.a.waive_now").click()
        at.run()
    press(at, "approve")
    assert item(shop, "a").state is ItemState.APPROVED
    assert Deed.WAIVED in [entry.deed for entry in shop.calendar.review.history("a")]


def test_what_was_let_pass_is_taken_back_where_it_is_shown(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PROMISES)
    finding = shop.calendar.review.look("a").judged[0].finding
    shop.calendar.review.waive("a", item(shop, "a").version, LIN, finding, "客人原话")
    at = visit("review")
    [back] = [b for b in at.button if str(b.key).endswith(".withdraw") and ".a." in str(b.key)]
    back.click()
    at.run()
    assert all(judged.waiver is None for judged in shop.calendar.review.look("a").judged)
    assert shop.calendar.review.history("a")[0].deed is Deed.WAIVER_WITHDRAWN


def test_a_comment_on_a_sentence_is_answered_and_settled(shop: Copilot, visit: Visit) -> None:
    waiting(shop, "今天起风了。门口的猫也进来了。")
    at = visit("review")
    at.selectbox(key=f"{PAGE}.on.a.2").select(2)
    at.text_area(key=f"{PAGE}.comment.a").set_value("猫叫什么？")
    at = press(at, "comment_now")
    [comment] = shop.calendar.review.talk.all("a")
    assert (comment.quote, comment.text) == ("门口的猫也进来了。", "猫叫什么？")
    assert "没有配置模型" in words(at)
    at.text_input(key=f"{PAGE}.reply.{comment.id}").set_value("叫年糕")
    at = press(press(at, f"answer.{comment.id}"), f"resolve.{comment.id}")
    assert [c.text for c in shop.calendar.review.talk.all("a")] == ["猫叫什么？", "叫年糕"]
    assert shop.calendar.review.talk.all("a")[0].resolved_by == "local"


def test_the_model_revises_to_a_comment_and_the_item_goes_on_waiting(
    shop: Copilot, visit: Visit, serve: Callable[[Copilot], None]
) -> None:
    waiting(shop, PLAIN)
    comment = shop.calendar.review.talk.add("a", "猫是什么样的？", LIN)
    model = ScriptedModel(["今天起风了，煮一壶茶，橘猫也进来了。"])
    reviser = Reviser.load(ROOT / "prompts", model, ExactTokenCounter())
    serve(replace(shop, calendar=replace(shop.calendar, revising=replace(shop.calendar.revising, reviser=reviser))))
    at = press(visit("review"), f"revise.{comment.id}")
    assert item(shop, "a").state is ItemState.SUBMITTED
    assert "橘猫" in words(at)
    assert "照意见改好了" in words(at)


def test_a_comment_that_was_not_posted_keeps_an_approval_back(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN)
    at = visit("review")
    at.text_area(key=f"{PAGE}.comment.a").set_value("猫叫什么？").run()
    assert "还没提出来" in words(press(at, "approve"))
    assert item(shop, "a").state is ItemState.SUBMITTED


def test_the_one_user_of_a_machine_is_told_that_they_do_both_steps(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN)
    assert "写的人和审的人是同一位" in words(visit("review"))


def test_an_author_is_told_that_a_reviewer_has_to_approve(
    shop: Copilot, visit: Visit, signed_in: Callable[[Actor], None]
) -> None:
    waiting(shop, PLAIN)
    signed_in(MEI)
    at = press(visit("review"), "approve")
    assert "没有这一步的权限" in words(at)
    assert item(shop, "a").state is ItemState.SUBMITTED


def test_the_first_of_two_approvals_is_counted(shop: Copilot, visit: Visit, signed_in: Callable[[Actor], None]) -> None:
    shop.calendar.review.set_policy(shop.brand(BRAND), ReviewPolicy((RiskKind.PRICE,)), shop.calendar.members.alone())
    waiting(shop, PRICED)
    signed_in(LIN)
    at = visit("review")
    assert "要 2 个人通过，已有 0 个" in words(at)
    at = press(at, "approve")
    assert item(shop, "a").state is ItemState.SUBMITTED
    assert "要 2 个人通过，已有 1 个" in words(at)


def test_filters_leave_what_was_asked_for(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN, PRICED, PROMISES)
    at = visit("review")
    at.multiselect(key=f"{PAGE}.kinds").set_value(["price"]).run()
    assert rows(at) == ["b"]
    at.multiselect(key=f"{PAGE}.kinds").set_value([]).run()
    at.toggle(key=f"{PAGE}.clean").set_value(True).run()
    assert rows(at) == ["a"]


def test_thousands_are_shown_a_page_at_a_time(shop: Copilot, visit: Visit) -> None:
    waiting(shop, *[PLAIN] * 20)
    assert len(rows(visit("review"))) == 12


def test_when_all_is_decided_the_page_says_so(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN)
    assert "1 / 1 条都看过了" in words(press(visit("review"), "approve"))


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(("language", "told"), [("zh", "先排计划"), ("en", "Make a plan")])
def test_an_empty_queue_leads_to_the_plan(visit: Visit, language: str, told: str) -> None:
    at = visit("review", language)
    assert told in words(at)
    assert list(at.exception) == []


def test_an_admin_asks_for_two_people(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN)
    at = visit("review")
    at.session_state[f"{PAGE}.part"] = "ask"
    at.run()
    at.multiselect(key=f"{PAGE}.asked..True.two").set_value(["price", "promise"]).run()
    press(at, "ask")
    assert shop.calendar.review.policy(shop.brand(BRAND)).two_for == (RiskKind.PROMISE, RiskKind.PRICE)


@pytest.mark.usefixtures("shop")
def test_whoever_is_no_admin_reads_what_is_asked(visit: Visit, signed_in: Callable[[Actor], None]) -> None:
    signed_in(LIN)
    at = visit("review")
    at.session_state[f"{PAGE}.part"] = "ask"
    at.run()
    assert "每条一个人通过就行" in words(at)
    assert [b for b in at.button if b.key == f"{PAGE}.ask"] == []


def test_an_item_of_a_time_that_passed_is_not_in_the_queue(shop: Copilot, visit: Visit) -> None:
    waiting(shop, PLAIN)
    written(shop.store, "old", slot=a_slot("old", date(2026, 11, 20)))
    shop.calendar.review.submit("old", 1, MEI)
    assert rows(visit("review")) == ["a"]
    assert item(shop, "old").state is ItemState.EXPIRED
