"""A sentence said otherwise without a model: by leaving out and replacing, never by inventing."""

from datetime import date

import pytest

from copilot.checking import channel_forms
from copilot.checking.voice_rules import load_voice_rules
from copilot.domain.brand import Brand, Product
from copilot.domain.channel import Channel
from copilot.domain.draft import Brief, Task
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.domain.sentences import SentenceWish
from copilot.writing.offline import load_phrases
from copilot.writing.offline.sentence import OfflineSentences, words_of

WRITER = OfflineSentences(load_phrases(), load_voice_rules().persona.address.other)
LIN = Persona("lin", "林姐", address=("您",), particles=("呀",))
ZH, EN = Language.ZH, Language.EN
S, W, P, L, V = (
    SentenceWish.SHORTER, SentenceWish.WARMER, SentenceWish.PLAINER, SentenceWish.LESS_SALESY, SentenceWish.IN_PERSONA,
)  # fmt: skip


def brief(language: Language, persona: Persona | None = LIN) -> Brief:
    brand = Brand("yun", "云", products=(Product("慢回弹枕"),))
    form = channel_forms()[Channel.MOMENTS]
    return Brief(Task.POST, brand, language, date(2026, 11, 23), form, persona=persona if language is ZH else None)


@pytest.mark.parametrize(
    ("sentence", "wish", "language", "said"),
    [
        ("其实这款枕头真的舒服，让您每晚都睡得好，两边高中间低[1]。", S, ZH, "这款枕头舒服，两边高中间低[1]。"),
        ("超值抢购，赶紧下单吧，今天 129 元[3]！", L, ZH, "今天 129 元[3]。"),
        ("慢回弹枕采用慢回弹记忆棉，售价为 399 元[2]。", P, ZH, "慢回弹枕用慢慢陷下去又慢慢起来的记忆棉，卖 399 元[2]。"),
        ("请务必在三十天内退回，如有疑问请联系客服[1]。", W, ZH, "记得在三十天内退回，有不清楚的随时跟我说呀[1]。"),
        ("你用九十度的水泡二十秒[1]。", V, ZH, "您用九十度的水泡二十秒呀[1]。"),
        ("Actually it is really light, only 59 euro [1].", S, EN, "It is light, only 59 euro [1]."),
        ("It is light, hurry, buy now, only 59 euro [1]!", L, EN, "It is light, only 59 euro [1]."),
        ("Utilize about 250 ml prior to brewing [2].", P, EN, "Use about 250 ml before brewing [2]."),
    ],
)  # fmt: skip
def test_what_can_be_said_otherwise_is(sentence: str, wish: SentenceWish, language: Language, said: str) -> None:
    assert WRITER.rewrite(sentence, wish, brief(language)) == said


@pytest.mark.parametrize(
    ("sentence", "wish"),
    [
        ("今天起风了。", SentenceWish.OTHER_ANGLE),
        ("今天起风了。", S),
        ("今天起风了。", P),
        ("宝子们，赶紧下单吧！", L),
        ("门口的猫进来了呀。", V),
    ],
)
def test_where_nothing_can_be_done_honestly_nothing_is(sentence: str, wish: SentenceWish) -> None:
    assert WRITER.rewrite(sentence, wish, brief(ZH)) is None


def test_without_a_persona_no_voice_is_put_on() -> None:
    assert WRITER.rewrite("你用九十度的水。", V, brief(ZH, persona=None)) is None


@pytest.mark.parametrize("language", [ZH, EN])
def test_no_word_is_replaced_by_one_that_is_replaced_again(language: Language) -> None:
    words = words_of(language)
    assert not {w for instead in (words.plain, words.soften) for w in instead.values()} & {*words.plain, *words.pushing}
