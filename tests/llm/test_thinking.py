"""Thoughts of reasoning models never reach the text, however the stream is cut into pieces."""

import pytest

from copilot.llm.thinking import ThinkFilter


def through(text: str, size: int) -> str:
    think = ThinkFilter()
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    return "".join(map(think.feed, pieces)) + think.finish()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_a_thought_and_the_blank_lines_behind_it_are_dropped(size: int) -> None:
    assert through("<think>她问价格，\n先答。</think>\n\n269 元[1]。", size) == "269 元[1]。"


@pytest.mark.parametrize("size", [1, 4, 100])
def test_a_thought_in_the_middle_is_dropped_and_the_rest_kept(size: int) -> None:
    assert through("一句。<think>嗯</think>二句。", size) == "一句。二句。"


@pytest.mark.parametrize("size", [1, 100])
def test_what_only_looks_like_the_beginning_of_a_tag_is_kept(size: int) -> None:
    assert through("3 < 5，<thin 一点的", size) == "3 < 5，<thin 一点的"


def test_a_thought_that_never_ends_leaves_nothing() -> None:
    assert through("<think>让我想想，应该先", 3) == ""


def test_text_streams_on_without_waiting_for_the_end() -> None:
    assert ThinkFilter().feed("侧睡的人") == "侧睡的人"
