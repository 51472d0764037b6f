"""What is true of one product is not true of another, nor of all of them."""

import pytest

from copilot.checking import Checker, CheckRequest, channel_forms
from copilot.domain.brand import Brand, Category, Product
from copilot.domain.channel import Channel
from copilot.domain.evidence import Role
from copilot.domain.language import Language
from tests.checking.conftest import AT, fact, passage

BRAND = Brand(
    "camp",
    "Camp",
    Category.GENERAL,
    Language.EN,
    (
        Product("Cinder Kettle", ("Cinder",)),
        Product("Fogline Mug", ("insulated mug",)),
        Product("Switchback Dripper", ("Switchback",)),
        Product("荞麦枕", ()),
        Product("蚕丝被", ()),
        Product("豆暖被", ()),
    ),
)
FACTS = (
    fact("Cinder Kettle", "Care", "Hand wash. Stainless steel."),
    fact("Fogline Mug", "Care", "Dishwasher safe, lid too"),
    fact("Switchback Dripper", "Care", "Dishwasher, top rack"),
    fact("荞麦枕", "洗护", "外套40℃机洗"),
    fact("蚕丝被", "洗护", "不可水洗"),
)
EVIDENCE = (
    passage(1, "豆暖被能机洗，桶要大。", Role.FAQ),
    passage(2, "全部产品外箱可回收 (recyclable)。", Role.POLICY),
)


def said_of_others(checker: Checker, text: str) -> list[str]:
    form = channel_forms()[Channel.MOMENTS]
    request = CheckRequest(text, BRAND, form, Language.EN, AT, facts=FACTS, evidence=EVIDENCE)
    return [f.quote for f in checker.check(request) if f.rule == "claim_of_others"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Dishwasher safe, every piece of it.", "Dishwasher safe"),
        ("Everything we make is dishwasher safe.", "Everything we make is dishwasher safe"),
        ("All of our gear goes in the dishwasher.", "All of our gear goes in the dishwasher"),
        ("The Cinder is dishwasher safe.", "The Cinder is dishwasher safe"),
        ("You can put the kettle in the dishwasher.", "You can put the kettle in the dishwasher"),
        ("蚕丝被可以机洗", "蚕丝被可以机洗"),
        ("所有被子都能机洗", "所有被子都能机洗"),
    ],
)
def test_what_is_known_of_other_products_only_is_found(checker: Checker, text: str, quote: str) -> None:
    assert said_of_others(checker, text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "The Fogline Mug is dishwasher safe.",
        "The dripper is dishwasher safe, top rack.",
        "Every piece of the mug is dishwasher safe.",
        "Hand wash the kettle; the mug is dishwasher safe.",
        "Not everything is dishwasher safe.",
        "Is everything dishwasher safe?",
        "The mug is insulated.",
        "Everything is recyclable.",
        "豆暖被能机洗",
        "荞麦枕外套可以机洗",
        "蚕丝被不能机洗",
    ],
)
def test_what_is_known_of_the_product_or_of_all_is_left_alone(checker: Checker, text: str) -> None:
    assert said_of_others(checker, text) == []
