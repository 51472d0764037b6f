import pytest

from tests.checking.conftest import Check


def names(check: Check, text: str) -> list[str]:
    return [f.quote for f in check(text) if f.kind == "product_name"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("听松记忆枕 Max 到货了", "听松记忆枕 Max"),
        ("听松枕Plus 也有", "听松枕Plus"),
        ("听松忆枕到货", "听松忆枕"),
        ("山谷乔麦枕到货", "山谷乔麦枕"),
        ("听松记忆枕 X3 来了", "听松记忆枕 X3"),
    ],
)
def test_a_name_that_is_nearly_a_products_is_found(check: Check, text: str, quote: str) -> None:
    assert names(check, text) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "听松记忆枕 Pro",
        "听松记忆枕Pro 399元",
        "听松记忆枕 399",
        "荞麦枕 60cm",
        "山谷荞麦枕到了",
        "店里的乳胶枕",
        "听松枕 is back",
    ],
)
def test_real_names_and_other_goods_are_left_alone(check: Check, text: str) -> None:
    assert names(check, text) == []


def test_the_real_name_is_proposed(check: Check) -> None:
    finding = next(f for f in check("听松记忆枕 Max") if f.kind == "product_name")
    assert "听松记忆枕" in finding.suggestion
