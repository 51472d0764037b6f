"""What people do to a text on its way out, and who may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from copilot.domain.calendar import Item, ItemState, UsedFact
from copilot.domain.draft import Draft, Severity
from copilot.domain.reasons import Reason, reason_of
from copilot.domain.review import Actor, Deed, ReviewPolicy, RiskKind
from copilot.domain.waiver import text_hash
from copilot.errors import Conflict, InvalidInput
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from copilot.workflows.review import Reviewing
from tests.support.calendar import ALONE, BO, BOSS, LIN, MEI, PLAIN, a_slot, about, citing, written

PRICED = "高山白茶 100 克标价 168 元，先看看喜不喜欢这个味道。"
PROMISES = "这款茶喝了包治失眠，三天见效。"


@pytest.fixture
def review(shop: Copilot) -> Reviewing:
    return shop.calendar.review


def submitted(shop: Copilot, item_id: str = "a", text: str = PLAIN, by: Actor = MEI) -> Item:
    written(shop.store, item_id, text, by=by)
    return shop.calendar.review.submit(item_id, 1, by)


def text_of(shop: Copilot, item: Item) -> Draft:
    found = shop.store.drafts.get(str(item.draft_id))
    assert found is not None
    return found


def refused(deed: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as error:
        deed()
    return error.value.code


def test_a_text_is_handed_in_and_approved_by_somebody_else(shop: Copilot, review: Reviewing) -> None:
    item = submitted(shop)
    approved = review.approve("a", item.version, LIN)
    assert (item.state, approved.state) == (ItemState.SUBMITTED, ItemState.APPROVED)
    assert [(a.by, a.text_hash, a.alone) for a in approved.approvals] == [("lin@example.com", text_hash(PLAIN), False)]
    assert review.holds(approved, text_of(shop, approved))


def test_what_was_done_stands_in_the_history(shop: Copilot, review: Reviewing) -> None:
    submitted(shop)
    review.send_back("a", 2, LIN, "太短了")
    told = [(e.by, e.deed, e.before, e.after, e.why, e.version) for e in review.history("a")]
    assert told == [
        ("lin@example.com", Deed.SENT_BACK, "submitted", "changes_requested", "太短了", 3),
        ("mei@example.com", Deed.SUBMITTED, "draft", "submitted", "", 2),
        ("mei@example.com", Deed.WRITTEN, "", "draft", "", 1),
    ]
    assert shop.store.audit.verify("shanque") == ()


@pytest.mark.parametrize("reviewer", [replace(LIN, id=MEI.id), replace(BOSS, id=MEI.id)])
def test_nobody_approves_what_they_wrote(shop: Copilot, review: Reviewing, reviewer: Actor) -> None:
    submitted(shop)
    assert refused(lambda: review.approve("a", 2, reviewer)) == "own_work"


def test_nobody_approves_what_they_edited_last_or_once_wrote(shop: Copilot, review: Reviewing) -> None:
    submitted(shop)
    review.edit("a", 2, f"{PLAIN}坐会儿吧。", LIN)
    review.submit("a", 3, MEI)
    assert refused(lambda: review.approve("a", 4, LIN)) == "own_work"
    assert refused(lambda: review.approve("a", 4, replace(BOSS, id=MEI.id))) == "own_work"
    assert review.approve("a", 4, BO).state is ItemState.APPROVED


def test_the_one_user_of_a_machine_does_both_and_it_is_told(shop: Copilot, review: Reviewing) -> None:
    submitted(shop, by=ALONE)
    approved = review.approve("a", 2, ALONE)
    assert approved.approvals[0].alone
    assert reason_of(review.history("a")[0].why) == Reason("alone")


def test_an_author_approves_nothing(shop: Copilot, review: Reviewing) -> None:
    submitted(shop, by=LIN)
    assert refused(lambda: review.approve("a", 2, MEI)) == "not_allowed"


def test_a_draft_cannot_be_approved_before_it_is_handed_in(shop: Copilot, review: Reviewing) -> None:
    written(shop.store, "a")
    assert refused(lambda: review.approve("a", 1, LIN)) == "not_waiting"


def test_an_item_without_a_text_cannot_be_handed_in(shop: Copilot, review: Reviewing) -> None:
    shop.store.calendar.add([Item(a_slot("a"), "shanque", ItemState.DRAFT)], Done(MEI.id, Deed.WRITTEN))
    assert refused(lambda: review.submit("a", 1, MEI)) == "nothing_written"


def test_a_blocking_finding_keeps_it_from_being_approved_until_it_is_waived(shop: Copilot, review: Reviewing) -> None:
    submitted(shop, text=PROMISES)
    assert refused(lambda: review.approve("a", 2, LIN)) == "approval_blocked"
    version = 2
    for finding in review.look("a").judged:
        version = review.waive("a", version, LIN, finding.finding, "转述客人的原话，已删图").version
    assert review.approve("a", version, LIN).state is ItemState.APPROVED


def test_a_reviewer_takes_a_waiver_back_and_the_finding_blocks_again(shop: Copilot, review: Reviewing) -> None:
    submitted(shop, text=PROMISES)
    version = 2
    for judged in review.look("a").judged:
        version = review.waive("a", version, LIN, judged.finding, "转述客人的原话").version
    waiver = next(j.waiver for j in review.look("a").judged if j.finding.severity is Severity.BLOCK)
    assert waiver is not None
    assert refused(lambda: review.withdraw_waiver("a", version, MEI, waiver)) == "not_allowed"
    with pytest.raises(Conflict):
        review.withdraw_waiver("a", version - 1, LIN, waiver)
    after = review.withdraw_waiver("a", version, LIN, waiver)
    assert refused(lambda: review.approve("a", after.version, LIN)) == "approval_blocked"
    assert refused(lambda: review.withdraw_waiver("a", after.version, LIN, waiver)) == "waiver_gone"
    kept = {one.id: one for one in shop.store.waivers.of("shanque", PROMISES)}[waiver.id]
    assert (kept.withdrawn_by, kept.holds) == (LIN.id, False)
    line = review.history("a")[0]
    assert (line.deed, line.by, waiver.rule in line.why) == (Deed.WAIVER_WITHDRAWN, LIN.id, True)


def test_what_is_approved_keeps_its_waivers_until_the_approval_is_withdrawn(shop: Copilot, review: Reviewing) -> None:
    submitted(shop, text=PROMISES)
    version = 2
    for judged in review.look("a").judged:
        version = review.waive("a", version, LIN, judged.finding, "转述客人的原话").version
    approved = review.approve("a", version, LIN)
    waiver = next(j.waiver for j in review.look("a").judged if j.waiver)
    assert refused(lambda: review.withdraw_waiver("a", approved.version, LIN, waiver)) == "not_to_waive"
    assert waiver.holds


def test_a_waiver_needs_a_reason_and_a_reviewer(shop: Copilot, review: Reviewing) -> None:
    submitted(shop, text=PROMISES)
    finding = review.look("a").judged[0].finding
    assert refused(lambda: review.waive("a", 2, LIN, finding, " ")) == "reason_missing"
    assert refused(lambda: review.waive("a", 2, MEI, finding, "没事")) == "not_allowed"
    assert shop.store.waivers.of("shanque", PROMISES) == ()


def test_an_edit_voids_the_approval_and_is_checked_again(shop: Copilot, review: Reviewing) -> None:
    submitted(shop)
    approved = review.approve("a", 2, LIN)
    edited = review.edit("a", approved.version, PROMISES, MEI)
    assert (edited.state, edited.approvals, edited.author) == (ItemState.DRAFT, (), "mei@example.com")
    draft = text_of(shop, edited)
    assert (draft.text, draft.version) == (PROMISES, 2)
    assert {f.severity for f in draft.variants[0].findings} >= {"block"}
    assert not review.holds(approved, draft)


def test_of_two_at_once_the_second_is_told_and_nothing_is_overwritten(shop: Copilot, review: Reviewing) -> None:
    submitted(shop)
    review.edit("a", 2, "起风了，进来坐。", MEI)
    with pytest.raises(Conflict) as told:
        review.edit("a", 2, "别的话。", LIN)
    assert (told.value.code, told.value.facts["by"]) == ("item_changed", "mei@example.com")
    assert text_of(shop, shop.store.calendar.get("a")).text == "起风了，进来坐。"


def test_an_approval_of_an_older_version_is_refused(shop: Copilot, review: Reviewing) -> None:
    submitted(shop)
    review.edit("a", 2, "起风了，进来坐。", MEI)
    review.submit("a", 3, MEI)
    with pytest.raises(Conflict):
        review.approve("a", 2, LIN)
    assert shop.store.calendar.get("a").state is ItemState.SUBMITTED


def test_a_text_that_was_changed_by_another_road_does_not_go_out(shop: Copilot, review: Reviewing) -> None:
    submitted(shop)
    approved = review.approve("a", 2, LIN)
    shop.store.drafts.revise(str(approved.draft_id), "换掉了", expected_version=1)
    assert not review.holds(approved, text_of(shop, approved))
    assert review.refresh(shop.brand()).reopened == ("a",)
    assert reason_of(shop.store.calendar.get("a").why) == Reason("text_changed")


def test_an_approval_is_bound_to_the_facts_whose_figures_the_text_says(shop: Copilot, review: Reviewing) -> None:
    written(shop.store, "a", PRICED, slot=about("高山白茶", "a"))
    review.submit("a", 1, MEI)
    approved = review.approve("a", 2, LIN)
    assert UsedFact("高山白茶", "list_price", "168", "元") in approved.approvals[0].facts


def test_an_approval_is_bound_to_the_facts_the_text_cites(shop: Copilot, review: Reviewing) -> None:
    fact = next(f for f in shop.facts() if (f.product, f.value) == ("高山白茶", "148"))
    written(shop.store, "a", "高山白茶会员另有会员价[1]。", evidence=[citing(fact)])
    review.submit("a", 1, MEI)
    approved = review.approve("a", 2, LIN)
    assert [(f.field, f.value) for f in approved.approvals[0].facts] == [("member_price", "148")]


def test_two_people_have_to_approve_where_the_policy_asks(shop: Copilot, review: Reviewing) -> None:
    review.set_policy(shop.brand(), ReviewPolicy(two_for=(RiskKind.PRICE,)), BOSS)
    written(shop.store, "a", PRICED, slot=about("高山白茶", "a"))
    review.submit("a", 1, MEI)
    first = review.approve("a", 2, LIN)
    assert first.state is ItemState.SUBMITTED
    assert not review.holds(first, text_of(shop, first))
    assert refused(lambda: review.approve("a", 3, LIN)) == "approved_already"
    second = review.approve("a", 3, BO)
    assert (second.state, [a.by for a in second.approvals]) == (ItemState.APPROVED, [LIN.id, BO.id])
    assert review.holds(second, text_of(shop, second))


def test_only_an_admin_changes_the_policy_and_the_trail_says_from_what(shop: Copilot, review: Reviewing) -> None:
    asked = ReviewPolicy(two_for=(RiskKind.PROMISE,), label_asked=False)
    assert refused(lambda: review.set_policy(shop.brand(), asked, LIN)) == "not_allowed"
    review.set_policy(shop.brand(), asked, BOSS)
    assert review.policy(shop.brand()) == asked
    [line] = shop.store.audit.of("shanque", "")
    assert (line.deed, line.before, line.after) == (
        Deed.POLICY,
        "two_for=- label_asked=yes",
        "two_for=promise label_asked=no",
    )


def test_what_was_approved_with_one_yes_is_reopened_when_two_are_asked(shop: Copilot, review: Reviewing) -> None:
    written(shop.store, "a", PRICED, slot=about("高山白茶", "a"))
    review.submit("a", 1, MEI)
    review.approve("a", 2, LIN)
    review.set_policy(shop.brand(), ReviewPolicy(two_for=(RiskKind.PRICE,)), BOSS)
    assert review.refresh(shop.brand()).reopened == ("a",)
    assert reason_of(shop.store.calendar.get("a").why) == Reason("two_needed")


def test_taken_back_or_withdrawn_it_has_no_approval(shop: Copilot, review: Reviewing) -> None:
    submitted(shop)
    review.approve("a", 2, LIN)
    withdrawn = review.withdraw_approval("a", 3, BO, "再看看")
    taken = review.take_back("a", 4, MEI)
    assert (withdrawn.state, withdrawn.approvals, taken.state) == (ItemState.SUBMITTED, (), ItemState.DRAFT)
    assert refused(lambda: review.withdraw_approval("a", 5, BO)) == "not_approved"


def test_what_is_sent_back_needs_a_word_why(shop: Copilot, review: Reviewing) -> None:
    submitted(shop)
    assert refused(lambda: review.send_back("a", 2, LIN, "  ")) == "reason_missing"


def test_what_has_passed_its_time_is_not_approved(shop: Copilot, review: Reviewing) -> None:
    written(shop.store, "a", slot=a_slot("a", date(2026, 11, 20)))
    review.submit("a", 1, MEI)
    assert refused(lambda: review.approve("a", 2, LIN)) == "time_passed"
