from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from tests.checking.conftest import Check


def lengths(check: Check, text: str, channel: Channel) -> list[tuple[str, Severity]]:
    return [(f.rule, f.severity) for f in check(text, channel=channel) if f.kind == "length"]


def test_a_text_within_the_form_raises_nothing(check: Check) -> None:
    assert lengths(check, "今天降温。" * 10, Channel.MOMENTS) == []


def test_bytes_past_the_platforms_limit_block(check: Check) -> None:
    assert ("length_hard_bytes", Severity.BLOCK) in lengths(check, "降温了" * 445, Channel.MASS_SEND)
    assert ("length_hard_bytes", Severity.BLOCK) not in lengths(check, "降温了" * 444, Channel.MASS_SEND)


def test_characters_past_the_platforms_limit_block(check: Check) -> None:
    assert ("length_hard_characters", Severity.BLOCK) in lengths(check, "a" * 2001, Channel.MOMENTS)


def test_past_the_rule_of_thumb_there_is_a_note_and_past_its_double_a_warning(check: Check) -> None:
    assert ("length_soft", Severity.NOTE) in lengths(check, "降" * 141, Channel.MOMENTS)
    assert ("length_twice_soft", Severity.WARN) in lengths(check, "降" * 281, Channel.MOMENTS)


def test_many_lines_are_noted(check: Check) -> None:
    assert lengths(check, "一行\n" * 7, Channel.MOMENTS) == [("length_lines", Severity.NOTE)]


def test_citation_marks_are_not_counted(check: Check) -> None:
    assert lengths(check, "降" * 138 + "[1][2]。", Channel.MOMENTS) == []
