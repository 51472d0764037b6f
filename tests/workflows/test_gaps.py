"""Gaps: collected without personal data, grouped by meaning, answered on the spot."""

import json

import pytest
from sqlalchemy import text

from copilot.domain.gap import GapState, Unanswered
from copilot.domain.ladder import Step
from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot

ASKED, REWORDED, OTHER = "你们门店能带狗进去吗", "可以带宠物进店吗", "wifi密码是什么"


def test_searches_without_a_good_answer_are_counted_by_what_they_mean(shop: Copilot) -> None:
    for question in (ASKED, REWORDED, OTHER, "高山白茶怎么泡"):
        shop.search(question)
    first, second = shop.gaps()
    assert (first.question, first.times, first.wordings) == (ASKED, 2, (REWORDED,))
    assert (second.question, second.times) == (OTHER, 1)


def test_the_gaps_of_a_draft_are_collected_by_task(shop: Copilot) -> None:
    draft = shop.selling_points(Ask(product="陈皮普洱", step=Step.TRUST))
    assert draft.gaps != ()
    (gap,) = shop.gaps()
    assert (dict(gap.tasks), gap.role, gap.question) == ({"selling_points": 1}, draft.gaps[0].role, "陈皮普洱")


@pytest.mark.parametrize(
    "asked",
    [
        "你们店里的wifi密码是多少",
        "想问下店里wifi密码",
        "wifi密码发我一下",
        "what is the wifi password",
        "tell me the wifi password",
    ],
)
def test_a_reply_leaves_a_gap_for_a_question_that_nothing_answers(shop: Copilot, asked: str) -> None:
    shop.reply(json.dumps([{"role": "customer", "text": asked}]))
    (gap,) = [gap for gap in shop.gaps() if gap.role is None]
    assert (dict(gap.tasks), gap.question) == ({"reply": 1}, asked)


def test_small_talk_leaves_no_gap(shop: Copilot) -> None:
    shop.reply(json.dumps([{"role": "customer", "text": "哈哈好的，明天过来拿"}]))
    assert [gap for gap in shop.gaps() if gap.role is None] == []


def test_one_question_about_two_people_is_two(shop: Copilot) -> None:
    brand = shop.brand()
    asked = ("孕妇能办卡吗", "小孩能办卡吗", "怀孕了可以办卡吗")
    shop.store.gaps.note(brand.id, [Unanswered(text, "search") for text in asked])
    assert sorted(gap.times for gap in shop.gaps()) == [1, 2]


def test_personal_data_is_never_kept(shop: Copilot) -> None:
    shop.search("wifi密码发到13812345678")
    (gap,) = shop.gaps()
    assert "13812345678" not in gap.question
    assert "wifi密码" in gap.question


def test_an_answer_is_an_faq_passage_found_at_once_and_closes_the_gap(shop: Copilot) -> None:
    shop.search(ASKED)
    (gap,) = shop.gaps()
    answered = shop.answer_gap(gap.id, "可以的，牵好绳子就行。\n二楼不能带。", Ask(product="白茶"))
    hit = shop.search(REWORDED)[0].passage
    assert answered.state is GapState.ANSWERED
    assert "牵好绳子" in hit.text
    assert "二楼不能带" in hit.text
    assert (hit.role, hit.product, hit.source.document_id) == ("faq", "高山白茶", answered.document_id)
    assert [g.state for g in shop.gaps()] == [GapState.ANSWERED]


def test_an_answer_can_be_changed_deleted_and_its_question_comes_back(shop: Copilot) -> None:
    shop.search(ASKED)
    gap = shop.answer_gap(shop.gaps()[0].id, "可以的。")
    brand = shop.brand()
    gap = shop.answer_gap(gap.id, "不可以，门口有拴绳的地方。")
    assert gap.document_id is not None
    assert len(shop.store.documents.versions(brand.id, gap.document_id)) == 2
    assert "拴绳" in shop.search(ASKED)[0].passage.text
    shop.learning.delete(brand, gap.document_id)
    assert all("拴绳" not in hit.passage.text for hit in shop.search(ASKED))
    (again,) = shop.gaps()
    assert again.times == 2


def test_an_answer_that_looks_like_markup_stays_one_answer(shop: Copilot) -> None:
    shop.search(ASKED)
    shop.answer_gap(shop.gaps()[0].id, "# 可以\n- 牵绳\n1. 不上二楼")
    passage = shop.search(ASKED)[0].passage
    assert passage.text.splitlines()[-3:] == ["可以", "牵绳", "不上二楼"]


def test_not_needed_can_be_taken_back(shop: Copilot) -> None:
    shop.search(ASKED)
    gap = shop.gaps()[0]
    shop.gapping.not_needed(shop.brand(), gap.id)
    shop.search(ASKED)
    assert [(g.state, g.times) for g in shop.gaps()] == [(GapState.NOT_NEEDED, 2)]
    shop.gapping.reopen(shop.brand(), gap.id)
    assert shop.gaps()[0].state is GapState.OPEN


def test_a_gap_that_cannot_be_noted_takes_nothing_away(shop: Copilot) -> None:
    with shop.store.db.writing() as connection:
        connection.execute(text("DROP TABLE gap_questions"))
    assert shop.search(ASKED) != ()


def test_an_empty_answer_and_an_unknown_gap_are_refused(shop: Copilot) -> None:
    shop.search(ASKED)
    with pytest.raises(InvalidInput):
        shop.answer_gap(shop.gaps()[0].id, "  \n")
    with pytest.raises(UnknownName):
        shop.answer_gap(999, "好")
