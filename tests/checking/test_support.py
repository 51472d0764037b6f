"""Whether the knowledge says something."""

import pytest

from copilot.checking import load_rules
from copilot.checking.support import Matcher, Said, Support


@pytest.fixture
def support() -> Support:
    matcher = Matcher(load_rules().claims)
    return Support(matcher, [Said(matcher, ["枕芯不放香精，可以拆洗"])], "")


@pytest.mark.parametrize("words", ["不放香精", "零香精", "未添加香精"])
def test_that_a_product_is_without_something_is_said_in_any_of_its_ways(support: Support, words: str) -> None:
    assert support.says(words)


@pytest.mark.parametrize("words", ["零色素", "香精味"])
def test_without_something_else_is_not_said(support: Support, words: str) -> None:
    assert not support.says(words)
