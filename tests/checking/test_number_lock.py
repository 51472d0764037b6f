import pytest

from copilot.domain.channel import Channel
from copilot.domain.draft import Severity
from copilot.domain.evidence import Role
from tests.checking.conftest import Check, fact, passage

KINDS = {"number", "price", "date", "expired_offer"}


def found(check: Check, text: str, **more: object) -> list[tuple[str, str]]:
    return [(f.rule, f.quote) for f in check(text, **more) if f.kind in KINDS and f.severity is not Severity.NOTE]


WRONG = [
    ("听松枕 389 一只", "price_conflict", "389"),
    ("听松枕三百八十九元", "price_conflict", "三百八十九元"),
    ("听松枕 199 元", "wrong_product", "199 元"),
    ("99元一只的荞麦枕", "price_conflict", "99"),
    ("听松枕今天 299 元", "offer_expired", "299 元"),
    ("听松枕 279 元拿走", "offer_not_yet", "279 元"),
    ("听松枕会员价 399", "price_label", "399"),
    ("听松枕日常价359元", "price_label", "359元"),
    ("听松枕只要359", "price_member_unsaid", "359"),
    ("听松枕密度 65D", "number_conflict", "65D"),
    ("听松枕尺寸 70×40×12cm", "number_unmatched", "70×40×12cm"),
    ("可以试睡 60 天，不合适就退", "number_conflict", "60 天"),
    ("可以试睡 30 个月，不合适就退", "number_wrong_unit", "30 个月"),
    ("荞麦枕重量 2.5kg", "number_conflict", "2.5kg"),
    ("满300减80", "price_unmatched", "满300减80"),
    ("荞麦枕活动到12月5日截止", "date_conflict", "12月5日"),
    ("荞麦枕优惠截止11月11日", "offer_day_past", "11月11日"),
    ("399÷3÷365≈0.56元", "price_number_arithmetic", "0.56元"),
    ("荞麦枕回购率 98%", "number_unmatched", "98%"),
    ("荞麦枕累计卖出5万只", "number_unmatched", "5万只"),
]


@pytest.mark.parametrize(("text", "rule", "quote"), WRONG)
def test_a_wrong_number_is_found_at_its_place(check: Check, text: str, rule: str, quote: str) -> None:
    assert (rule, quote) in found(check, text)


RIGHT = [
    "听松枕 399 一只，按用三年算一天三毛六。",
    "听松枕会员价 359，日常价 399。",
    "荞麦枕活动价149元，到11月30日，满300减50。",
    "荞麦枕平时199，现在149，省50。",
    "听松枕比荞麦枕贵200。",
    "2只荞麦枕共398元。",
    "399÷3÷365≈0.36元",
    "可以试睡30天，不合适就退。",
    "试睡一个月，不合适就退。",
    "密度55D，尺寸60×40×12cm，长60厘米。",
    "荞麦枕1.5公斤，也就是1500克。",
    "荞麦枕三斤重。",
    "荞麦枕两百不到。",
    "12月10日起听松枕279元。",
    "双11的299元已经结束了，听松枕现在399元。",
    "昨天来了位阿姨，抱着睡了八年的荞麦枕，教她弄了半小时。",
    "荞麦枕原价199，现在7.5折，149。",
    "您说的预算300元左右，荞麦枕够了。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_number_raises_no_alarm(check: Check, text: str) -> None:
    assert found(check, text) == []


def test_the_right_value_is_proposed(check: Check) -> None:
    finding = next(f for f in check("听松枕 389 元") if f.kind == "price")
    assert "399元" in finding.suggestion
    assert finding.severity is Severity.BLOCK


def test_the_product_asked_for_decides_when_the_sentence_names_none(check: Check) -> None:
    assert found(check, "只要 199 元", product="山谷荞麦枕") == []
    assert found(check, "只要 199 元", product="听松枕") == [("wrong_product", "199 元")]


def test_a_number_of_the_evidence_needs_no_fact(check: Check) -> None:
    proof = passage(1, "实测 1200 位顾客，退货率 3.2%。", Role.PROOF)
    assert found(check, "1200 位顾客里退货率 3.2%[1]。", evidence=(proof,)) == []


def test_a_citation_mark_is_no_number(check: Check) -> None:
    assert found(check, "侧睡的人多半喜欢这只[12]。", evidence=(passage(12, "侧睡的人多半喜欢这只枕头"),)) == []


def test_an_offer_whose_days_are_over_is_no_evidence(check: Check) -> None:
    past = passage(1, "国庆活动 10月1日至10月7日：荞麦枕 129 元。", Role.OFFER, "山谷荞麦枕")
    assert found(check, "荞麦枕 129 元", evidence=(past,))[0][0] == "offer_expired"


def test_a_number_contradicting_a_passage_is_found(check: Check) -> None:
    care = passage(1, "外套可以机洗，水温不要超过 30 度，晾干要 48 小时左右。", Role.FAQ)
    assert ("number_conflict", "72 小时") in found(check, "外套晾干要 72 小时左右", evidence=(care,))


def test_prices_in_another_currency_are_kept_apart(check: Check) -> None:
    cup = (fact("山谷荞麦枕", "list_price", "18.50", "USD"),)
    assert found(check, "荞麦枕 $18.50", facts=cup) == []
    assert found(check, "荞麦枕 $19.50", facts=cup) == [("price_conflict", "$19.50")]


def test_one_to_one_a_wrong_spec_warns(check: Check) -> None:
    severity = next(f.severity for f in check("听松枕密度 65D", channel=Channel.PRIVATE_CHAT) if f.kind == "number")
    assert severity is Severity.WARN


def test_a_weekday_that_is_not_the_dates_is_found(check: Check) -> None:
    assert ("date_weekday", "周三") in found(check, "荞麦枕活动到11月30日（周三）")
    assert found(check, "荞麦枕活动到11月30日（周一）") == []


BOIL = (fact("山谷荞麦枕", "煮沸时间", "5 min 40 s for 0.8 L"), fact("山谷荞麦枕", "研磨时间", "55 s for 20 g"))
GRINDS = passage(1, "山谷荞麦枕 grinds 20 g in about 55 seconds.")


@pytest.mark.parametrize(
    ("text", "quote"),
    [("荞麦枕 boils 0.8 L in 4 min 20 s", "4 min 20 s"), ("It grinds 20 grams in 40 seconds flat.", "40 seconds")],
)
def test_another_time_for_the_same_amount_is_found(check: Check, text: str, quote: str) -> None:
    findings = check(text, facts=BOIL, evidence=(GRINDS,))
    assert [f.quote for f in findings if f.kind == "number" and f.severity != "note"] == [quote]


@pytest.mark.parametrize(
    "text", ["荞麦枕 boils 0.8 L in under six minutes", "It grinds 20 grams in just under a minute."]
)
def test_a_time_said_in_a_larger_unit_is_right(check: Check, text: str) -> None:
    findings = check(text, facts=BOIL, evidence=(GRINDS,))
    assert [f.quote for f in findings if f.kind == "number" and f.severity != "note"] == []


LAUNCH = passage(1, "The lamp was launched on May 15, 2022, in two colours.")


def test_another_day_of_release_is_found_in_other_words(check: Check) -> None:
    assert found(check, "Oak Lamp released on May 1, 2020.", facts=(), evidence=(LAUNCH,)) == [
        ("date_conflict", "May 1, 2020")
    ]
    assert found(check, "Oak Lamp released on May 15, 2022.", facts=(), evidence=(LAUNCH,)) == []
