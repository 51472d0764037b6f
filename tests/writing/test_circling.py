"""An answer that goes round in a circle is noticed, and gone through once."""

import pytest

from copilot.writing.circling import LONGEST_ROUND, Circling, once_round

LONG = "".join(chr(0x4E00 + n) for n in range(LONGEST_ROUND - 1)) + "。"


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("年卡99元[3]" + "【3】" * 30, "年卡99元[3]【3】"),
        ("先量再买。" + "晒一晒再睡，" * 6 + "晒一", "先量再买。晒一晒再睡，"),
        ("Wash it cold. " * 9, "Wash it cold. "),
        (LONG * 4, LONG),
        ("好" * 40, "好"),
    ],
)
def test_a_circle_is_left_after_its_first_round(text: str, once: str) -> None:
    assert once_round(text) == once
    assert Circling().feed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "哈哈哈哈哈哈",
        "先量，再买，再睡。" * 3,
        "……\n\n\n\n",
        " " * 200,
        "今天晒被子，明天晒枕头，后天晒床垫，大后天歇着。",
        (LONG + "。") * 3,
    ],
)
def test_a_refrain_and_blank_lines_are_no_circle(text: str) -> None:
    assert once_round(text) == text
    assert not Circling().feed(text)


def test_it_is_noticed_while_the_answer_comes_in_small_pieces() -> None:
    circling = Circling()
    seen = [circling.feed(piece) for piece in "年卡99元，" + "【3】" * 40]
    assert any(seen[:60]), "long before the end of the answer"
    assert not any(seen[:20]), "a mark or two is no circle"
