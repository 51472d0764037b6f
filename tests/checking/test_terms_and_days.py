"""Numbers of terms, deals and days that are said in another way than the knowledge says them."""

from datetime import date

import pytest

from copilot.domain.draft import Severity
from copilot.domain.evidence import Role
from tests.checking.conftest import FACTS, Check, assert_found, fact, passage

HANDBOOK = (
    passage(1, "松风2019年成立，三个师傅。", Role.STORY),
    passage(2, "学步课一个班不超过8人，每节45分钟，请假一学期补3次。", Role.POLICY),
    passage(3, "荞麦枕适合6到11公斤的宝宝，M码。", Role.SPEC, "山谷荞麦枕"),
    passage(4, "荞麦枕买3只送枕套1只，2026年11月20日至12月10日，限前200名。", Role.OFFER),
    passage(5, "12月12日（周六）晚7点半视频号看晒被子。", Role.OFFER),
    passage(6, "芯子能放18个月。开票三个工作日内。退款5个工作日到账。", Role.POLICY),
    passage(7, "支持货到付款吗？\n不支持，先付款。", Role.FAQ),
    passage(8, "能洗吗？\n能，外套可以机洗。", Role.FAQ),
)
NUMBERS = ("number", "price", "date", "expired_offer", "price_fraud")


def found(check: Check, text: str, *, loud: bool = True) -> list[tuple[str, str]]:
    findings = check(text, evidence=HANDBOOK)
    return [(f.kind, f.quote) for f in findings if f.kind in NUMBERS and not (loud and f.severity is Severity.NOTE)]


RIGHT = [
    "学步课一个班最多八个人，一节四十五分钟",
    "荞麦枕买三送一，送的是枕套，前两百位",
    "荞麦枕三只送枕套一只，到12月10日",
    "松风做了七年",
    "荞麦枕M码，八九公斤的宝宝正合适，八公斤也行",
    "12号晚上七点半，视频号看晒被子",
    "12号周六晚上七点半，视频号看晒被子",
    "12月12日结束，周末休息",
    "发票三个工作日内开",
    "荞麦枕199，摊到一年一天五毛五不到",
    "荞麦枕199一只，一只睡三年，一年六十七块不到",
    "您在我们这花了一千二",
    "差11块包邮，不用凑",
    "您今年四百多，离会员还远",
    "等个三五分钟，十七八斤的宝宝也行",
    "明天（周二）店里有人",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_numbers_in_other_words_raise_no_alarm(check: Check, text: str) -> None:
    assert found(check, text) == []


WRONG = [
    ("学步课一个班最多六个人", "number", "六个人"),
    ("荞麦枕买二送一，送枕套", "price", "买二送一"),
    ("荞麦枕送枕套，限前五百位", "number", "前五百位"),
    ("松风做了十一年", "number", "十一年"),
    ("荞麦枕M码能到十五公斤", "number", "十五公斤"),
    ("视频号看晒被子，改在15号晚上七点半", "date", "15"),
    ("视频号看晒被子，周五晚上七点半", "date", "周五晚上七点半"),
    ("荞麦枕活动到12月12日截止", "date", "12月12日"),
    ("荞麦枕恢复398", "price_fraud", "恢复398"),
    ("听松枕299的价格给到月底", "expired_offer", "299"),
]


@pytest.mark.parametrize(("text", "kind", "quote"), WRONG)
def test_wrong_numbers_in_other_words_are_found(check: Check, text: str, kind: str, quote: str) -> None:
    assert any(k == kind and quote in q for k, q in found(check, text, loud=False))


def test_a_number_nobody_stands_for_is_noted_and_no_more(check: Check) -> None:
    findings = [f for f in check("晒一次要四个小时", evidence=HANDBOOK) if f.kind == "number"]
    assert [(f.quote, f.severity) for f in findings] == [("四个小时", Severity.NOTE)]


def test_a_month_is_a_term_only_where_a_term_is_spoken_of(check: Check) -> None:
    assert ("number", "一个月") in found(check, "退款一个月到账", loud=False)
    assert found(check, "睡了一个月，越来越顺", loud=False) == []


def test_a_question_answered_with_no_supports_nothing(check: Check) -> None:
    claims = [f for f in check("我们支持货到付款", evidence=HANDBOOK) if f.kind == "unsupported_claim"]
    assert claims
    assert [f for f in check("不支持货到付款", evidence=HANDBOOK) if f.kind == "unsupported_claim"] == []
    assert [f for f in check("外套可以机洗", evidence=HANDBOOK) if f.kind == "unsupported_claim"] == []


def test_pounds_are_money_where_prices_are_in_sterling(check: Check) -> None:
    sterling = (fact("山谷荞麦枕", "list_price", "18", "GBP"),)
    wrong = [f for f in check("荞麦枕 is fifteen pounds", facts=sterling) if f.kind == "price"]
    assert [f.quote for f in wrong] == ["fifteen pounds"]
    assert [f for f in check("荞麦枕 is eighteen pounds", facts=sterling) if f.kind == "price"] == []


def test_a_price_to_come_may_be_named_as_what_a_price_goes_to(check: Check) -> None:
    coming = (*FACTS, fact("山谷荞麦枕", "promotion_price", "129", "元", (date(2026, 12, 18), date(2026, 12, 22))))
    assert [f for f in check("荞麦枕12月18日起调到129", facts=coming) if f.kind == "price_fraud"] == []
    assert [f.quote for f in check("荞麦枕明天调到329", facts=coming) if f.kind == "price_fraud"]


@pytest.mark.parametrize(
    "text", ["荞麦枕199，听松枕也是", "荞麦枕199元，听松枕一样", "荞麦枕 149，听松记忆枕 Pro 同价"]
)
def test_a_price_said_of_a_second_product_by_a_word_is_its_price_too(check: Check, text: str) -> None:
    assert [(f.kind, f.quote[:2]) for f in check(text) if f.kind == "price"] == [("price", "听松")]


@pytest.mark.parametrize(
    "text", ["听松枕也是好东西，荞麦枕199", "荞麦枕199，荞麦枕也是这个价", "荞麦枕199。听松枕也是记忆棉的"]
)
def test_other_words_after_a_product_say_nothing_of_its_price(check: Check, text: str) -> None:
    assert [f for f in check(text) if f.kind == "price"] == []


def test_a_week_where_hours_are_promised_is_a_wrong_term(check: Check) -> None:
    service = (passage(1, "破损24小时内拍照补发。", Role.POLICY),)
    assert [f.quote for f in check("碎了一周内拍照都补", evidence=service) if f.kind == "number"] == ["一周"]
    assert [f for f in check("碎了一天内拍照都补", evidence=service) if f.kind == "number"] == []


def test_a_month_and_a_half_is_one_term(check: Check) -> None:
    hand = (fact("山谷荞麦枕", "list_price", "49", "元"), fact("山谷荞麦枕", "规格", "80", "g"))
    assert [f for f in check("荞麦枕一支用一个半月，49块，一天一块一", facts=hand) if f.kind == "price"] == []


SHOP = (
    passage(1, "湖滨店周一到周日10:00–20:30。", Role.POLICY),
    passage(2, "每月8日会员日。全场满299元包邮。下午3点前付款当天发货。", Role.POLICY),
    passage(3, "会员满3000元升金卡，享9折。", Role.POLICY),
    passage(4, "晒单返券到11月30日。", Role.OFFER),
)
OFFERS = (
    *FACTS,
    fact("全店", "内容", "满500减60", "", (date(2026, 11, 20), date(2026, 11, 30))),
    fact("锅具", "活动", "以旧换新", "", (date(2026, 10, 1), date(2026, 12, 31))),
    fact("出门三件", "规格", "荞麦枕1.2kg+听松枕300g"),
)


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("湖滨店开到晚上9点半", "date", "晚上9点半"),
        ("会员日是每月18号", "date", "18号"),
        ("下午五点前拍的今天都能走", "date", "五点"),
        ("以旧换新做到11月底", "date", "11月底"),
        ("荞麦枕一只只要179", "price", "179"),
        ("荞麦枕199，会员便宜80", "price", "80"),
    ],
)
def test_hours_days_and_sums_said_in_passing_are_held_to_the_knowledge(
    check: Check, text: str, kind: str, quote: str
) -> None:
    loud = [f for f in check(text, facts=OFFERS, evidence=SHOP) if f.severity is not Severity.NOTE]
    assert_found(loud, text, kind, quote)


@pytest.mark.parametrize(
    "text",
    [
        "湖滨店开到晚上8点半",
        "湖滨店周末也是10点开门",
        "会员日每月8号，到店再9折",
        "以旧换新到12月31日",
        "听松枕399，满500减60还差一点",
        "荞麦枕金卡9折，179.1一只",
        "满299包邮，您这单268，就差31块",
        "荞麦枕1.5kg，我一米六，拎得动",
        "荞麦枕199的，配听松枕也行",
        "下午3点前拍的今天都能走",
    ],
)
def test_neighbours_said_in_passing_pass(check: Check, text: str) -> None:
    loud = [f for f in check(text, facts=OFFERS, evidence=SHOP) if f.severity is not Severity.NOTE]
    assert [(f.rule, f.quote) for f in loud if f.kind in NUMBERS] == []


def test_an_offer_of_the_whole_shop_is_not_the_property_of_a_product(check: Check) -> None:
    assert not [f for f in check("听松枕两只，满500减60", facts=OFFERS) if f.rule == "wrong_product"]


def test_so_many_packets_of_so_many_cups_make_their_product(check: Check) -> None:
    known = (passage(1, "Six teas, about five cups a packet.", Role.SPEC),)
    found = [f.quote for f in check("Six teas, about thirty cups in a box.", evidence=known) if f.kind == "number"]
    assert found == []
