"""Days and hours that a text reckons from others need no source; those it reckons wrongly do."""

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.channel import Channel
from copilot.domain.language import Language
from tests.checking.conftest import AT, BRAND, Check, passage

KNOWN = (
    passage(1, "试睡30天，签收起30天内不满意可以退。寄存90天。"),
    passage(2, "门店营业时间10:00至21:00。最后一场讲座15:00开始，讲座90分钟，答疑30分钟。"),
    passage(3, "山谷荞麦枕满减活动截止12月20日。"),
)


def days(check: Check, text: str) -> list[str]:
    findings = check(text, facts=(), evidence=KNOWN)
    return [f.quote for f in findings if f.kind == "date" and f.severity in ("warn", "block")]


@pytest.mark.parametrize(
    "text",
    [
        "寄存90天，今天放的，留到2027年2月21日",
        "试睡30天，今天下单可以退到12月23日",
        "最后一场讲座下午3点，讲90分钟，大概4点半结束",
        "讲座下午3点开始，90分钟，再答疑30分钟，5点散场",
        "You have 30 nights to try it, so until 23 December.",
    ],
)
def test_what_is_reckoned_from_today_or_from_an_hour_passes(check: Check, text: str) -> None:
    assert days(check, text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("满减活动到12月26日，试睡30天", "12月26日"),
        ("门店开到晚上11点，讲座90分钟", "晚上11点"),
    ],
)
def test_what_nothing_leads_to_is_still_found(check: Check, text: str, wrong: str) -> None:
    assert wrong in days(check, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It ends Saturday, December 6.", True),
        ("It ends Sunday, December 6.", False),
        ("Every Monday and Wednesday, December 1 to 20.", False),
        ("12月6日周六截止", True),
        ("周六12月6号直播", True),
        ("周日12月6号直播", False),
        ("小院2号周三3号周四住两晚", False),
    ],
)
def test_a_weekday_said_before_its_date_has_to_be_that_of_the_date(check: Check, text: str, found: bool) -> None:
    assert ("date_weekday" in {f.rule for f in check(text, facts=(), evidence=KNOWN)}) is found


@pytest.mark.parametrize(("language", "right"), [(Language.EN, "Sunday"), (Language.ZH, "周日")])
def test_the_right_weekday_is_named_in_the_language_of_the_reader(
    checker: Checker, language: Language, right: str
) -> None:
    form = channel_forms()[Channel.GROUP]
    findings = checker.check(CheckRequest("It ends Saturday, December 6.", BRAND, form, language, AT, evidence=KNOWN))
    [finding] = [f for f in findings if f.rule == "date_weekday"]
    assert right in (finding.suggestion or "")
