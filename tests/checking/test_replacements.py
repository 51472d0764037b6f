import pytest

from tests.checking.conftest import Check

CASES = [
    ("山谷荞麦枕 139 元", "139 元", "149元"),
    ("荞麦枕日常价￥189", "￥189", "￥199"),
    ("荞麦枕活动到12月5日截止", "12月5日", "11月30日"),
    ("听松枕会员价 399", "399", "359"),
    ("可以试睡 60 天，不合适就退", "60 天", "30天"),
]


@pytest.mark.parametrize(("text", "quote", "replacement"), CASES)
def test_what_can_stand_in_its_place_has_the_form_of_what_is_wrong(
    check: Check, text: str, quote: str, replacement: str
) -> None:
    assert [(f.quote, f.replacement) for f in check(text) if f.replacement] == [(quote, replacement)]


def test_nothing_is_put_in_place_of_a_number_nobody_knows(check: Check) -> None:
    assert {f.replacement for f in check("荞麦枕累计卖出5万只")} == {None}
