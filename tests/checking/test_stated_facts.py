"""Clauses that assert, told from talk, and held against what the knowledge says."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from copilot.bootstrap.desk import packaged_checker, packaged_encoder
from copilot.checking.request import CheckRequest
from copilot.checking.rulebook import channel_forms
from copilot.checking.sentence_kinds import SentenceKinds, weights_for
from copilot.checking.stated_facts import KINDS, WEIGHTS_FILE, StatedFacts
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.language import Language
from copilot.errors import ModelFailed
from tests.checking.conftest import AT, passage

DOCUMENTS = (
    passage(
        1,
        "The gym has 14 auto belays, a yoga room and six showers. Service animals only; no other dogs in the building.",
    ),
    passage(2, "Lockers are free for the day, bring your own padlock. The yoga room is open to all members."),
    passage(3, "松涛双床房铺了地暖，有淋浴。主楼三层没有电梯，行李我们帮您拿上楼。餐厅一楼供早餐。"),
)
GYM = Brand("overhang", "Overhang", Category.GENERAL, Language.EN, (Product("Day Pass", ()),))


def nothing_near(claims: Sequence[tuple[str, Sequence[str]]]) -> Sequence[float]:
    return [0.0] * len(claims)


def noted(text: str, *, meanings: bool = True) -> list[str]:
    request = CheckRequest(text, GYM, channel_forms()[Channel.GROUP], Language.EN, AT, evidence=DOCUMENTS)
    request = replace(request, nearness=nothing_near if meanings else None)
    return [f.quote for f in packaged_checker().check(request) if f.kind == "unsupported_claim"]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "With a Day Pass you can use the sauna after your session.",
            "With a Day Pass you can use the sauna after your session",
        ),
        ("你放心来，浴缸每间都配了。", "浴缸每间都配了"),
    ],
)
def test_what_is_asserted_in_no_known_form_is_noted(text: str, clause: str) -> None:
    assert clause in noted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lockers are free for the day.",
        "松涛双床房铺了地暖。",
        "Good morning folks, what a week that was!",
        "早点休息，明天见。",
        "Do you have a sauna?",
    ],
)
def test_what_is_said_asked_or_talk_is_left_alone(text: str) -> None:
    assert noted(text) == []


def test_without_meanings_only_known_forms_are_held_against_the_knowledge() -> None:
    assert noted("With a Day Pass you can use the sauna after your session.", meanings=False) == []


def test_what_joins_the_cited_sentences_of_a_draft_is_left_alone() -> None:
    assert noted("Lockers are free for the day [2]. With a Day Pass you can use the sauna after your session.") == []


def test_a_clause_of_no_source_is_a_note_and_no_alarm() -> None:
    request = CheckRequest(
        "你放心来，浴缸每间都配了。", GYM, channel_forms()[Channel.GROUP], Language.ZH, AT, evidence=DOCUMENTS
    )
    found = packaged_checker().check(replace(request, nearness=nothing_near))
    assert {f.severity for f in found if f.kind == "unsupported_claim"} == {Severity.NOTE}


def test_nothing_is_asserted_while_nothing_can_be_encoded() -> None:
    def failing(_texts: Sequence[str]) -> Sequence[object]:
        raise ModelFailed("down", code="model_down")

    weights = weights_for(packaged_encoder().fingerprint, WEIGHTS_FILE, KINDS)
    assert weights is not None
    stated = StatedFacts(SentenceKinds(failing, weights))  # type: ignore[arg-type]
    assert stated.among([("we have a sauna", False), ("hello", True)]) == [False, False]
