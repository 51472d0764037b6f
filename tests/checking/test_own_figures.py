"""Figures that are a customer's own, and terms that follow from known ones; beside them what contradicts the knowledge."""

from datetime import date

import pytest

from tests.checking.conftest import Check, fact, passage

KNOWN = (
    passage(1, "大号枕套适用枕头宽32至42厘米。枕芯承重20公斤。"),
    passage(2, "消费1元积1分，100分抵1元，积分12个月内有效。"),
    passage(3, "门店：平江路118号，营业时间10:00至21:00，周一休息。"),
    passage(6, "每周日晚19:30直播讲选枕头。"),
    passage(4, "听松枕适用于3岁以上人群。枕套不能机洗，只能手洗。"),
    passage(5, "The Pine Club costs $36 a year. Members get one free jar of balm in their birthday month."),
)
PRICES = (
    fact("山谷荞麦枕", "list_price", "459", "元"),
    fact("山谷荞麦枕", "promotion_price", "419", "元", (date(2026, 12, 5), date(2026, 12, 12))),
)


def loud(check: Check, text: str) -> list[tuple[str, str]]:
    findings = check(text, facts=PRICES, evidence=KNOWN)
    return [(f.kind, f.quote) for f in findings if f.severity in ("warn", "block")]


@pytest.mark.parametrize(
    "text",
    [
        "您的积分有2300分",
        "你积分现在有850分",
        "您胸围98厘米的话穿大一码",
        "您床宽大概180厘米",
        "周一门店休息，周二到周日10点到晚上9点开",
        "门店周三10点开门",
        "周日晚上7点半直播",
        "周日晚19:30直播",
        "Pine Club members get a free jar of balm in their birthday month",
        "听松枕3岁以上的宝宝可以用",
        "荞麦枕12月5日起419元，比现在便宜40元",
        "双12价和会员价不能一起用，系统会按低的算",
        "别直接丢洗衣机洗",
        "枕套不能丢洗衣机洗",
        "If you join the Pine Club, it's $36 a year",
        "Send me a photo and I'll sort a replacement",
    ],
)
def test_own_figures_and_what_follows_pass(check: Check, text: str) -> None:
    assert loud(check, text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("枕芯承重30公斤", "number"),
        ("门店周二休息", "date"),
        ("周一照常营业", "unsupported_claim"),
        ("直播周日晚上8点半开始", "date"),
        ("周日晚20:30直播", "date"),
        ("荞麦枕12月5日起419元，比现在便宜60元", "price"),
        ("枕套直接丢洗衣机洗就好", "unsupported_claim"),
        ("枕套扔进洗衣机洗没问题", "unsupported_claim"),
        ("The Pine Club is $29 a year", "price"),
        ("We'll refund you in full whenever you like", "unsupported_claim"),
    ],
)
def test_what_contradicts_the_knowledge_is_still_found(check: Check, text: str, kind: str) -> None:
    assert kind in [k for k, _ in loud(check, text)]
