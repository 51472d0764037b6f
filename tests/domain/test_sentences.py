"""A text cut into its sentences."""

from copilot.domain.sentences import sentences


def test_marks_and_closing_quotes_belong_to_the_sentence_before_them() -> None:
    text = "他说：“不响了。”[2] 记忆棉都有适应期[1]。\n 30 天内能退"
    found = sentences(text)
    assert [s for _, s in found] == ["他说：“不响了。”[2]", "记忆棉都有适应期[1]。", "30 天内能退"]
    assert all(text[start : start + len(s)] == s for start, s in found)


def test_a_point_within_a_figure_ends_nothing() -> None:
    assert [s for _, s in sentences("It weighs 1.5 kg. Light enough!")] == ["It weighs 1.5 kg.", "Light enough!"]
