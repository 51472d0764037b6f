"""Telling words: questions of one frame about two matters are two questions."""

import pytest

from copilot.knowledge.nearness import QuestionNearness
from copilot.knowledge.telling import same_matter
from tests.support.shop import encoder


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("怀孕了可以喝吗", "孕妇能喝吗"),
        ("你们门店能带狗进去吗", "可以带宠物进店吗"),
        ("孩子能不能喝", "小孩能喝吗"),
        ("周末营业吗", "周日开门吗"),
        ("is it safe for dogs", "is it safe for pets"),
    ],
)
def test_other_words_for_the_same_are_one_matter(one: str, other: str) -> None:
    assert same_matter(one, other, QuestionNearness(encoder()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("孕妇能喝吗", "小孩能喝吗"),
        ("男生能用吗", "女生能用吗"),
        ("能寄到国外吗", "能寄到新疆吗"),
        ("糖尿病能吃吗", "高血压能吃吗"),
        ("can pregnant women drink it", "can children drink it"),
    ],
)
def test_one_frame_about_two_matters_is_two(one: str, other: str) -> None:
    assert not same_matter(one, other, QuestionNearness(encoder()))
