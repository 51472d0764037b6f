"""How a persona's own habits get into a text, and how far."""

import re

import pytest

from copilot.checking.voice_rules import load_voice_rules
from copilot.domain.channel import Channel
from copilot.domain.draft import Task
from copilot.domain.ladder import Node
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.writing.offline import load_phrases
from copilot.writing.offline.delivery import Delivery
from copilot.writing.offline.dice import Dice, dice_for
from copilot.writing.offline.manner import manner_of
from copilot.writing.offline.voice import Voice
from tests.writing.offline.conftest import Write
from tests.writing.offline.shops import ZH

ZHOU = Persona(
    "zhou", "老周", address=("各位老邻居", "您"), particles=("哈",), pet_words=("讲句实在的", "认账"),
    samples=(
        "讲句实在的，我们的床垫不是做得软就是做得硬，刚刚好的那一张到现在没做出来，做出来了我第一个告诉您。",
        "昨天自己去送了一张床垫，六楼没电梯，爬到四楼我就明白为什么师傅要收那二十块钱了，这个我认账哈。",
    ),
)  # fmt: skip
TAO = Persona(
    "tao", "陶然", address=("你",), particles=("吧",), pet_words=("结论放前面", "说不准"),
    samples=("结论放前面：枕头标的高度是没人躺的时候。", "有人问枕头多久换。说不准。", "量好再买吧。"),
)  # fmt: skip
DANA = Persona(
    "dana", "Dana", pet_words=("fair warning", "that's the whole trick", "out past the trailhead"),
    samples=("Fair warning: wash it and I will know.", "Soot comes off with wet ash. That's the whole trick."),
)  # fmt: skip


def delivery(persona: Persona, language: Language = Language.ZH) -> Delivery:
    words = load_phrases().of(language).words
    own = persona.particles
    return Delivery(
        manner_of(persona, words),
        tuple(p for p in own if p in words.statement_particles),
        tuple(p for p in own if p in words.softening_particles),
        words, language, ("Ember", "Pot"),
    )  # fmt: skip


def said(persona: Persona, text: str, language: Language = Language.ZH, *, is_tip: bool = False) -> set[str]:
    """The text as it comes out for many seeds."""
    deliver = delivery(persona, language)
    return {deliver.say(text, Dice(str(n)), is_tip=is_tip, said=()) for n in range(60)}


def test_what_the_samples_do_with_pet_words_is_their_manner() -> None:
    words = load_phrases().of(Language.ZH).words
    assert manner_of(ZHOU, words).turns == ("讲句实在的，",)
    assert manner_of(ZHOU, words).calls == ("各位老邻居，",)
    assert manner_of(ZHOU, words).longest > 40
    assert manner_of(TAO, words).fronts == ("结论放前面：",)
    assert manner_of(TAO, words).longest == 0
    english = manner_of(DANA, load_phrases().of(Language.EN).words)
    assert (english.fronts, english.closings) == (("Fair warning: ",), ("That's the whole trick",))


def test_sentences_of_evidence_run_on_where_the_persona_s_do() -> None:
    text = "晒完筛掉碎末[1]。凉透再装[1]。你们碰到过没有？"
    assert all("晒完筛掉碎末[1]，" in out and "？" in out for out in said(ZHOU, text))
    assert not any("，凉透" in out for out in said(TAO, text))


def test_a_turn_of_phrase_stands_before_a_statement_of_evidence_once_at_most() -> None:
    texts = said(ZHOU, "有声音吗？翻身沙沙响[1]。")
    assert "有声音吗？讲句实在的，翻身沙沙响[1]。" in {re.sub("哈", "", t) for t in texts}
    assert max(t.count("讲句实在的") for t in texts) == 1
    assert not any("讲句实在的" in t for t in said(ZHOU, "家里哪样东西用得最久？讲给我听听。"))


def test_quotations_are_left_as_they_were_said() -> None:
    quoted = "“壳那面枕着头皮是凉的。”[1]这是客人写的。"
    assert all("“壳那面枕着头皮是凉的。”[1]" in out for out in said(ZHOU, quoted))


def test_a_particle_that_makes_a_guess_of_a_statement_ends_advice_only() -> None:
    assert not any("吧" in out for out in said(TAO, "荞麦枕翻身会沙沙响[1]。"))
    assert any("先量一量再定吧[1]。" in out for out in said(TAO, "先量一量再定[1]。"))


def test_english_phrases_take_the_capital_and_leave_it_to_names() -> None:
    assert any(out.startswith("Fair warning: the lid sticks") for out in said(DANA, "The lid sticks [1].", Language.EN))
    assert any(out.startswith("Fair warning: Ember") for out in said(DANA, "Ember Pot is heavy [1].", Language.EN))
    assert any(out.endswith("That's the whole trick.") for out in said(DANA, "Dry it [1].", Language.EN, is_tip=True))


@pytest.mark.parametrize("node", list(Node))
def test_drafts_of_three_personas_do_not_share_their_phrases(node: Node, write: Write) -> None:
    phrases = {ZHOU.id: ("讲句实在的", "各位老邻居", "哈。"), TAO.id: ("结论放前面",)}
    for persona, others in ((ZHOU, phrases[TAO.id]), (TAO, phrases[ZHOU.id])):
        brief = ZH.brief(Task.POST, Channel.MOMENTS, node=node, persona=persona, colleagues=(ZHOU, TAO))
        texts = "".join(v.text for v in write(brief, ZH.evidence).variants)
        assert not [phrase for phrase in others if phrase in texts]


def test_a_reply_gets_a_particle_and_no_turns_of_phrase() -> None:
    brief = ZH.brief(Task.REPLY, persona=ZHOU)
    phrases = load_phrases().of(Language.ZH)
    voice = Voice(brief, phrases, dice_for(brief), load_voice_rules().persona.address.other)
    said = voice.deliver("翻身沙沙响[1]。", is_tip=False, said=(), first=True)
    assert said in ("翻身沙沙响[1]。", "翻身沙沙响哈[1]。")
