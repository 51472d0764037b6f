"""The voice of the offline writer: which words a persona lets pass."""

import pytest

from copilot.checking.voice_rules import load_voice_rules
from copilot.domain.channel import Channel
from copilot.domain.draft import Task
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.writing.offline import load_phrases
from copilot.writing.offline.dice import dice_for
from copilot.writing.offline.voice import Voice
from tests.writing.offline.shops import EN, ZH

STERN = Persona("stern", "老秦", never=("亲", "Fam", ""))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("母亲节给妈妈买", True), ("亲手缝的", True), ("亲，在的", False), ("谢谢亲", False),
        ("A family size", True), ("hey fam!", False), ("FAM, look", False),
    ],
)  # fmt: skip
def test_a_word_never_said_is_not_seen_within_another_word(text: str, allowed: bool) -> None:
    shop = ZH if text[0] > "z" else EN
    brief = shop.brief(Task.REPLY, Channel.PRIVATE_CHAT, persona=STERN)
    phrases = load_phrases().of(Language.ZH)
    assert Voice(brief, phrases, dice_for(brief), load_voice_rules().persona.address.other).allows(text) is allowed


@pytest.mark.parametrize(
    ("text", "said"),
    [("周映川的父亲弹棉花，母亲记账", "周映川的父亲弹棉花，母亲记账"), ("亲，晒一晒再收", "晒一晒再收")],
)
def test_a_form_of_address_within_another_word_stays(text: str, said: str) -> None:
    brief = ZH.brief(Task.POST, Channel.MOMENTS, persona=Persona("p", "老周", address=("你",)))
    phrases = load_phrases().of(Language.ZH)
    voice = Voice(brief, phrases, dice_for(brief), load_voice_rules().persona.address.other)
    assert said in voice.readdress(text)
