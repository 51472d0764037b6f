"""Calculations in words: what is right is held for worked out, what is surely wrong is told."""

import pytest

from copilot.checking.spoken_sums import spoken_sums


@pytest.mark.parametrize(
    ("text", "written", "right"),
    [
        ("住两晚，1980乘2减400，3560，六个人摊", "3560", "3560"),
        ("周六520加100就是620", "620", "620"),
        ("149乘2是298", "298", "298"),
        ("$46 less 10% is $41.40 today", "41.40", "41.4"),
        ("£15 hire plus £40 deposit, so £55 on the day", "55", "55"),
        ("2480乘2再减400，一共4460", "4460", "4560"),
        ("10 times 3 is 31", "31", "30"),
    ],
)
def test_a_calculation_is_followed_step_by_step(text: str, written: str, right: str) -> None:
    [found] = spoken_sums(text)
    assert (str(found.written), float(found.right)) == (written, float(right))


@pytest.mark.parametrize(
    "text", ["满300减50，120的那款够不着", "买3减15，80是另一个", "520加100，一共3晚", "11月减12号", "7 less 3"]
)
def test_what_names_no_result_is_left_alone(text: str) -> None:
    assert list(spoken_sums(text)) == []
