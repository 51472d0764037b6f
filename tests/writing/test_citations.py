"""Citation marks of every fashion become `[n]`; marks that cite nothing go."""

import pytest

from copilot.writing.citations import clean_citations


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("两边高［2］，睡不塌", "两边高[2]，睡不塌"),
        ("两边高【2】，睡不塌", "两边高[2]，睡不塌"),
        ("两边高[资料2]。", "两边高[2]。"),
        ("两边高[来源：2]。", "两边高[2]。"),
        ("两边高[1、2]。", "两边高[1][2]。"),
        ("two heights [1, 2].", "two heights [1][2]."),
        ("two heights [1 and 2].", "two heights [1][2]."),
        ("两边高[2][2]。", "两边高[2]。"),
        ("两边高[^2]。", "两边高[2]。"),
        ("两边高[1][2]。", "两边高[1][2]。"),
        ("是不是跟以前的不一样？[2]或[1]。", "是不是跟以前的不一样？[2][1]"),
        ("two heights [1] or [2].", "two heights [1][2]."),
        ("两边高[1]，[2]也写了", "两边高[1]，[2]也写了"),
    ],
)
def test_a_mark_in_another_form_becomes_ours(written: str, cleaned: str) -> None:
    assert clean_citations(written, {1, 2}) == cleaned


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("睡不塌[9]。", "睡不塌。"),
        ("it holds [9].", "it holds."),
        ("睡不塌[1、9]。", "睡不塌[1]。"),
        ("睡不塌[n]。", "睡不塌。"),
    ],
)
def test_a_number_nobody_gave_is_dropped(written: str, cleaned: str) -> None:
    assert clean_citations(written, {1}) == cleaned


def test_a_number_in_parentheses_is_a_mark_where_it_can_be_nothing_else() -> None:
    assert clean_citations("睡不塌（1），不合适能退(2)。", {1, 2}) == "睡不塌[1]，不合适能退[2]。"


def test_a_number_in_parentheses_beside_real_marks_stays_as_it_is() -> None:
    assert clean_citations("睡不塌[1]，两档（2）。", {1, 2}) == "睡不塌[1]，两档（2）。"


def test_numbers_that_are_no_marks_stay() -> None:
    assert clean_citations("30 晚（含周末），399 元（大号）", {1}) == "30 晚（含周末），399 元（大号）"
