import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.channel import Channel
from copilot.domain.evidence import Role
from copilot.domain.language import Language
from tests.checking.conftest import AT, Check, fact, passage

CAMP = Brand(
    "camp",
    "Camp",
    Category.GENERAL,
    Language.EN,
    (Product("Scree Hand Grinder", ("Scree",)), Product("Cinder Kettle", ())),
)
FACTS = (fact("Scree Hand Grinder", "list_price", "89", "USD"), fact("Cinder Kettle", "list_price", "58", "USD"))
STORY = (passage(1, "We started in Missoula. The Basecamp shelf is by the door.", Role.STORY),)


def found(checker: Checker, text: str) -> list[tuple[str, str]]:
    form = channel_forms()[Channel.MOMENTS]
    request = CheckRequest(text, CAMP, form, Language.EN, AT, facts=FACTS, evidence=STORY)
    return [(f.kind, f.quote) for f in checker.check(request) if f.kind in ("product_name", "price")]


@pytest.mark.parametrize(
    ("text", "name", "price"),
    [
        ("The Ridge grinder is $89 this week.", "Ridge grinder", "$89"),
        ("The Summit kettle is $58.", "Summit kettle", "$58"),
        ("Our new Boulder Kettle: $58.", "Boulder Kettle", "$58"),
    ],
)
def test_goods_of_a_name_nobody_has_are_found_with_their_price(
    checker: Checker, text: str, name: str, price: str
) -> None:
    assert found(checker, text) == [("product_name", name), ("price", price)]


@pytest.mark.parametrize(
    "text",
    [
        "The Scree grinder is $89.",
        "The Cinder Kettle is $58.",
        "The Basecamp kettle is $58.",
        "A Hario kettle won't fit here.",
        "The steel kettle is $58.",
    ],
)
def test_known_names_and_other_words_are_left_alone(checker: Checker, text: str) -> None:
    assert found(checker, text) == []


@pytest.mark.parametrize(("text", "name"), [("云海枕149一只", "云海枕"), ("今天的好价：山茶枕199", "山茶枕")])
def test_a_chinese_name_with_a_price_is_found(check: Check, text: str, name: str) -> None:
    assert ("product_name", name) in [(f.kind, f.quote) for f in check(text)]


@pytest.mark.parametrize("text", ["荞麦枕199一只", "旧枕头别扔，荞麦枕199", "这只枕199", "大枕头怎么洗"])
def test_a_chinese_text_without_such_a_name_is_left_alone(check: Check, text: str) -> None:
    assert [f.quote for f in check(text) if f.kind == "product_name"] == []
