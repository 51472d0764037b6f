"""A model's size, as far as its name says."""

import pytest

from copilot.llm.size import is_small


@pytest.mark.parametrize(
    ("name", "small"),
    [
        ("qwen2.5-coder-1.5b", True),
        ("llama3.2:3b", True),
        ("gemma-3-4b-it", True),
        ("qwen3-30b-a3b", False),
        ("deepseek-r1:7B", False),
        ("gpt-4o", False),
        ("claude-b2b", False),
        ("", False),
    ],
)
def test_small_is_what_says_four_billion_or_less(name: str, small: bool) -> None:
    assert is_small(name) is small
