"""What a sentence said otherwise may not do."""

import pytest

from copilot.domain.sentences import SentenceWish
from copilot.errors import InvalidInput
from copilot.writing.sentence_guard import fitted
from tests.writing.conftest import ITEMS, evidence_of

EVIDENCE = evidence_of(*ITEMS).items
BEFORE = "这把梳子真的很好用，梳齿 3 毫米宽，不扯头发[1]！"


def fit(after: str, wish: SentenceWish = SentenceWish.PLAINER, before: str = BEFORE) -> str:
    return fitted(before, after, wish, EVIDENCE)


def test_marks_that_were_lost_come_back_before_the_stop() -> None:
    assert fit("梳齿 3 毫米宽，不扯头发。") == "梳齿 3 毫米宽，不扯头发[1]。"


def test_marks_behind_the_stop_stay_behind_it() -> None:
    assert fit("没断过齿。", before="有人说“半年没断齿”，挺好。[2]") == "没断过齿。[2]"


def test_a_stop_that_was_lost_comes_back_without_shouting() -> None:
    assert fit("梳齿 3 毫米宽，不扯头发[1]") == "梳齿 3 毫米宽，不扯头发[1]。"


def test_line_breaks_and_foreign_marks_go() -> None:
    assert fit("梳齿 3 毫米宽，\n不扯头发【资料1】[77]。") == "梳齿 3 毫米宽， 不扯头发[1]。"


@pytest.mark.parametrize(
    ("after", "wish", "code"),
    [
        (BEFORE, SentenceWish.WARMER, "nothing_changed"),
        ("！", SentenceWish.WARMER, "nothing_changed"),
        ("梳齿 5 毫米宽。", SentenceWish.WARMER, "sentence_figure_new"),
        ("梳齿宽，不扯头发。", SentenceWish.WARMER, "sentence_figure_lost"),
        (f"{BEFORE}，3 毫米", SentenceWish.SHORTER, "sentence_not_shorter"),
        ("3 毫米" + "真好" * 60, SentenceWish.WARMER, "sentence_too_long"),
    ],
)
def test_what_breaks_a_rule_is_refused(after: str, wish: SentenceWish, code: str) -> None:
    with pytest.raises(InvalidInput) as told:
        fit(after, wish)
    assert told.value.code == code


def test_another_angle_may_do_without_a_figure_and_its_source() -> None:
    assert fit("一梳到底，不扯头发。", SentenceWish.OTHER_ANGLE) == "一梳到底，不扯头发。"
