import pytest

from tests.checking.conftest import Check, fact


def prices(check: Check, text: str, **more: object) -> list[str]:
    return [f.quote for f in check(text, **more) if f.kind == "price"]


WRONG = [
    ("荞麦枕139，喜欢的来", "139"),
    ("听松枕平时389", "389"),
    ("荞麦枕今天一百三十九", "一百三十九"),
    ("荞麦枕和听松枕分别是159、399", "159"),
    ("两只荞麦枕一共288", "288"),
]


@pytest.mark.parametrize(("text", "quote"), WRONG)
def test_a_wrong_price_without_a_currency_is_found(check: Check, text: str, quote: str) -> None:
    assert prices(check, text) == [quote]


RIGHT = [
    "荞麦枕199，现在149",
    "荞麦枕和听松枕分别是199、399",
    "两只荞麦枕一共298",
    "一只听松枕加一只荞麦枕，一共548",
    "听松枕 60 高的款",
    "昨天发了47单，今天接着发荞麦枕",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_price_or_another_number_is_left_alone(check: Check, text: str) -> None:
    assert prices(check, text) == []


def test_the_price_of_another_size_is_found(check: Check) -> None:
    sizes = (
        fact("山谷荞麦枕", "list_price", "149", "元"),
        fact("山谷荞麦枕", "list_price", "189", "元"),
    )
    small, large = (
        type(f)(**{**{n: getattr(f, n) for n in f.__slots__}, "note": note})
        for f, note in zip(sizes, ("40×60cm", "48×74cm"), strict=True)
    )
    assert prices(check, "荞麦枕48×74的149", facts=(small, large)) == ["149"]
    assert prices(check, "荞麦枕48×74的189", facts=(small, large)) == []


def test_a_threshold_is_no_price(check: Check) -> None:
    rules = (fact("", "包邮门槛", "满99元包邮"), fact("山谷荞麦枕", "list_price", "59", "元"))
    assert [(f.kind, f.quote) for f in check("满59包邮", facts=rules) if f.kind == "number"] == [("number", "59")]
    assert prices(check, "满99包邮", facts=rules) == []
