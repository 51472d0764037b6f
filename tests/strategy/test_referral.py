"""How a referral scheme may be built."""

from dataclasses import replace

import pytest

from copilot.domain.draft import Finding, Severity
from copilot.domain.referral import CheckedScheme, EarnedBy, ReferralScheme, Reward, RewardKind, Thanked
from copilot.strategy.referral import check_scheme

THANKS = Reward(Thanked.REFERRER, "20 元券")
PLAIN = ReferralScheme(
    "老带新", (THANKS, Reward(Thanked.NEWCOMER, "小样一份", RewardKind.GIFT)), "", "新人首单签收后给，12 月 31 日止"
)


def rules(found: CheckedScheme) -> list[str]:
    return [finding.rule for finding in found.findings]


def test_one_level_after_a_purchase_with_conditions_passes() -> None:
    found = check_scheme(PLAIN, {})
    assert (found.verdict, rules(found)) == ("pass", [])


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"rewards": (THANKS, replace(THANKS, level=2))}, "several_levels"),
        ({"rewards": (replace(THANKS, earned_by=EarnedBy.TEAM_SALES),)}, "team_sales"),
        ({"rewards": (replace(THANKS, earned_by=EarnedBy.JOINING),)}, "per_head"),
        ({"rewards": (replace(THANKS, earned_by=EarnedBy.SHARING),)}, "for_sharing"),
        ({"entry_fee": True}, "entry_fee"),
        ({"must_buy": True}, "must_buy"),
    ],
)
def test_what_the_law_and_the_platform_forbid_blocks_whatever_the_words_are(
    change: dict[str, object], rule: str
) -> None:
    found = check_scheme(replace(PLAIN, **change), {})  # type: ignore[arg-type]
    assert (found.verdict, rules(found)) == ("block", [rule])
    assert found.findings[0].basis.zh


def test_cash_and_missing_conditions_only_warn() -> None:
    found = check_scheme(replace(PLAIN, rewards=(replace(THANKS, kind=RewardKind.CASH),), conditions=" "), {})
    assert (found.verdict, rules(found)) == ("warn", ["cash", "no_conditions"])


def test_a_welcome_gift_for_a_newcomer_who_only_joined_is_no_pay_per_head() -> None:
    gift = Reward(Thanked.NEWCOMER, "小样", RewardKind.GIFT, EarnedBy.JOINING)
    assert check_scheme(replace(PLAIN, rewards=(gift,)), {}).verdict == "pass"


def test_only_findings_of_these_kinds_count_and_come_in_both_languages() -> None:
    def finding(kind: str, message: str) -> Finding:
        return Finding(f"{kind}_x", kind, Severity.BLOCK, 0, 2, "下线", message, "b", "s")

    said = {
        "zh": [finding("mlm", "多级"), finding("absolute", "最好")],
        "en": [finding("absolute", "best"), finding("mlm", "levels")],
    }
    found = check_scheme(PLAIN, said)
    assert rules(found) == ["mlm_x"]
    assert (found.findings[0].message.zh, found.findings[0].message.en) == ("多级", "levels")
