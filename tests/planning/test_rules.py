"""The planning rules that ship, and what a brand changes about them."""

from collections.abc import Mapping
from typing import Any

import pytest

from copilot.domain.calendar import Purpose
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node, Step
from copilot.domain.language import Language
from copilot.errors import InvalidInput, RulesInvalid
from copilot.planning.rule_forms import Kind
from copilot.planning.rules import PlanningRules, checked_rules, load_planning_rules, with_changes
from copilot.planning.wording import needed_words

RULES = load_planning_rules()


def test_a_service_account_writes_four_letters_a_month_and_a_subscription_one_a_day() -> None:
    assert hard_limits(RULES) == [(4, "month")]
    assert hard_limits(with_changes(RULES, {"account_kind": "subscription"})) == [(1, "day")]


def hard_limits(rules: PlanningRules) -> list[tuple[object, str]]:
    return [(x.most, x.per.value) for x in rules.limits(Channel.OFFICIAL_ACCOUNT) if x.kind is Kind.HARD]


def test_a_mass_send_is_one_a_day_for_the_platform_and_four_a_month_by_habit() -> None:
    limits = [(x.most, x.per.value, x.kind) for x in RULES.limits(Channel.MASS_SEND)]
    assert limits == [(1, "day", Kind.HARD), ("days_in_month", "month", Kind.HARD), (4, "month", Kind.SOFT)]


def test_every_figure_tells_its_source() -> None:
    sources = [limit.source for channel in Channel for limit in RULES.limits(channel)]
    sources += [cadence.pace.source for cadence in RULES.channels.values()]
    sources += [rule.source for rule in RULES.sequences.values()]
    sources += [RULES.promotion.source, RULES.quiet_hours.source, RULES.spacing.source, RULES.lives.source]
    assert all(sources)


def test_only_what_sells_promotes() -> None:
    selling = {purpose for purpose, rule in RULES.purposes.items() if rule.promotes}
    assert selling == {Purpose.OFFER, Purpose.LAST_CALL, Purpose.MEMBERSHIP, Purpose.STORED_VALUE}


def test_a_group_can_be_told_every_step_and_every_node_but_the_first() -> None:
    assert RULES.open_places(Channel.GROUP) == {*Step, Node.OPERATE, Node.REPURCHASE, Node.REFER}


def test_both_languages_have_ideas_for_the_same_things() -> None:
    chinese, english = RULES.ideas[Language.ZH], RULES.ideas[Language.EN]
    assert chinese.keys() == english.keys()
    assert {p.value for p in Purpose if RULES.purposes[p].everyday} <= chinese.keys()


@pytest.mark.parametrize("language", list(Language))
def test_no_line_stands_twice_and_none_promises_anything_for_forwarding(language: Language) -> None:
    lines = [idea.say for ideas in RULES.ideas[language].values() for idea in ideas]
    assert len(set(lines)) == len(lines)
    assert [line for line in lines if "转发有奖" in line or "转发领" in line or "share to win" in line.lower()] == []


@pytest.mark.parametrize("language", list(Language))
def test_what_sells_always_says_the_offer_where_there_is_one(language: Language) -> None:
    for key in ("offer", "last_call", "win_back.offer", "stored_value.offer", "membership.last_call"):
        assert any("offer" in needed_words(idea.say) for idea in RULES.ideas[language][key])


def test_a_brand_changes_one_figure_and_the_others_stay() -> None:
    changed = with_changes(RULES, {"promotion": {"share": 0.2}, "channels": {"group": {"pace": {"a_week": 3}}}})
    assert changed.promotion.share == 0.2
    assert changed.promotion.gap_days == 3
    assert changed.channels[Channel.GROUP].pace.a_week == 3
    assert changed.channels[Channel.MOMENTS] == RULES.channels[Channel.MOMENTS]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"promotion": {"share": 1.5}}, "promotion.share"),
        ({"promotion": {"shares": 0.2}}, "promotion.shares"),
        ({"channels": {"group": {"times": []}}}, "channels.group.times"),
        ({"channels": {"telegraph": {}}}, "channels.telegraph.[key]"),
        ({"quiet_hours": {"begin": "half past nine"}}, "quiet_hours.begin"),
        ({"account_kind": "newspaper"}, "rules"),
        ({"rounds": {"convert": 1}}, "rules"),
        ({"ideas": {"zh": {"tip": [{"say": "{weather}"}]}}}, "rules"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_by_name(changes: Mapping[str, Any], rule: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        with_changes(RULES, changes)
    assert refused.value.code == "planning_rule_refused"
    assert refused.value.facts["rule"] == rule


@pytest.mark.parametrize(
    "limits",
    [
        {"platform_day": {"most": 2}},
        {"platform_day": {"kind": "soft"}},
        {"platform_month": {"most": 40}},
        {"platform_day": {"per": "week"}},
    ],
)
def test_the_platforms_limit_cannot_be_made_wider(limits: Mapping[str, Any]) -> None:
    with pytest.raises(InvalidInput) as refused:
        with_changes(RULES, {"channels": {"mass_send": {"limits": limits}}})
    assert refused.value.code == "planning_limit_hard"


def test_the_platforms_limit_can_be_made_narrower() -> None:
    changed: PlanningRules = with_changes(
        RULES, {"channels": {"mass_send": {"limits": {"platform_month": {"most": 8}, "habit_month": {"most": 2}}}}}
    )
    assert [x.most for x in changed.limits(Channel.MASS_SEND)] == [1, 8, 2]


@pytest.mark.parametrize(
    ("table", "key", "broken", "named"),
    [
        ("purposes", "tip", {"node": "convert", "channels": ["group"]}, "purposes.tip"),
        (
            "purposes",
            "offer",
            {"node": "refer", "promotes": True, "everyday": ["group"], "channels": ["group"]},
            "offer",
        ),
        ("sequences", "live", {"parts": [], "channels": ["group"], "source": "x"}, "sequences.live.parts"),
        ("ideas", "zh", {"yodelling": [{"say": "嘿"}]}, "yodelling"),
    ],
)
def test_a_broken_rule_file_is_told_by_the_rule_that_is_wrong(table: str, key: str, broken: object, named: str) -> None:
    data = RULES.model_dump(mode="json")
    data[table][key] = broken
    with pytest.raises(RulesInvalid) as refused:
        checked_rules(data)
    assert named in str(refused.value.facts["detail"])


def test_a_rule_for_every_channel_purpose_sequence_and_goal_is_asked_for() -> None:
    data = RULES.model_dump(mode="json")
    del data["channels"]["live"]
    with pytest.raises(RulesInvalid) as refused:
        checked_rules(data)
    assert "no rule for live" in str(refused.value.facts["detail"])
