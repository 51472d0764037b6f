"""A text that repeats the prompt is told from one that was written."""

import pytest

from copilot.writing.echoes import Echoes

EXAMPLE = "可以先换前轮试试，不满意当天免费重调[1]。\nIf it does not satisfy, we readjust it free the same day."
SAMPLES = (
    "有人寄来一把梳子问断齿怎么办。看了看，是别家的。我也修好了。",
    "Somebody sent us a comb and asked about a broken tooth. Not ours. Mended it anyway.",
)
ECHOES = Echoes(EXAMPLE, ("烦心：打结、掉发、静电", "1｜先问：问一个能帮她判断的问题", "短"), SAMPLES)


@pytest.mark.parametrize(
    "text",
    [
        "您看，可以先换前轮试试[1]。",
        "退不了，但当天免费重调[4]。",
        "Well, if it does not satisfy, we readjust it.",
        "梳子好。\n烦心：打结、掉发、静电\n竹梳",
        "昨天下雨。有人寄来一把梳子，问断齿怎么办。看了看，是别家的。",
        "Rain today. Somebody sent us a comb and asked about a broken tooth [1]!",
    ],
)
def test_a_repeated_stretch_or_direction_is_an_echo(text: str) -> None:
    assert ECHOES.are_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "可以先睡一个月试试，不满意退回来[1]。",
        "If it does not suit you, send it back [1].",
        "又打结又掉发，短",
        "有人寄来一把梳子要换齿。我也修好了。",
        "Somebody sent us a comb. We kept it.",
        "",
    ],
)
def test_words_in_common_are_no_echo(text: str) -> None:
    assert not ECHOES.are_in(text)
