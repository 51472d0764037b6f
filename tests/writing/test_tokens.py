"""Both counters count, and the approximate one is near the exact one."""

import pytest

from copilot.writing.tokens import ApproximateTokenCounter, ExactTokenCounter

TEXTS = [
    "侧睡的人换枕头，最怕肩膀没地方放。这只两边高中间低，翻过去脖子还是平的。您平时侧睡多还是仰睡多？",
    "The kettle pours slowly through a gooseneck, so you can aim at the grounds with gloves on.",
    "云朵记忆枕 Pro 269 元，7、9、11 厘米三档，30 晚试睡。",
    "好的\n好的\n\n【1｜场景】[2] ☀️",
    '{"variants": [{"text": "hello", "n": 12345}]}',
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_approximate_count_is_never_low_by_more_than_a_tenth_nor_wildly_high(text: str) -> None:
    exact = ExactTokenCounter().count(text)
    assert 0.9 * exact <= ApproximateTokenCounter().count(text) <= 1.6 * exact


@pytest.mark.parametrize("counter", [ExactTokenCounter(), ApproximateTokenCounter()])
def test_no_text_has_no_tokens_and_more_text_has_more(counter: ExactTokenCounter | ApproximateTokenCounter) -> None:
    assert counter.count("") == 0
    assert 0 < counter.count("枕头") < counter.count("枕头要晒一晒再收")


def test_control_tokens_in_a_text_are_counted_as_text() -> None:
    assert ExactTokenCounter().count("<|endoftext|>") > 1
