from dataclasses import replace

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from tests.checking.conftest import AT, BRAND, Check, passage

ORIGIN = passage(1, "松风枕的荞麦壳产地是赤峰，创始人叫王建国，2014 年在嘉兴开了第一家店。")
TALE = passage(2, "The Golden Harbour was directed by Anna Weiss and released on May 5, 2020.")


def unknown(check: Check, text: str) -> list[str]:
    return [f.quote for f in check(text, evidence=(ORIGIN, TALE)) if f.rule == "entity_unknown"]


WRONG = [
    ("荞麦壳产地是云南。", "云南"),
    ("荞麦壳的产地在哪？云南。", "云南"),
    ("松风枕的创始人叫李卫东。", "李卫东"),
    ("Who directed The Golden Harbour? Joss Miller.", "Joss Miller"),
    ("The Golden Harbour was directed by Joss Miller.", "Joss Miller"),
]


@pytest.mark.parametrize(("text", "quote"), WRONG)
def test_a_name_that_answers_what_is_known_otherwise_is_found(check: Check, text: str, quote: str) -> None:
    assert [q.casefold() for q in unknown(check, text)] == [quote.casefold()]


RIGHT = [
    "荞麦壳产地是赤峰。",
    "荞麦壳的产地在哪？赤峰。",
    "松风枕的创始人叫王建国。",
    "Who directed The Golden Harbour? Anna Weiss.",
    "枕头软不软？躺上去就知道。",
    "我妈说这只枕头像她小时候睡的那只。",
    "最老的那家在菜场对面。",
    "Closed on Sundays, the golden harbour shop that is.",
    "Honestly, the golden harbour is a slow one.",
    "We don't ship The Golden Harbour to Lisbon.",
    "包装上写的也是赤峰，荞麦壳的产地。",
    "First things first: air the pillow.",
    "Who directed The Golden Harbour, do you remember? 🌧️",
    "Live Wednesday: who directed The Golden Harbour.",
    "荞麦壳产地在国内。",
    "The Golden Harbour: Return of the Tide was directed by Anna Weiss and released in 2020.",
    "Direct the golden harbour to your screen.",
    "Release a golden tale on May 5.",
    "荞麦壳产地的事，老师在群里说过。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_known_names_and_ordinary_sentences_raise_nothing(check: Check, text: str) -> None:
    assert unknown(check, text) == []


def test_a_wrong_number_as_the_answer_is_found(check: Check) -> None:
    known = passage(1, "东湖联盟共有 10 个成员国。")
    text = "东湖联盟有多少个成员国？64。"
    assert [f.quote for f in check(text, evidence=(known,)) if f.severity is not Severity.NOTE] == ["64"]
    assert [
        f for f in check("东湖联盟有多少个成员国？10。", evidence=(known,)) if f.severity is not Severity.NOTE
    ] == []


def test_a_text_that_is_only_an_unknown_name_is_noted(check: Check) -> None:
    found = [f for f in check("云南", evidence=(ORIGIN,)) if f.kind == "unsupported_claim"]
    assert [(f.quote, f.severity) for f in found] == [("云南", Severity.NOTE)]


def test_how_a_persona_addresses_readers_and_turns_a_phrase_is_no_name(checker: Checker) -> None:
    dana = Persona("dana", "Dana", address=("friends",), pet_words=("honestly",))
    text = (
        "Who directed The Golden Harbour? Honestly, The Golden Harbour was directed by Anna Weiss and released in 2020."
    )
    brief = CheckRequest(text, BRAND, channel_forms()[Channel.MOMENTS], Language.EN, AT, evidence=(TALE,))
    found = {f.quote for f in checker.check(brief) if f.rule == "entity_unknown"}
    assert not {f.quote for f in checker.check(replace(brief, persona=dana)) if f.rule == "entity_unknown"}
    assert found <= {"Honestly"}
