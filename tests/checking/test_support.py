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


PRIZE = "Apr 12, 2021 ... Anna Weiss wins the Harbour Pottery Prize, the first potter of the island to do so."


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("won the harbour pottery prize", "said"),
        ("won the harbour pottery prize in 2021", "said"),
        ("won the harbour pottery prize in 2019", "unsaid"),
    ],
)
def test_an_irregular_form_is_the_same_verb_and_the_only_year_of_a_text_dates_it(words: str, answer: str) -> None:
    matcher = Matcher(load_rules().claims)
    support = Support(matcher, [Said(matcher, [PRIZE.casefold()])], "")
    assert support.answer(words, False, 0.7)[0] == answer


def test_a_text_of_several_years_dates_none_of_its_sentences() -> None:
    matcher = Matcher(load_rules().claims)
    support = Support(matcher, [Said(matcher, ["founded in 2014. wins the pottery prize. moved in 2021."])], "")
    assert support.answer("won the pottery prize in 2014", False, 0.7)[0] == "unsaid"
