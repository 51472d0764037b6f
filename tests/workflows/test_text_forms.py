"""Texts of a form on the one road: asked for, written offline or by a model, checked, kept, edited; in the calendar, too."""

from dataclasses import replace

import pytest

from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.writing_run import RunProgress
from copilot.errors import UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from tests.support.items import MEI, a_slot, plan_items
from tests.support.shop import written_by

SURVEY = """\
【1｜提问】
标题：白茶喝得怎么样
说明：三个问题，不答也行。
问题 1：几点喝？
A. 早上
B. 下午
问题 2：怎么泡？
A. 盖碗
B. 保温杯
问题 3：还想问什么？
A. 水温
B. 没有
收尾：周五说结果。"""


def test_a_form_brings_its_channel_node_and_number_of_texts(known_shop: Copilot) -> None:
    draft = known_shop.post(Ask(persona="小满", text_form="short_video_script", topic="白茶怎么泡"))
    assert (draft.text_form, draft.channel, draft.node, draft.step) == (
        "short_video_script", Channel.VIDEO_CHANNEL, Node.CONVERT, Step.INTEREST,
    )  # fmt: skip
    assert len(draft.variants) == 2
    parts = [(p.id, p.number) for p in draft.variants[0].parts]
    assert parts[:3] == [("title", 1), ("hook", 1), ("scene", 1)]
    assert known_shop.store.drafts.get(draft.id) == draft


def test_what_the_knowledge_lacks_is_a_gap_and_blocks_until_it_is_filled_in(shop: Copilot) -> None:
    draft = shop.post(Ask(persona="小满", text_form="referral_invitation"))
    assert "老带新规则" in {gap.about for gap in draft.gaps}
    assert "form_hole" in {f.rule for f in draft.variants[0].findings}
    told = draft.text.replace("[待补：老带新规则]", "朋友来了您和朋友各得一小罐")
    assert "form_hole" not in {f.rule for f in shop.revise(draft, 1, told).variants[0].findings}


def test_an_edit_keeps_the_parts_and_misses_what_was_taken_out(known_shop: Copilot) -> None:
    draft = known_shop.post(Ask(persona="小满", text_form="survey", topic="白茶"))
    shorter = draft.text.split("问题 3")[0]
    edited = known_shop.revise(draft, 1, shorter).variants[0]
    assert [p.id for p in edited.parts] == ["title", "why", "question", "question"]
    assert "form_part_missing" in {f.rule for f in edited.findings}


def test_a_model_is_told_the_form_and_its_parts_are_read(known_shop: Copilot) -> None:
    copilot, model = written_by(known_shop, SURVEY)
    draft = copilot.post(Ask(persona="小满", text_form="survey", topic="白茶"))
    prompt = model.requests[0].messages[-1].content
    assert "写的是“小调查”" in prompt
    assert "问题 1：一次只问一件" in prompt
    assert draft.text.startswith("标题：白茶喝得怎么样")
    assert [p.id for p in draft.variants[0].parts] == ["title", "why", *["question"] * 3, "thanks"]
    assert not {f.rule for f in draft.variants[0].findings if f.kind == "form"}


def test_a_text_without_a_form_is_as_it_was(known_shop: Copilot) -> None:
    draft = known_shop.post(Ask(persona="小满", topic="白茶怎么泡"))
    assert (draft.text_form, draft.channel, len(draft.variants)) == ("", Channel.MOMENTS, 3)
    assert all(v.parts == () for v in draft.variants)


def test_a_text_of_one_s_own_is_checked_as_a_form(known_shop: Copilot) -> None:
    checked = known_shop.check("快递晚了，我们重发。", Ask(text_form="apology", channel=Channel.GROUP))
    assert "form_part_missing" in {f.rule for f in checked.findings}


@pytest.mark.parametrize(("form", "origin"), [("sonnet", ""), ("welcome", "moon")])
def test_forms_and_origins_that_are_not_there_are_named(known_shop: Copilot, form: str, origin: str) -> None:
    with pytest.raises(UnknownName):
        known_shop.post(Ask(persona="小满", text_form=form, origin=origin))


@pytest.mark.parametrize(
    ("purpose", "channel", "form"),
    [
        (Purpose.LIVE, Channel.LIVE, "live_rundown"),
        (Purpose.VIDEO, Channel.VIDEO_CHANNEL, "short_video_script"),
        (Purpose.SURVEY, Channel.GROUP, "survey"),
        (Purpose.REFERRAL, Channel.PRIVATE_CHAT, "referral_invitation"),
        (Purpose.TIP, Channel.GROUP, ""),
        (Purpose.VIDEO, Channel.GROUP, ""),
    ],
)
def test_an_item_s_purpose_chooses_its_form(shop: Copilot, purpose: Purpose, channel: Channel, form: str) -> None:
    chosen = shop.briefing.form_of_item(purpose, channel)
    assert (chosen.id if chosen else "") == form


def test_an_item_of_the_calendar_is_written_and_checked_in_its_form(shop: Copilot) -> None:
    live = replace(a_slot("live"), purpose=Purpose.LIVE, channel=Channel.LIVE, node=Node.CONVERT)
    ids = plan_items(shop, [live])
    writing = shop.calendar.writing
    outcome(writing.run_events(writing.start(shop.brand(), ids, MEI).id), RunProgress)
    item = shop.store.calendar.get(ids[0])
    draft = shop.store.drafts.get(str(item.draft_id))
    assert draft is not None
    assert draft.text_form == "live_rundown"
    assert draft.text.startswith(f"{item.slot.time:%H:%M} 开场（5 分钟）：")
    assert not {f.rule for f in draft.variants[0].findings} & {"form_part_missing", "form_overtime", "length_soft"}
