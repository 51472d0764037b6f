"""Sums that a text works out by itself, and prices whose product is called otherwise than by its name."""

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.brand import Brand, Product
from copilot.domain.channel import Channel
from copilot.domain.draft import Finding
from copilot.domain.evidence import Fact, Role
from copilot.domain.language import Language
from tests.checking.conftest import AT, fact, passage

SHOP = Brand(
    "guitar",
    "弦外",
    products=(
        Product("民谣琴 Plus", ()),
        Product("民谣琴", ("木吉他",)),
        Product("尤克里里课", ("尤克课",)),
        Product("弦外年卡", ("年卡",)),
    ),
)


def priced(product: str, field: str, value: str, note: str = "") -> Fact:
    made = fact(product, field, value, "元")
    return Fact(made.product, made.field, made.value, made.unit, made.source, note=note)


FACTS = (
    priced("民谣琴", "list_price", "860"),
    priced("民谣琴 Plus", "list_price", "1180"),
    priced("民谣琴", "重量", "2.1"),
    priced("尤克里里课", "list_price", "150", "单人"),
    priced("尤克里里课", "list_price", "90", "小班"),
    priced("尤克里里课", "member_price", "135", "单人"),
    priced("弦外年卡", "list_price", "260"),
    fact("民谣琴", "琴重", "2100", "克"),
    fact("民谣琴 Plus", "琴重", "1850", "克"),
)
TOLD = (
    passage(1, "调音每次40元，押金付两成，学生证9折。开门时间：周二到周五下午1点到9点，周末10点到6点。", Role.POLICY),
)


def findings(checker: Checker, text: str, channel: Channel = Channel.GROUP) -> tuple[Finding, ...]:
    form = channel_forms()[channel]
    return checker.check(CheckRequest(text, SHOP, form, Language.ZH, AT, facts=FACTS, evidence=TOLD))


def loud(checker: Checker, text: str) -> list[tuple[str, str]]:
    kinds = ("price", "number", "date")
    return [(f.rule, f.quote) for f in findings(checker, text) if f.kind in kinds and f.severity.value != "note"]


@pytest.mark.parametrize(
    "text",
    [
        "尤克课小班4节，一共360。",
        "三个人学小班，两次课就是540。",
        "民谣琴押两成，先付172，琴到了再付688。",
        "民谣琴860，Plus要1180，贵320。",
        "普通款860，Plus 1180。",
        "民谣琴有学生证打九折是774。",
        "琴860，调音40，加起来900。",
        "小班90一次，单人的150。",
        "尤克课单人150，年卡135，差15。",
        "Plus轻了两百五十克。",
    ],
)
def test_what_follows_from_prices_counts_and_shares_passes(checker: Checker, text: str) -> None:
    assert loud(checker, text) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("尤克课小班4节，一共380。", "380"),
        ("民谣琴860，Plus要1280。", "1280"),
        ("普通款890，Plus 1180。", "890"),
        ("年卡150一年。", "150"),
        ("民谣琴有学生证打九折是754元。", "754"),
        ("周末早上九点开门。", "九点"),
        ("周三上午9点开门。", "9点"),
    ],
)
def test_what_does_not_follow_is_found(checker: Checker, text: str, quote: str) -> None:
    assert any(quote in f.quote or f.quote in quote for f in findings(checker, text) if f.kind in ("price", "date"))


def test_a_sum_that_seems_worked_out_is_no_more_than_noted_in_a_chat(checker: Checker) -> None:
    [finding] = [f for f in findings(checker, "尤克课小班四个人，一共380。", Channel.PRIVATE_CHAT) if f.kind == "price"]
    assert (finding.rule, finding.severity.value) == ("price_unfollowed", "note")


@pytest.mark.parametrize("text", ["周末上午十点开，下午六点关。", "周四晚上九点关门。"])
def test_the_second_of_two_hours_is_the_later_one(checker: Checker, text: str) -> None:
    assert loud(checker, text) == []


def test_a_members_price_said_to_be_everybodys_is_found(checker: Checker) -> None:
    text = "尤克课单人135，不是会员也这个价。"
    assert any(f.quote == "135" and f.kind == "price" for f in findings(checker, text))
