"""The ages a product is for: said in years, months, spans and limits, in both languages."""

from decimal import Decimal

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.checking.ages import ages_in
from copilot.domain.brand import Brand, Product
from copilot.domain.channel import Channel
from copilot.domain.evidence import Role
from copilot.domain.language import Language
from tests.checking.conftest import AT, fact, passage

BRAND = Brand(
    "mian",
    "眠",
    products=(Product("小满儿童枕", ("儿童枕",)), Product("月亮侧睡枕", ("月亮枕",)), Product("Kite Chair", ())),
)
FACTS = (
    fact("小满儿童枕", "规格", "3–6岁 高4cm"),
    fact("小满儿童枕", "规格", "7–12岁 高6cm"),
    fact("Kite Chair", "Suits", "ages 3 and up"),
)
EVIDENCE = (
    passage(1, "小满儿童枕3岁以下不推荐。", Role.FAQ),
    passage(2, "月亮侧睡枕不能给一岁以内的宝宝睡觉用。", Role.FAQ),
)


def outside(checker: Checker, text: str) -> list[str]:
    request = CheckRequest(
        text, BRAND, channel_forms()[Channel.MOMENTS], Language.ZH, AT, facts=FACTS, evidence=EVIDENCE
    )
    return [f.quote for f in checker.check(request) if f.rule == "age_outside"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("孩子两岁可以睡小满", "两岁"),
        ("两岁就能睡小满儿童枕", "两岁"),
        ("小满儿童枕2岁起就能用", "2岁起"),
        ("小满儿童枕，一岁半的宝宝也能睡。", "一岁半的宝宝"),
        ("儿童枕18个月以上都可以用", "18个月以上"),
        ("小满儿童枕适合1-6岁", "1-6岁"),
        ("小满儿童枕0-15岁都能用", "0-15岁"),
        ("两岁的孩子睡小满刚刚好", "两岁的孩子"),
        ("月亮枕给半岁宝宝睡觉用也行", "半岁宝宝"),
        ("The Kite Chair is great for 2-year-olds.", "2-year-olds"),
        ("Kite Chair: from age 2 and up", "from age 2 and up"),
    ],
)
def test_an_age_the_product_is_not_for_is_found(checker: Checker, text: str, quote: str) -> None:
    assert outside(checker, text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "孩子三岁可以睡小满",
        "3岁以上就能睡小满儿童枕",
        "小满儿童枕适合3到12岁",
        "小满从3岁起，两岁的先叠毛巾。",
        "两岁的孩子先别睡小满，3岁再说。",
        "孩子两岁，不推荐用小满儿童枕。",
        "孩子两岁可以睡小满吗？",
        "一岁以内的宝宝不要用月亮枕",
        "店开了两岁了，小满儿童枕还在卖。",
        "小满那天下雨，两岁的外甥来店里可以玩一下午。",
        "The Kite Chair is great for 4-year-olds.",
        "The Kite Chair is not for 2-year-olds.",
        "The Kite Chair can be returned for 2 years.",
    ],
)
def test_an_age_that_fits_or_is_refused_is_left_alone(checker: Checker, text: str) -> None:
    assert outside(checker, text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("两岁", 24, 36),
        ("一岁半", 18, 24),
        ("半岁宝宝", 6, 18),
        ("3岁以上", 36, 1800),
        ("3岁以下", 0, 36),
        ("3–6岁", 36, 84),
        ("18个月大", 18, 19),
        ("ages 3 to 6", 36, 84),
        ("6-month-old", 6, 7),
    ],
)
def test_ages_are_read_in_months(text: str, low: int, high: int) -> None:
    assert [(a.low, a.high) for a in ages_in(text)] == [(Decimal(low), Decimal(high))]
