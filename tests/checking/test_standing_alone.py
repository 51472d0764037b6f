"""Numbers that need no source: somebody's own, a size by which a thing is called, a title."""

import pytest

from tests.checking.conftest import Check, fact, passage

FACTS = (fact("山谷荞麦枕", "list_price", "48", "元"), fact("山谷荞麦枕", "重量", "2", "公斤"))
KNOWN = (
    passage(1, "山谷荞麦枕净重2公斤。洗护每次60分钟。"),
    passage(2, "The Pine pillow is 102 mm high. Delivery takes 3 to 5 business days."),
    passage(3, "Shades | 18\nNumber of pods | 2"),
)


def loud(check: Check, text: str) -> list[str]:
    findings = check(text, facts=FACTS, evidence=KNOWN)
    return [
        f.quote for f in findings if f.kind in ("number", "price", "date") and f.severity in ("note", "warn", "block")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "狗狗8公斤，睡得下",
        "6公斤的柯基也能趴",
        "My mum started at 63, it's never too late.",
        "The pillow is just over 4 inches high.",
        "一米七八的话选大号",
        "It comes in 18 shades.",
        "It'll be with you in 3 to 5 business days.",
    ],
)
def test_they_pass(check: Check, text: str) -> None:
    assert loud(check, text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("山谷荞麦枕净重8公斤", "8公斤"),
        ("The pillow is 6 inches high.", "6 inches"),
        ("It comes in 24 shades.", "24"),
        ("It'll be with you in 9 business days.", "9 business days"),
    ],
)
def test_the_same_of_goods_and_terms_do_not(check: Check, text: str, wrong: str) -> None:
    assert any(wrong in quote or quote in wrong for quote in loud(check, text))
