"""What fits on a channel, in either language."""

from copilot.domain.channel import Channel, ChannelForm, Reach
from copilot.domain.language import Language

FORM = ChannelForm(Channel.MOMENTS, Reach.BROADCAST, 80, 140, 200, 4000, 6, "test")


def test_rules_of_thumb_are_longer_for_english_and_hard_limits_stay() -> None:
    english = FORM.in_language(Language.EN)
    assert (english.target_characters, english.soft_characters) == (160, 200)
    assert (english.hard_characters, english.hard_bytes) == (200, 4000)


def test_chinese_is_what_the_rules_were_counted_in() -> None:
    assert FORM.in_language(Language.ZH) is FORM
