"""How much of a text a person changed, and where."""

import pytest

from copilot.writing.edits import Change, changed_share, changes, core, joined, tokens


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        ("您好", "您好", 0.0),
        ("您好 ", " 您 好", 0.0),
        ("亲，在的", "在的", 0.5),
        ("在的", "完全不同", 1.0),
        ("abcd", "abXd", 0.25),
        ("", "在", 1.0),
        ("", "", 0.0),
    ],
)
def test_the_share_of_changed_characters(before: str, after: str, share: float) -> None:
    assert changed_share(before, after) == share


def test_tokens_keep_signs_words_numbers_emoji_and_placeholders_whole() -> None:
    assert tokens("亲，it's 399.5 元👍🏽 ⟦电话A⟧～") == (
        "亲", "，", "it's", "399.5", "元", "👍🏽", "⟦电话a⟧", "～",
    )  # fmt: skip


def test_changes_are_aligned_by_what_both_texts_share() -> None:
    before, after = tokens("亲，枕头能退吗？能退哦"), tokens("枕头能退吗？可以退")
    assert list(changes(before, after)) == [
        Change(0, ("亲", "，"), ()),
        Change(8, ("能",), ("可", "以")),
        Change(10, ("哦",), ()),
    ]


def test_a_core_has_no_punctuation_around_it_and_reads_as_written() -> None:
    assert core(tokens("，亲～")) == ("亲",)
    assert core(tokens("，！")) == ()
    assert joined(tokens("hi there 亲爱的")) == "hi there亲爱的"
