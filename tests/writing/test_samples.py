"""The posts of a persona that a prompt shows are near to its subject, or always the same."""

from collections.abc import Sequence
from dataclasses import replace

from copilot.domain.draft import Task
from copilot.errors import ModelUnreachable
from copilot.knowledge.nearness import QuestionNearness
from copilot.writing.samples import choose_samples, shared_pairs
from tests.support.shop import encoder
from tests.writing.conftest import PERSONA, brief_for, item_brief


def test_samples_of_a_post_are_near_to_its_subject_in_meaning() -> None:
    brief = brief_for(Task.POST, topic="工具坏了怎么办", product=None)
    chosen = choose_samples(brief, QuestionNearness(encoder()))
    assert chosen[0] == "有位老伯来修梳齿，等了一下午。"
    assert len(chosen) == 3
    assert chosen == choose_samples(brief, QuestionNearness(encoder()))


def test_samples_of_a_calendar_item_are_near_to_its_idea() -> None:
    brief = replace(item_brief(idea="下雨天收摊早"), topic="", product=None)
    assert choose_samples(brief, shared_pairs)[0] == "下雨，早点收摊。"


def test_samples_of_a_reply_are_the_same_whatever_it_is_about() -> None:
    one, other = brief_for(Task.REPLY), brief_for(Task.REPLY, product="牛角梳", topic="泡水")
    assert choose_samples(one, shared_pairs) == choose_samples(other, shared_pairs) == PERSONA.samples[:3]


def test_a_post_without_a_subject_or_a_persona_asks_nobody() -> None:
    def nobody(_subjects: Sequence[str], _texts: Sequence[str]) -> Sequence[float]:
        raise AssertionError("asked")

    assert choose_samples(brief_for(Task.POST, product=None), nobody) == PERSONA.samples[:3]
    assert choose_samples(brief_for(Task.REPLY), nobody) == PERSONA.samples[:3]


def test_an_embedder_that_does_not_answer_is_done_without() -> None:
    def down(_subjects: Sequence[str], _texts: Sequence[str]) -> Sequence[float]:
        raise ModelUnreachable("down", model="m", status=0, detail="")

    brief = brief_for(Task.POST, topic="泡水", product=None)
    assert choose_samples(brief, down)[0] == "竹梳别泡水，泡了要裂。"
