"""Replies that a model laid out as a chat."""

import pytest

from copilot.conversation import what_we_say


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("我：您稍等，我去问一下。", "您稍等，我去问一下。"),
        ("客服：可以的。\n顾客：那好。\n客服：明天发。", "可以的。\n明天发。"),
        ("顾客：能便宜点吗？我：这款已经是活动价[1]。", "这款已经是活动价[1]。"),
        ("**Rep:** It ships today. Customer: thanks!", "It ships today."),
        ("Customer: is it loud?\nMe: About as loud as a kettle.", "About as loud as a kettle."),
        ("顾客：睡了十来天还是高。顾客：要我出运费不？", ""),
        ("Customer: too dear", ""),
        ("这款有两种：高的和矮的。", "这款有两种：高的和矮的。"),
        ("我们问过：可以机洗。", "我们问过：可以机洗。"),
        ("放心，顾客：这两个字我们看得重。", "放心，顾客：这两个字我们看得重。"),
        ("", ""),
    ],
)
def test_only_what_we_say_is_a_reply(text: str, ours: str) -> None:
    assert what_we_say(text) == ours
