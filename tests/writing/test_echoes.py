"""A text that repeats the prompt is told from one that was written."""

import pytest

from copilot.writing.echoes import Echoes

EXAMPLE = "可以先换前轮试试，不满意当天免费重调[1]。\nIf it does not satisfy, we readjust it free the same day."
ECHOES = Echoes(EXAMPLE, ("烦心：打结、掉发、静电", "1｜先问：问一个能帮她判断的问题", "短"))


@pytest.mark.parametrize(
    "text",
    [
        "您看，可以先换前轮试试[1]。",
        "退不了，但当天免费重调[4]。",
        "Well, if it does not satisfy, we readjust it.",
        "梳子好。\n烦心：打结、掉发、静电\n竹梳",
    ],
)
def test_a_repeated_stretch_or_direction_is_an_echo(text: str) -> None:
    assert ECHOES.are_in(text)


@pytest.mark.parametrize(
    "text",
    ["可以先睡一个月试试，不满意退回来[1]。", "If it does not suit you, send it back [1].", "又打结又掉发，短", ""],
)
def test_words_in_common_are_no_echo(text: str) -> None:
    assert not ECHOES.are_in(text)
