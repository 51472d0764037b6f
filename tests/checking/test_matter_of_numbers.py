"""What a number is about where its own sentence does not say: a heading, a question, a kind, a product named elsewhere."""

from dataclasses import replace

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.brand import Brand, Product
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding, Severity
from copilot.domain.evidence import EvidenceItem, Fact, Passage, Role, Source
from copilot.domain.language import Language
from tests.checking.conftest import AT, BRAND, FACTS, SOURCE, Check, fact

NUMBERS = ("number", "price", "date", "expired_offer", "price_fraud")
HOUSE = Brand(
    "tidewater",
    "Tidewater",
    language=Language.EN,
    products=(Product("Canoe Hire", ("canoe",)), Product("Kayak Hire", ("kayak",)), Product("Dry Bag", ())),
)
ALL_OF_A_KIND = Source("hire", "hire.csv", 1, "A1")


def headed(n: int, heading: str, text: str, role: Role = Role.POLICY) -> EvidenceItem:
    return EvidenceItem(n, text, role, SOURCE, passage=Passage(f"h{n}", text, role, SOURCE, heading=heading))


def listed(product: str, value: str, note: str = "") -> Fact:
    return Fact(product, "list_price", value, "USD", ALL_OF_A_KIND, note=note)


BOATHOUSE = (
    headed(1, "How we work > Opening hours", "Thursday to Sunday, 9 am to 5 pm."),
    headed(2, "How we work > Damage", "Tell us within 48 hours, with a picture."),
    headed(3, "How we work > Late returns", "$18 an hour for the whole party, from the first quarter of an hour."),
    headed(4, "Questions", "How many canoes do you have?\nNine, and two rafts.", Role.FAQ),
    headed(5, "Questions", "What can't we bring?\nGlass, barbecues and speakers.", Role.FAQ),
    headed(6, "How we work > Booking", "$40 holds the boat. Past 10 miles the shuttle is $1.50 a mile."),
)
HIRE = (
    listed("Canoe Hire", "90", "half day"),
    listed("Canoe Hire", "140", "full day"),
    listed("Kayak Hire", "60"),
    listed("Dry Bag", "18"),
)


def told(checker: Checker, text: str) -> tuple[Finding, ...]:
    form = channel_forms()[Channel.MOMENTS]
    return checker.check(CheckRequest(text, HOUSE, form, Language.EN, AT, facts=HIRE, evidence=BOATHOUSE))


def boathouse(checker: Checker, text: str) -> list[tuple[str, str]]:
    return [(f.kind, f.quote) for f in told(checker, text) if f.kind in NUMBERS and f.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("We're open Tuesdays as well.", "Tuesdays"),
        ("The boathouse is open till 9 pm.", "9 pm"),
        ("You have 10 days to tell us about damage, with a picture.", "10 days"),
        ("Fourteen canoes on the river today.", "Fourteen"),
        ("Late returns are $60 an hour for the party.", "$60"),
    ],
)
def test_a_heading_or_a_question_tells_what_a_number_is_about(checker: Checker, text: str, quote: str) -> None:
    assert any(
        quote.casefold() in q.casefold() or q.casefold() in quote.casefold() for _, q in boathouse(checker, text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "We're open on Saturdays, nine to five.",
        "Tell us within two days if something breaks, a picture helps.",
        "Nine canoes, two rafts, one kettle.",
        "A late party pays $18 an hour.",
        "You're 14 miles out, so four miles past ten, $6 for the shuttle.",
        "Forty dollars holds it. The other $100 is due on the day.",
        "We lend boats Thursday to Sunday, so if you book after Sunday you'll be out on Thursday.",
        "One more canoe won't fit on the trailer.",
        "If you cancel today it's half back, $45.",
    ],
)
def test_what_follows_from_it_is_silent(checker: Checker, text: str) -> None:
    assert boathouse(checker, text) == []


def test_what_a_question_refuses_is_denied_of_each_thing_in_the_answer(checker: Checker) -> None:
    def claims(text: str) -> list[str]:
        return [f.rule for f in told(checker, text) if f.kind.endswith("claim")]

    assert "claim_contradicted" in claims("Speakers on the beach are fine.")
    assert "claim_contradicted" not in claims("Dogs on the beach are fine.")


CARDS = (
    Fact("山谷荞麦枕", "list_price", "620", "元", SOURCE, note="季卡3只"),
    Fact("听松记忆枕 Pro", "list_price", "399", "元", SOURCE, note="大"),
    Fact("听松记忆枕 Pro", "list_price", "299", "元", SOURCE, note="小"),
)


def prices(check: Check, text: str, facts: tuple[Fact, ...] = FACTS) -> list[str]:
    findings = check(text, facts=facts)
    return [f.quote for f in findings if f.kind in NUMBERS and f.severity is not Severity.NOTE]


def test_a_kind_right_before_a_price_names_its_product(check: Check) -> None:
    assert prices(check, "季卡560，三个月一只", CARDS) == ["560"]
    assert prices(check, "季卡620，三个月一只", CARDS) == []
    assert prices(check, "到第三季卡住了", CARDS) == []


def test_a_sum_before_a_product_of_another_clause_may_be_another_ones(check: Check) -> None:
    assert prices(check, "399的话，一年一天一块一，比荞麦枕贵两百") == []
    assert prices(check, "这只399，荞麦枕轻一些") == []


def test_a_whole_sum_is_held_exactly(check: Check) -> None:
    assert prices(check, "听松枕加荞麦枕，一共568") == ["568"]
    assert prices(check, "听松枕加荞麦枕，一共548") == []
    assert prices(check, "399+399+149，947") == []


def test_what_a_sum_comes_to_behind_a_product_is_added_up(check: Check) -> None:
    assert prices(check, "荞麦枕149，再要一只听松枕加起来548") == []


def test_a_price_that_is_over_may_be_told_as_one_that_was(check: Check) -> None:
    assert prices(check, "听松枕双十一那个299已经结束啦") == []
    assert prices(check, "299那个听松枕上半月就停了，现在399") == []
    assert "299" in prices(check, "听松枕299，还有几只")


def test_a_day_known_as_closed_may_not_be_opened(check: Check) -> None:
    shop = (headed(1, "门店", "周二休息，其他日子早10点到晚8点。"),)

    def days(text: str) -> list[str]:
        return [f.quote for f in check(text, evidence=shop) if f.kind == "date" and f.severity is not Severity.NOTE]

    assert days("周二也开门") == ["周二"]
    assert days("周二店里休息") == []


def test_a_piece_of_one_name_inside_another_names_nothing(checker: Checker) -> None:
    brand = replace(BRAND, products=(Product("小松枝香"), Product("松枝礼盒")))
    facts = (fact("小松枝香", "list_price", "39", "元"), fact("松枝礼盒", "list_price", "168", "元"))
    form = channel_forms()[Channel.MOMENTS]
    request = CheckRequest("松枝剪回来晒三天。礼盒168", brand, form, Language.ZH, AT, facts=facts)
    found = checker.check(request)
    assert [f.rule for f in found if f.kind == "price"] == []
