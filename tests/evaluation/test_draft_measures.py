from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest

from copilot.domain.draft import Finding, Severity
from copilot.domain.language import Language
from copilot.domain.persona import Persona
from copilot.evaluation.cliches import load_cliches
from copilot.evaluation.draft_measures import averages
from copilot.evaluation.loose_numbers import loose_numbers, numbers_in
from copilot.evaluation.reading_ease import reading_ease
from copilot.evaluation.reply_prompts import ReplyPrompt, reply_costs
from copilot.evaluation.telling import Listener, samples_told
from copilot.evaluation.variety import alike, likeness, opening, shared_runs


def finding(text: str, quote: str, kind: str, severity: Severity = Severity.WARN) -> Finding:
    start = text.index(quote)
    return Finding("r", kind, severity, start, start + len(quote), quote, "", "")


def test_a_figure_is_loose_when_no_source_has_it_in_figures_or_words() -> None:
    known = numbers_in(["标价1,299元，保修十年", "five years, 0.60 l"])
    assert {Decimal(1299), Decimal(10), Decimal(5), Decimal("0.6")} <= known
    assert loose_numbers("1299元保10年，5年后再看[7]，0.6升，送3件", known, []) == ("3",)


def test_a_figure_that_a_finding_covers_is_not_loose() -> None:
    text = "只要88元，第2天到"
    assert loose_numbers(text, frozenset(), [finding(text, "88元", "price")]) == ("2",)
    assert loose_numbers(text, frozenset(), [], [(0, 5)]) == ("2",)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (Language.ZH, "告别烦恼，开启好眠之旅！", 5),
        (Language.ZH, "下午出太阳，两点到四点晒被子正好。四点以后别晒了，潮气又上来嘞。", 0),
        (Language.ZH, "客人写的：“太好了！！必入！”就这一句。", 0),
        (Language.EN, "Elevate your mornings — the perfect companion for every sip!", 5),
        (Language.EN, "Fair warning: if you wash your grinder, I will be able to tell.", 0),
    ],
)
def test_cliches_are_counted_outside_quotes(language: Language, text: str, found: int) -> None:
    assert len(load_cliches().found_in(text, language)) == found


def test_short_words_and_pauses_read_easily() -> None:
    hard = "Exceptional portability characterizes this extraordinarily versatile apparatus"
    assert (reading_ease("Tap it. Then brush it.", Language.EN) or 0) > 100 > 0 > (reading_ease(hard, Language.EN) or 0)
    assert reading_ease("晒被子，正好。", Language.ZH) == 2.5
    assert reading_ease("☀️", Language.ZH) is None


def test_shared_stretches_are_counted_outside_names_and_quotes() -> None:
    one, other = (
        "云朵记忆枕 Pro里面有两片垫子可以抽掉一片",
        "她说“里面有两片垫子可以抽掉一片”，云朵记忆枕 Pro 就是这样",
    )
    assert shared_runs([one, other], ["云朵记忆枕 Pro"]) == [0]
    assert shared_runs([one, "您看，里面有两片垫子可以抽掉一片的"], []) == [len("里面有两片垫子可以抽掉一片")]


def test_what_is_taken_word_for_word_from_a_source_is_a_quote() -> None:
    one, other = "先答您：签收7天内没用过的可以换。麻烦拍给我", "您问的这个，签收7天内没用过的可以换。我来跟"
    assert shared_runs([one, other], [], ["可以换货吗？ 签收7天内没用过的可以换。尺寸选错了，运费您出。"]) == [1]
    assert shared_runs([one, other], []) == [len("，签收7天内没用过的可以换。") - 1]


def test_openings_are_compared_without_signs() -> None:
    openings = {"a": opening("早上开门，菜场的阿姐来了", Language.ZH), "b": opening("早上开门 菜场的阿姨", Language.ZH)}
    assert alike(openings) == (("早上开门菜场的阿", ("a", "b")),)
    assert opening("“Fair warning:” it LEAKS when tipped", Language.EN) == "fair warning it leaks"


def test_likeness_is_the_mean_over_pairs() -> None:
    class Fixed:
        fingerprint, dimension = "f", 2

        def embed(self, texts: Sequence[str]) -> "np.typing.NDArray[np.float32]":
            return np.array([[1, 0] if text != "b" else [0, 1] for text in texts], np.float32)

    assert likeness(["a", "b", "c"], Fixed()) == pytest.approx(1 / 3)
    assert likeness(["a"], Fixed()) is None


PERSONAS = (
    Persona("short", "", samples=("晒被子咯。四点收。", "不急的呀。来拿。", "今朝没人咯。")),
    Persona(
        "long", "", samples=("我爹那会儿背着一张弓走村，弹一床棉花胎管一顿饭，主家嫌薄他就坐下来再弹半个钟头，",) * 3
    ),
)


def test_a_persona_is_named_by_how_the_samples_are_written() -> None:
    listener = Listener.of(PERSONAS)
    assert listener.name("收摊咯。明天来呀。") == "short"
    assert listener.name("各位那会儿走到村口，坐下来弹一床棉花再走，主家管饭") == "long"
    assert samples_told(PERSONAS) == 1.0
    assert Listener.of(PERSONAS[:1]).name("收摊咯") == ""


def test_what_is_stable_is_what_all_replies_of_a_voice_begin_with() -> None:
    class Characters:
        def count(self, text: str) -> int:
            return len(text)

    prompts = [ReplyPrompt("a", ("b", "p"), "same one"), ReplyPrompt("b", ("b", "p"), "same other")]
    costs = reply_costs([*prompts, ReplyPrompt("c", ("b", "q"), "alone")], Characters())
    assert costs["a"] == {"reply_prompt_tokens": 8, "stable_share": 6 / 8}
    assert costs["c"] == {"reply_prompt_tokens": 5}


def test_a_measure_is_averaged_over_the_cases_that_have_it() -> None:
    assert averages([{"a": 1, "b": 2}, {"a": 3}]) == {"a": 2, "b": 2}
