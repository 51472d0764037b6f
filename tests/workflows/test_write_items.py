"""Writing the items of the calendar: in the background, each once, with pause, resume and a bill."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest

from copilot.domain.calendar import ItemState, Purpose, SequenceKind, SequencePlace
from copilot.domain.draft import Angle, Brief, NoticeCode, Task, Usage
from copilot.domain.evidence import Evidence
from copilot.domain.review import Deed
from copilot.domain.writing_run import Failed, ItemFailed, ItemWritten, RunProgress, RunState
from copilot.errors import BudgetReached, Conflict, InvalidInput, ModelRefused, ModelUnreachable, PromptInvalid
from copilot.knowledge.search import BuiltInEmbedder
from copilot.llm.scripted import ScriptedModel
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from copilot.writing import ExactTokenCounter, ModelWriter, PromptBook
from copilot.writing.events import WriteEvent
from tests.support.items import IDEAS, MEI, Scribe, a_slot, plan_items, plan_tips, with_writer
from tests.support.shop import ROOT


def run_of(copilot: Copilot, ids: list[str]) -> RunProgress:
    writing = copilot.calendar.writing
    return outcome(writing.run_events(writing.start(copilot.brand(), ids, MEI).id), RunProgress)


def state(copilot: Copilot, item_id: str) -> ItemState:
    return copilot.store.calendar.get(item_id).state


def test_planned_items_become_drafts_of_their_author(shop: Copilot) -> None:
    ids = plan_tips(shop, 3)
    progress = run_of(shop, ids)
    assert (progress.run.state, progress.written, progress.failed) == (RunState.DONE, 3, ())
    items = [shop.store.calendar.get(i) for i in ids]
    assert {(i.state, i.author, i.version) for i in items} == {(ItemState.DRAFT, "mei", 2)}
    drafts = shop.store.drafts.many([str(i.draft_id) for i in items])
    assert {(d.task, d.model) for d in drafts.values()} == {(Task.POST, "offline")}
    assert [e.deed for e in shop.store.audit.of("shanque", ids[0])] == [Deed.WRITTEN, Deed.PLANNED]


def test_each_item_is_told_as_it_is_written(shop: Copilot) -> None:
    ids, writing = plan_tips(shop, 2), shop.calendar.writing
    scribed = with_writer(shop, scribe := Scribe())
    writing = scribed.calendar.writing
    scribe.may_write.clear()
    events = writing.run_events(writing.start(scribed.brand(), ids, MEI).id)
    told = []
    threading.Timer(0, scribe.may_write.set).start()
    told = list(events)
    assert {e.item_id for e in told if isinstance(e, ItemWritten)} == set(ids)
    assert isinstance(told[-1], RunProgress)


def test_what_is_looked_up_for_the_items_of_a_run_is_encoded_in_one_go(shop: Copilot) -> None:
    ids = plan_tips(shop, 3)
    ideas = [shop.store.calendar.get(i).slot.idea for i in ids]
    with patch.object(BuiltInEmbedder, "embed", autospec=True, side_effect=BuiltInEmbedder.embed) as embed:
        run_of(shop, ids)
    asked = [list(call.args[1]) for call in embed.call_args_list]
    assert asked[0] == ideas
    assert not any(idea in texts for texts in asked[1:] for idea in ideas)


def test_a_run_is_written_without_an_embedder_that_answers(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    with patch.object(BuiltInEmbedder, "embed", side_effect=ModelUnreachable("nobody there")):
        assert run_of(shop, ids).written == 2


def test_starting_twice_writes_once(shop: Copilot) -> None:
    ids = plan_tips(shop, 3)
    scribed = with_writer(shop, scribe := Scribe())
    writing = scribed.calendar.writing
    scribe.may_write.clear()
    first = writing.start(scribed.brand(), ids, MEI)
    assert writing.start(scribed.brand(), ids, MEI).id == first.id
    scribe.may_write.set()
    list(writing.run_events(first.id))
    assert len(scribe.briefs) == 3
    with pytest.raises(InvalidInput) as refused:
        writing.start(scribed.brand(), ids, MEI)
    assert refused.value.code == "nothing_to_write"


def test_a_run_that_is_paused_takes_up_nothing_more_and_goes_on_when_resumed(shop: Copilot) -> None:
    ids = plan_tips(shop, 5)
    scribed = with_writer(shop, scribe := Scribe(), hands=1)
    writing = scribed.calendar.writing
    scribe.may_write.clear()
    run = writing.start(scribed.brand(), ids, MEI)
    assert scribe.asked.acquire(timeout=10)
    paused = writing.pause(run.id, MEI)
    assert (paused.run.state, paused.in_hand, paused.left) == (RunState.PAUSED, 1, 5)
    scribe.may_write.set()
    writing.crew.wait(run.id, 10)
    assert writing.progress(run.id).written == 1
    writing.resume(run.id, MEI)
    writing.crew.wait(run.id, 10)
    assert (writing.progress(run.id).written, len(scribe.briefs)) == (5, 5)


def test_a_run_resumed_before_its_hands_have_left_has_all_hands_again(shop: Copilot) -> None:
    ids = plan_tips(shop, 6)
    scribed = with_writer(shop, scribe := Scribe(), hands=2)
    writing = scribed.calendar.writing
    scribe.may_write.clear()
    run = writing.start(scribed.brand(), ids, MEI)
    assert scribe.asked.acquire(timeout=10)
    assert scribe.asked.acquire(timeout=10)
    writing.pause(run.id, MEI)
    writing.resume(run.id, MEI)
    scribe.may_write.set()
    writing.crew.wait(run.id, 10)
    assert (writing.progress(run.id).written, len(scribe.briefs)) == (6, 6)


def test_after_a_restart_a_run_is_interrupted_until_somebody_resumes_it(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    scribed = with_writer(shop, scribe := Scribe(), hands=1)
    scribe.may_write.clear()
    run = scribed.calendar.writing.start(scribed.brand(), ids, MEI)
    assert scribe.asked.acquire(timeout=10)
    scribed.calendar.writing.crew._at_work[run.id].stop()
    scribe.may_write.set()
    scribed.calendar.writing.crew.wait(run.id, 10)
    restarted = with_writer(shop, Scribe(), hands=1).calendar.writing
    left = restarted.progress(run.id)
    assert (left.interrupted, left.written, left.left) == (True, 1, 1)
    assert restarted.latest(shop.brand()) == left
    restarted.resume(run.id, MEI)
    restarted.crew.wait(run.id, 10)
    assert (restarted.progress(run.id).run.state, restarted.progress(run.id).written) == (RunState.DONE, 2)


def test_what_fails_is_listed_with_its_code_and_can_be_tried_again(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    scribed = with_writer(shop, scribe := Scribe(failure=PromptInvalid("no", prompt="post", detail="x")))
    progress = run_of(scribed, ids)
    assert set(progress.failed) == {Failed(i, "prompt_invalid") for i in ids}
    kept = shop.store.calendar.get(ids[0])
    assert (kept.state, kept.why, kept.draft_id) == (ItemState.PLANNED, "prompt_invalid", None)
    assert shop.store.audit.of("shanque", ids[0])[0].deed is Deed.FAILED
    scribe.failure = None
    scribed.calendar.writing.retry_failed(progress.run.id, MEI)
    scribed.calendar.writing.crew.wait(progress.run.id, 10)
    again = scribed.calendar.writing.progress(progress.run.id)
    assert (again.written, again.failed, state(shop, ids[0])) == (2, (), ItemState.DRAFT)


def test_an_error_of_our_own_fails_one_item_and_not_the_run(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    progress = run_of(with_writer(shop, Scribe(failure=ZeroDivisionError())), ids)
    assert (progress.run.state, {f.code for f in progress.failed}) == (RunState.DONE, {"error"})


def test_a_model_that_is_down_leaves_an_offline_text_with_a_notice(shop: Copilot) -> None:
    ids = plan_tips(shop, 1)
    down = ModelRefused("no", model="m", status=401, detail="")
    run_of(with_writer(shop, Scribe(failure=down)), ids)
    draft = shop.store.drafts.get(str(shop.store.calendar.get(ids[0]).draft_id))
    assert draft is not None
    assert (draft.model, draft.notices[0].code) == ("offline", NoticeCode.OFFLINE_FALLBACK)


def test_an_item_that_somebody_changed_meanwhile_is_left_to_them(shop: Copilot) -> None:
    ids = plan_tips(shop, 1)
    scribed = with_writer(shop, scribe := Scribe())
    scribe.may_write.clear()
    run = scribed.calendar.writing.start(scribed.brand(), ids, MEI)
    assert scribe.asked.acquire(timeout=10)
    shop.store.calendar.change(ids[0], 1, lambda i: replace(i, why="moved"), Done("lin", Deed.MOVED))
    scribe.may_write.set()
    events = list(scribed.calendar.writing.run_events(run.id))
    assert scribed.calendar.writing.progress(run.id).failed == (Failed(ids[0], "item_changed"),)
    assert [e for e in events if isinstance(e, ItemFailed)] in ([ItemFailed(ids[0], "item_changed")], [])
    kept = shop.store.calendar.get(ids[0])
    assert (kept.state, kept.why, kept.version) == (ItemState.PLANNED, "moved", 2)


def test_a_sequence_is_written_in_its_order_and_each_part_knows_the_others(shop: Copilot) -> None:
    places = [SequencePlace("s", SequenceKind.LAUNCH, f"p{n}", n, 3) for n in (1, 2, 3)]
    ids = plan_items(shop, [a_slot(f"p{p.number}", day=5 - p.number, idea=IDEAS[p.number], sequence=p) for p in places])
    scribed = with_writer(shop, scribe := Scribe(), hands=3)
    run_of(scribed, ids)
    assert [b.topic for b in scribe.briefs] == list(IDEAS[1:4])
    assignment = scribe.briefs[1].assignment
    assert assignment is not None
    part = assignment.part
    assert part is not None
    assert [(t.words, t.written) for t in part.before] == [("晚上七点以后少喝。", True)]
    assert part.following is not None
    assert (part.following.words, part.following.written) == ("没拆封七天内能退", False)


def test_the_day_of_the_brief_is_the_items(shop: Copilot) -> None:
    ids = plan_items(shop, [a_slot("late", day=10)])
    scribed = with_writer(shop, scribe := Scribe())
    run_of(scribed, ids)
    brief = scribe.briefs[0]
    assert (brief.at.isoformat(), brief.variants) == ("2026-12-04", 1)
    assert brief.assignment is not None
    assert brief.assignment.audience == "老客群"


def test_a_text_that_says_what_another_says_is_written_again(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    same = "茶罐拧不开，用热毛巾焐一分钟再拧。"
    scribed = with_writer(shop, scribe := Scribe(same, same, "水烧到九十度就关火，白茶不用滚水。"), hands=1)
    progress = run_of(scribed, ids)
    assert (len(scribe.briefs), progress.written, progress.usage) == (3, 2, Usage(3000, 300))
    assert same in scribe.briefs[2].said
    draft = shop.store.drafts.get(str(shop.store.calendar.get(ids[1]).draft_id))
    assert draft is not None
    assert (draft.text, draft.notices) == ("水烧到九十度就关火，白茶不用滚水。", ())


def test_a_text_that_stays_alike_is_kept_and_says_so(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    scribed = with_writer(shop, Scribe(*["茶罐拧不开，用热毛巾焐一分钟再拧。"] * 4), hands=1)
    run_of(scribed, ids)
    draft = shop.store.drafts.get(str(shop.store.calendar.get(ids[1]).draft_id))
    assert draft is not None
    notice = draft.notices[0]
    assert (notice.code, notice.about, notice.count) == (NoticeCode.ALIKE, "11-24 09:30", 100)


def test_tokens_and_cost_are_counted_as_they_were(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    progress = run_of(with_writer(shop, Scribe()), ids)
    assert (progress.usage, progress.currency) == (Usage(2000, 200), "¥")
    assert progress.cost == pytest.approx(0.0056)


def test_an_estimate_counts_the_real_prompts(shop: Copilot) -> None:
    ids = plan_tips(shop, 4)
    model = ModelWriter(ScriptedModel([]), PromptBook.load(ROOT / "prompts"), ExactTokenCounter())
    estimate = with_writer(shop, model).calendar.writing.estimate(shop.brand(), [*ids, "gone"])
    assert estimate.items == 4
    assert 4 * 500 < estimate.usage.prompt < 4 * 2200
    assert 4 * 30 < estimate.usage.answer < 4 * 200
    assert estimate.cost == pytest.approx((estimate.usage.prompt * 2 + estimate.usage.answer * 8) / 1_000_000)


def test_offline_an_estimate_says_that_nothing_is_spent(shop: Copilot) -> None:
    estimate = shop.calendar.writing.estimate(shop.brand(), plan_tips(shop, 2))
    assert (estimate.items, estimate.offline, estimate.usage, estimate.cost) == (2, True, Usage(), None)


def test_another_try_says_something_else_and_keeps_the_former_draft(shop: Copilot) -> None:
    ids = plan_tips(shop, 1)
    run_of(shop, ids)
    before = shop.store.calendar.get(ids[0])
    after = shop.calendar.writing.rewrite(ids[0], before.version, MEI)
    texts = shop.store.drafts.texts([str(before.draft_id), str(after.draft_id)])
    assert len(set(texts.values())) == 2
    with pytest.raises(Conflict):
        shop.calendar.writing.rewrite(ids[0], before.version, MEI)


def test_what_was_submitted_is_not_written_anew(shop: Copilot) -> None:
    ids = plan_tips(shop, 1)
    shop.store.calendar.change(ids[0], 1, lambda i: replace(i, state=ItemState.SUBMITTED), Done("mei", Deed.SUBMITTED))
    with pytest.raises(InvalidInput) as refused:
        shop.calendar.writing.rewrite(ids[0], 2, MEI)
    assert refused.value.code == "item_not_writable"


def test_where_the_budget_is_used_up_a_run_pauses_and_says_why(shop: Copilot) -> None:
    ids = plan_tips(shop, 3)
    scribed = with_writer(shop, Scribe(failure=BudgetReached("all is spent")))
    progress = run_of(scribed, ids)
    assert (progress.run.state, progress.run.why, progress.left) == (RunState.PAUSED, "budget_reached", 3)
    assert {state(scribed, i) for i in ids} == {ItemState.PLANNED}


def test_what_is_left_may_be_written_offline_then_with_a_notice(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    scribed = with_writer(shop, Scribe(failure=BudgetReached("all is spent")))
    writing, run_id = scribed.calendar.writing, run_of(scribed, ids).run.id
    writing.resume(run_id, MEI, offline=True)
    progress = outcome(writing.run_events(run_id), RunProgress)
    assert (progress.run.state, progress.run.why, progress.written) == (RunState.DONE, "", 2)
    drafts = shop.store.drafts.many([str(shop.store.calendar.get(i).draft_id) for i in ids])
    assert {(d.model, d.notices[0].code) for d in drafts.values()} == {("offline", NoticeCode.OFFLINE_BUDGET)}


def test_resumed_with_the_model_a_run_goes_on_when_there_is_money_again(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    scribed = with_writer(shop, scribe := Scribe(failure=BudgetReached("all is spent")))
    writing, run_id = scribed.calendar.writing, run_of(scribed, ids).run.id
    scribe.failure = None
    writing.resume(run_id, MEI)
    assert outcome(writing.run_events(run_id), RunProgress).written == 2


def test_another_try_does_not_replace_a_text_by_an_offline_one_for_want_of_money(shop: Copilot) -> None:
    ids = plan_tips(shop, 1)
    run_of(shop, ids)
    scribed = with_writer(shop, Scribe(failure=BudgetReached("all is spent")))
    with pytest.raises(BudgetReached):
        scribed.calendar.writing.rewrite(ids[0], 2, MEI)
    assert shop.store.calendar.get(ids[0]).version == 2


def test_items_of_one_product_tell_one_audience_by_different_angles_within_two_weeks(shop: Copilot) -> None:
    purposes = (Purpose.OFFER, Purpose.LAST_CALL, Purpose.EASE, Purpose.TIP, Purpose.NEED)
    slots = [
        replace(a_slot(f"i{n}", day=2 * n, idea=IDEAS[n]), purpose=purpose, product="高山白茶")
        for n, purpose in enumerate(purposes)
    ]
    writer = with_writer(shop, scribe := Scribe())
    run_of(writer, plan_items(shop, slots))
    given = [brief.angle for brief in scribe.briefs]
    assert None not in given
    assert len(set(given)) == len(slots)


def test_an_item_keeps_away_from_the_angle_of_one_that_is_written(shop: Copilot) -> None:
    slots = [replace(a_slot(f"i{n}", day=n, idea=IDEAS[n]), product="高山白茶") for n in range(2)]
    first, second = plan_items(shop, slots)
    run_of(shop, [first])
    told = shop.store.drafts.ideas([str(shop.store.calendar.get(first).draft_id)])
    writer = with_writer(shop, scribe := Scribe())
    run_of(writer, [second])
    assert scribe.briefs[0].told == tuple(told.values())
    assert scribe.briefs[0].angle not in told.values()


def test_other_products_and_audiences_may_be_told_by_the_same_angle(shop: Copilot) -> None:
    tea = replace(a_slot("i0"), product="高山白茶")
    slots = [
        tea,
        replace(tea, id="i1", product="陈皮普洱", idea=IDEAS[1]),
        replace(tea, id="i2", audience_id="h", idea=IDEAS[2]),
    ]
    writer = with_writer(shop, scribe := Scribe())
    run_of(writer, plan_items(shop, slots))
    assert [brief.angle for brief in scribe.briefs] == [Angle.TIP] * 3


def test_a_text_that_was_paid_for_is_kept_when_there_is_no_money_for_another_try(shop: Copilot) -> None:
    ids = plan_tips(shop, 2)
    same = "茶罐拧不开，用热毛巾焐一分钟再拧。"

    class Poor(Scribe):
        def write(self, brief: Brief, evidence: Evidence) -> Iterator[WriteEvent]:
            if len(self.briefs) == 2:
                raise BudgetReached("all is spent")
            yield from super().write(brief, evidence)

    progress = run_of(with_writer(shop, Poor(same, same), hands=1), ids)
    assert (progress.written, progress.usage) == (2, Usage(2000, 200))
