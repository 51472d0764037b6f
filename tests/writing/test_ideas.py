"""Variants are built on different ideas that the step asks for and the evidence can carry."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from copilot.domain.audience import Segment
from copilot.domain.conversation import Escalation, Move, Objection, Reading, Stand
from copilot.domain.draft import Angle, Brief, Task
from copilot.domain.evidence import Evidence, Role
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.writing.ideas import choose_ideas
from copilot.writing.prompt_book import PromptBook
from copilot.writing.prompt_files import IdeasFile
from tests.writing.conftest import brief_for, evidence_of


def test_a_product_without_a_step_is_told_by_scene_pain_and_proof(book: PromptBook, evidence: Evidence) -> None:
    ideas = choose_ideas(book.ideas, brief_for(step=None), evidence)
    assert [i.kind for i in ideas] == [Angle.SCENE, Angle.PAIN, Angle.PROOF]


def test_an_idea_without_its_evidence_is_passed_over(book: PromptBook) -> None:
    ideas = choose_ideas(book.ideas, brief_for(step=Step.TRUST), evidence_of((Role.BENEFIT, "齿宽")))
    kinds = [i.kind for i in ideas]
    assert len(kinds) == 3
    assert not {Angle.PROOF, Angle.VOICES, Angle.NUMBER, Angle.OFFER} & set(kinds)


@pytest.mark.parametrize(
    "brief", [brief_for(Task.POST, step=None, node=Node.OPERATE), brief_for(Task.POST, step=Step.INTEREST)]
)
def test_who_is_not_asked_to_buy_is_told_no_price_whatever_there_is(book: PromptBook, brief: Brief) -> None:
    evidence = evidence_of((Role.OFFER, "会员价 99 元"), (Role.POLICY, "七天可退"))
    assert not {Angle.OFFER, Angle.NUMBER} & {i.kind for i in choose_ideas(book.ideas, brief, evidence)}


def test_a_step_that_nobody_knows_forbids_nothing(book: PromptBook) -> None:
    with pytest.raises(ValidationError, match="no such step or node: operating"):
        IdeasFile.model_validate(book.ideas.model_dump() | {"never": {"operating": ["offer"]}})


@pytest.mark.parametrize("step", Step)
def test_there_are_as_many_different_ideas_as_wanted_even_without_evidence(book: PromptBook, step: Step) -> None:
    for task in Task:
        ideas = choose_ideas(book.ideas, brief_for(task, step=step, variants=4), Evidence())
        assert len({i.kind for i in ideas}) == 4


def test_a_customer_who_wants_no_more_messages_is_let_go_and_nothing_else(book: PromptBook, evidence: Evidence) -> None:
    reading = Reading(Stand.OTHER, None, says_stop=True, escalation=Escalation.COMPLAINT)
    ideas = choose_ideas(book.ideas, brief_for(Task.REPLY, step=None, reading=reading), evidence)
    assert [i.kind for i in ideas] == [Move.LET_GO]


def test_a_case_for_a_colleague_is_held(book: PromptBook, evidence: Evidence) -> None:
    reading = Reading(Stand.SERVICE, None, escalation=Escalation.MEDICAL)
    ideas = choose_ideas(book.ideas, brief_for(Task.REPLY, step=None, node=Node.OPERATE, reading=reading), evidence)
    assert ideas[0].kind is Move.HOLD


def test_the_objection_weighs_more_than_the_step(book: PromptBook, evidence: Evidence) -> None:
    reading = Reading(Stand.CONVERT, Step.TRUST, Objection.PRICE)
    ideas = choose_ideas(book.ideas, brief_for(Task.REPLY, reading=reading), evidence)
    assert [i.kind for i in ideas] == [Move.LOWER_COST, Move.ASK, Move.PROVE]


def test_ideas_are_named_in_the_language_of_the_brief(book: PromptBook, evidence: Evidence) -> None:
    names = [[i.name for i in choose_ideas(book.ideas, brief_for(language=lang), evidence)] for lang in Language]
    assert names == [["场景", "痛点", "提问"], ["Scene", "Pain", "Question"]]


def test_what_convinces_the_segment_comes_first(book: PromptBook, evidence: Evidence) -> None:
    reading = Reading(Stand.CONVERT, Step.TRUST, Objection.PRICE)
    segment = Segment("new", "头一回来的人", convinces=("先问清楚",), repels=("讲价",))
    brief = replace(brief_for(Task.REPLY, reading=reading), segment=segment)
    assert choose_ideas(book.ideas, brief, evidence)[0].kind is Move.ASK


def test_no_segment_changes_what_who_feels_disturbed_gets(book: PromptBook, evidence: Evidence) -> None:
    brief = brief_for(Task.REPLY, step=None, reading=Reading(Stand.OTHER, None, Objection.DISTURBED))
    eager = replace(brief, segment=Segment("x", "x", convinces=("会员价", "差评也给看")))
    assert choose_ideas(book.ideas, eager, evidence) == choose_ideas(book.ideas, replace(brief, segment=None), evidence)


def test_an_angle_told_of_late_comes_after_all_others(book: PromptBook, evidence: Evidence) -> None:
    brief = replace(brief_for(step=Step.NEED, variants=2), told=(Angle.SCENE, Angle.PAIN))
    assert [i.kind for i in choose_ideas(book.ideas, brief, evidence)] == [Angle.QUESTION, Angle.OBJECTION]


def test_where_every_angle_was_told_the_one_told_longest_ago_comes_first(book: PromptBook, evidence: Evidence) -> None:
    told = (Angle.SCENE, *(a for a in Angle if a not in (Angle.SCENE, Angle.PROOF)), Angle.PROOF)
    brief = replace(brief_for(step=Step.TRUST, variants=1), told=told)
    assert [i.kind for i in choose_ideas(book.ideas, brief, evidence)] == [Angle.PROOF]


def test_an_angle_that_evidence_suits_comes_before_one_that_goes_without(book: PromptBook) -> None:
    ideas = choose_ideas(book.ideas, brief_for(step=Step.NEED), evidence_of((Role.FAQ, "湿布擦就行。")))
    assert [i.kind for i in ideas] == [Angle.OBJECTION, Angle.TIP, Angle.SCENE]


def test_a_story_is_not_asked_for_where_nothing_was_told(book: PromptBook) -> None:
    ideas = choose_ideas(book.ideas, brief_for(Task.POST, step=None, variants=5), Evidence())
    assert Angle.STORY not in {i.kind for i in ideas}
