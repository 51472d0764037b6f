"""What one of so many costs: right and loosely told ones pass, wrong ones do not."""

import pytest

from tests.checking.conftest import Check, fact, passage

FACTS = (
    fact("山谷荞麦枕", "list_price", "48", "元"),
    fact("山谷荞麦枕", "净含量", "1200", "克"),
    fact("听松记忆枕 Pro", "list_price", "198", "元"),
)
KNOWN = (passage(1, "听松枕一年可寄存，租一年120元。"),)


def prices(check: Check, text: str) -> list[str]:
    findings = check(text, facts=FACTS, evidence=KNOWN)
    return [f.quote for f in findings if f.kind == "price" and f.severity in ("warn", "block")]


@pytest.mark.parametrize(
    "text",
    [
        "荞麦枕48一只，1200克，一百克合4块",
        "山谷荞麦枕48，重1200克，一斤才20块",
        "山谷荞麦枕4只192，一只48",
        "听松枕两只396，平均一只198",
        "听松枕198，用三年，一天不到两毛",
        "山谷荞麦枕五只240，平均一只48块",
        "听松枕分三个月付，一个月66",
    ],
)
def test_a_price_shared_rightly_passes(check: Check, text: str) -> None:
    assert prices(check, text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("山谷荞麦枕48，1200克，一百克合9块", "9块"),
        ("听松枕198，分3个月付，一个月合80", "80"),
    ],
)
def test_a_price_shared_wrongly_is_found(check: Check, text: str, wrong: str) -> None:
    assert any(wrong in quote for quote in prices(check, text))


def test_a_price_for_a_piece_is_no_share_of_what_only_the_knowledge_counts(check: Check) -> None:
    assert prices(check, "山谷荞麦枕20块一只") != []
