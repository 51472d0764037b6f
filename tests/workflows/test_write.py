"""Selling points and posts: written, cited, checked, stored; offline, with a model, and when the model fails."""

from dataclasses import replace
from pathlib import Path

import pytest

from copilot.domain.channel import Channel
from copilot.domain.draft import Draft, Notice, NoticeCode, Severity, Task, opening_of
from copilot.domain.evidence import Role
from copilot.domain.ladder import Node, Step
from copilot.errors import Conflict, InvalidInput, ModelRefused, UnknownName
from copilot.ports import TextDelta
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from copilot.writing.events import Restarted
from tests.support.model_server import ModelServer
from tests.support.shop import written_by
from tests.workflows.conftest import OpenCopilot

WHITE_TEA = Ask(product="白茶")


THREE = "【1｜场景】下午三点那一杯，不涩[2]。\n【2｜痛点】九十度的水，第一泡等二十秒[1]。\n【3｜提问】您几点喝茶？"


def test_offline_selling_points_are_three_and_stored(known_shop: Copilot) -> None:
    draft = known_shop.selling_points(WHITE_TEA)
    assert len({v.plain for v in draft.variants}) == 3
    assert (draft.model, draft.product, draft.step, draft.version) == ("offline", "高山白茶", Step.INTEREST, 1)
    assert known_shop.store.drafts.get(draft.id) == draft
    assert known_shop.store.drafts.recent("shanque", Task.SELLING_POINTS, 1) == (draft,)


def test_citations_are_frozen_words_of_the_document(known_shop: Copilot) -> None:
    draft = known_shop.selling_points(Ask(product="白茶", step=Step.ACTION))
    citations = [c for v in draft.variants for c in v.citations]
    kept = {p.id: p.text for batch in known_shop.store.documents.batches("shanque") for p in batch}
    quoted = [c for c in citations if c.passage_id in kept]
    assert citations
    assert all(c.quote == kept[c.passage_id] for c in quoted)
    assert {c.document for c in citations} <= {"faq.md", "价格.csv", "评价.csv"}


def test_a_citation_outlives_its_document(shop: Copilot) -> None:
    draft = shop.selling_points(Ask(product="白茶", step=Step.ACTION))
    before = [v.citations for v in draft.variants]
    for document in shop.store.documents.all("shanque"):
        shop.learning.delete(shop.brand(), document.id)
    again = shop.store.drafts.get(draft.id)
    assert again is not None
    assert [v.citations for v in again.variants] == before
    assert any(before)


def test_what_the_knowledge_lacks_is_said(known_shop: Copilot) -> None:
    draft = known_shop.selling_points(Ask(product="陈皮普洱", step=Step.TRUST))
    assert Role.PROOF in {gap.role for gap in draft.gaps}


def test_a_post_is_in_a_persona_s_name_and_for_its_channel(known_shop: Copilot) -> None:
    draft = known_shop.post(Ask(persona="小满", channel=Channel.GROUP, topic="降温了喝什么"))
    assert (draft.persona_id, draft.channel, draft.node) == ("xiaoman", Channel.GROUP, Node.OPERATE)
    assert (draft.step, draft.topic) == (None, "降温了喝什么")
    assert len(draft.variants) == 3
    assert not any("宝子" in v.plain for v in draft.variants)


def test_the_next_draft_does_not_say_the_same(shop: Copilot) -> None:
    first, second = shop.selling_points(WHITE_TEA), shop.selling_points(WHITE_TEA)
    assert {v.plain for v in first.variants}.isdisjoint(v.plain for v in second.variants)


def test_an_angle_comes_again_for_one_product_and_audience_only_with_a_notice(shop: Copilot) -> None:
    tea = Ask(product="白茶", channel=Channel.MOMENTS)
    told: set[object] = set()
    for _ in range(6):
        draft = shop.post(tea)
        ideas = {v.idea for v in draft.variants}
        again = next((n.about.split() for n in draft.notices if n.code is NoticeCode.ANGLES_AGAIN), [])
        assert len(ideas) == len(draft.variants)
        assert {str(idea) for idea in ideas & told} == set(again)
        told |= ideas
    elsewhere = shop.post(replace(tea, channel=Channel.GROUP))
    assert not [n for n in elsewhere.notices if n.code is NoticeCode.ANGLES_AGAIN]


def test_no_two_drafts_of_a_brand_open_alike(shop: Copilot) -> None:
    drafts = [shop.post(Ask(product=product)) for product in ("白茶", "陈皮普洱", None) for _ in range(3)]
    openings = [opening_of(v.text) for draft in drafts for v in draft.variants]
    assert len(set(openings)) == len(openings)


@pytest.mark.parametrize(
    ("ask", "code", "known"),
    [
        (Ask(brand="没有"), "unknown_brand", "山雀茶"),
        (Ask(product="抹茶"), "unknown_product", "高山白茶, 桂花乌龙, 陈皮普洱"),
        (Ask(persona="没有"), "unknown_persona", "小满"),
        (Ask(segment="没有"), "unknown_segment", "办公室喝茶的人"),
    ],
)
def test_a_name_nobody_has_is_refused_with_those_that_exist(
    known_shop: Copilot, ask: Ask, code: str, known: str
) -> None:
    with pytest.raises(UnknownName) as refused:
        known_shop.post(ask)
    assert (refused.value.code, refused.value.facts["known"]) == (code, known)


def test_a_model_s_answer_becomes_a_draft_that_knows_where_it_came_from(known_shop: Copilot) -> None:
    copilot, model = written_by(known_shop, THREE)
    draft = copilot.selling_points(WHITE_TEA)
    assert [v.plain for v in draft.variants] == [
        "下午三点那一杯，不涩。",
        "九十度的水，第一泡等二十秒。",
        "您几点喝茶？",
    ]
    assert (draft.model, draft.notices, len(model.requests)) == ("scripted", (), 1)
    assert draft.prompt is not None
    assert (draft.prompt.id, bool(draft.prompt.fingerprint)) == ("selling_points", True)
    assert draft.usage.prompt > 100
    assert [c.n for v in draft.variants for c in v.citations] == [2, 1]
    assert draft.variants[0].citations[0].quote == draft.evidence[1].text


def test_a_model_s_marks_stay_only_where_the_source_says_it(known_shop: Copilot) -> None:
    copilot, _ = written_by(
        known_shop, "【1｜场景】下午三点那一杯，不涩[1]。\n【2｜痛点】罐子能退[2]。\n【3｜提问】您几点喝茶？"
    )
    draft = copilot.selling_points(WHITE_TEA)
    assert [v.text for v in draft.variants] == ["下午三点那一杯，不涩[2]。", "罐子能退。", "您几点喝茶？"]
    assert Notice(NoticeCode.MARKS_PUT_RIGHT, count=2) in draft.notices
    assert [c.n for v in draft.variants for c in v.citations] == [2]
    assert draft.variants[1].findings, "a claim without a source is found all the same"


def test_text_is_streamed_before_the_draft(known_shop: Copilot) -> None:
    copilot, _ = written_by(known_shop, THREE)
    events = list(copilot.write(Task.SELLING_POINTS, WHITE_TEA))
    assert "".join(e.text for e in events if isinstance(e, TextDelta)) == THREE
    assert isinstance(events[-1], Draft)


def test_a_price_nobody_set_is_found_in_a_model_s_text(known_shop: Copilot) -> None:
    copilot, _ = written_by(known_shop, THREE.replace("不涩[2]", "只要 66 元"))
    findings = copilot.selling_points(WHITE_TEA).variants[0].findings
    assert [(f.quote, f.severity) for f in findings if f.kind == "price"] == [("66 元", Severity.BLOCK)]


def test_a_model_that_refuses_leads_to_the_offline_writer_with_a_notice(known_shop: Copilot) -> None:
    copilot, model = written_by(known_shop, ModelRefused("no"), THREE)
    events = list(copilot.write(Task.SELLING_POINTS, replace(WHITE_TEA, channel=Channel.MINI_PROGRAM)))
    draft = outcome(events, Draft)
    assert draft.notices == (Notice(NoticeCode.OFFLINE_FALLBACK, reason="model_refused"),)
    assert (draft.model, len(draft.variants), len(model.requests)) == ("offline", 3, 1)
    assert events[0] == Restarted("model_refused")


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("broken", "model_unreachable"),
        ("closed", "model_unreachable"),
        ("cut", "model_cut_off"),
        ("empty", "model_answer_unusable"),
        ("garbage", "model_answer_unusable"),
        ("unauthorized", "model_refused"),
    ],
)
def test_an_endpoint_that_misbehaves_leads_to_the_offline_writer(
    data: Path, open_copilot: OpenCopilot, mode: str, reason: str
) -> None:
    with ModelServer(mode) as server:
        copilot = open_copilot(data, model="play", base_url=server.base_url, api_key="k", model_attempts=1)
        draft = copilot.selling_points(WHITE_TEA)
    assert (draft.model, len(draft.variants)) == ("offline", 3)
    assert [(n.code, n.reason) for n in draft.notices] == [(NoticeCode.OFFLINE_FALLBACK, reason)]
    assert server.requests


def test_an_endpoint_that_answers_writes_the_draft(data: Path, open_copilot: OpenCopilot) -> None:
    with ModelServer() as server:
        copilot = open_copilot(data, model="play", base_url=server.base_url, api_key="k")
        draft = copilot.selling_points(WHITE_TEA)
    assert (draft.model, len(draft.variants), draft.notices) == ("play", 3, ())
    assert draft.usage.prompt == 120


def test_a_stray_model_call_is_named_in_the_notice(data: Path, open_copilot: OpenCopilot) -> None:
    copilot = open_copilot(data, model="gpt-of-somebody", allow_model_calls=False)
    draft = copilot.selling_points(WHITE_TEA)
    assert draft.notices == (Notice(NoticeCode.OFFLINE_FALLBACK, reason="stray_model_call"),)
    assert draft.model == "offline"


def test_an_edit_is_checked_again_and_is_the_next_version(known_shop: Copilot) -> None:
    draft = known_shop.selling_points(WHITE_TEA)
    edited = known_shop.revise(draft, 2, "高山白茶 168 元[1]，全网最低价。")
    assert (edited.version, edited.text) == (2, "高山白茶 168 元[1]，全网最低价。")
    assert "absolute" in {f.kind for f in edited.variants[1].findings}
    assert [c.n for c in edited.variants[1].citations] == [1]
    assert edited.variants[0] == draft.variants[0]


def test_of_two_edits_of_one_version_the_second_is_refused(known_shop: Copilot) -> None:
    draft = known_shop.selling_points(WHITE_TEA)
    known_shop.revise(draft, 1, "我先改的")
    with pytest.raises(Conflict):
        known_shop.revise(draft, 1, "我后改的")
    stored = known_shop.store.drafts.get(draft.id)
    assert stored is not None
    assert stored.text == "我先改的"


def test_an_edit_to_nothing_is_refused(known_shop: Copilot) -> None:
    draft = known_shop.selling_points(WHITE_TEA)
    with pytest.raises(InvalidInput) as refused:
        known_shop.revise(draft, 1, "  ")
    assert refused.value.code == "text_empty"


def test_a_persona_that_may_say_nothing_is_told_so(shop: Copilot) -> None:
    xiaoman = next(p for p in shop.store.brands.personas("shanque") if p.id == "xiaoman")
    mute = replace(xiaoman, never=("，", "。", "？", "的", "不", "是", "一", "有", "了"))
    ask = Ask(persona="小满", channel=Channel.GROUP, topic="降温了喝什么")
    brief = replace(shop.briefing.brief(Task.POST, ask, shop.today()), persona=mute)
    with pytest.raises(InvalidInput) as refused:
        list(shop.drafting.draft(brief))
    assert refused.value.code == "nothing_fits"
