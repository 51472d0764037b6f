"""How ideas are chosen: fresh ones first, filled with what is there, never the same within two weeks."""

from datetime import date, timedelta

import pytest

from copilot.domain.channel import Channel
from copilot.domain.language import Language
from copilot.planning.rules import load_planning_rules, with_changes
from copilot.planning.wording import Asked, Wording

DAY = date(2026, 11, 2)
LINES = [{"say": "{product}怎么晒"}, {"say": "旧的先别扔"}, {"say": "接龙", "where": ["group"]}, {"say": "{term}到了"}]
RULES = with_changes(load_planning_rules(), {"ideas": {"zh": {"tip": LINES}}})


def asked(day: int = 0, channel: Channel = Channel.MOMENTS, **words: str) -> Asked:
    return Asked("regulars", channel, ("tip",), DAY + timedelta(days=day), words, ("荞麦枕", "Pro"))


def told(wording: Wording, what: Asked) -> str:
    worded = wording.choose(what)
    assert worded
    wording.tell(what.audience_id, worded, what.day)
    return worded.text


def test_each_line_is_told_before_one_comes_again_with_another_product() -> None:
    wording = Wording(RULES, Language.ZH)
    assert [told(wording, asked(n)) for n in range(3)] == ["荞麦枕怎么晒", "旧的先别扔", "Pro 怎么晒"]


def test_a_line_for_groups_is_told_to_groups() -> None:
    wording = Wording(RULES, Language.ZH)
    texts = {told(wording, asked(n, Channel.GROUP)) for n in range(3)}
    assert "接龙" in texts


def test_a_line_whose_word_is_missing_waits_for_it() -> None:
    wording = Wording(RULES, Language.ZH)
    assert "立冬到了" in {told(wording, asked(n, term="立冬")) for n in range(3)}
    assert "到了" not in "".join(told(Wording(RULES, Language.ZH), asked(n)) for n in range(3))


def test_where_every_line_was_heard_lately_one_goes_on_as_its_second_part() -> None:
    wording = Wording(RULES, Language.ZH)
    for n in range(3):
        told(wording, asked(n))
    assert told(wording, asked(3)).endswith("（第 2 回）")


def test_after_two_weeks_a_line_may_come_again_as_it_was() -> None:
    wording = Wording(RULES, Language.ZH)
    for n in range(3):
        told(wording, asked(n))
    assert told(wording, asked(20)) in {"荞麦枕怎么晒", "旧的先别扔", "Pro 怎么晒"}


@pytest.mark.parametrize("audience_id", ["newer", "fans"])
def test_what_one_audience_heard_is_new_to_another(audience_id: str) -> None:
    wording = Wording(RULES, Language.ZH)
    told(wording, asked())
    other = Asked(audience_id, Channel.MOMENTS, ("tip",), DAY, {}, ("荞麦枕",))
    assert told(wording, other) == "荞麦枕怎么晒"
