"""Cells of customer lists as people fill them in."""

from decimal import Decimal

import pytest

from copilot.customers import cells
from copilot.domain.customer import Consent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¥1,299.50", "1299.50"), ("1299元", "1299.00"), ("3 单", "3.00"), ("1.2万", "12000.00"), ("$ 45", "45.00"),
        ("0", "0.00"), ("-30", "-30.00"), ("３", "3.00"),
    ],
)  # fmt: skip
def test_numbers_are_read(text: str, expected: str) -> None:
    assert cells.number(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["三四单吧", "", "12-30", "1.2.3", "12 to 30"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert cells.number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+86 100 0000 0001", "10000000001"), ("+86 138-0000-0000", "13800000000"), ("138 0000 0000", "13800000000"),
        ("(406) 555-0142", "4065550142"), ("Demo_An", "demo_an"), ("ann@shop.example", "ann@shop.example"),
    ],
)  # fmt: skip
def test_contacts_are_compared_without_their_signs(text: str, expected: str) -> None:
    assert cells.contact_key(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1988-05-01", "05-01"), ("5月1日", "05-01"), ("05/01/1988", "05-01"), ("2000.2.29", "02-29"), ("05-01", "05-01")],
)
def test_a_birthday_is_a_month_and_a_day(text: str, expected: str) -> None:
    assert cells.birthday(text) == expected


@pytest.mark.parametrize("text", ["13-45", "1988", "春天", "2-30"])
def test_what_is_no_day_is_no_birthday(text: str) -> None:
    assert cells.birthday(text) is None


def test_only_listed_words_are_consent() -> None:
    said = [cells.consent(t) for t in ("已同意", "YES", "拒绝", "0", "未询问", "回头再说", "")]
    assert said == [Consent.GIVEN] * 2 + [Consent.REFUSED] * 2 + [Consent.UNKNOWN] * 3


def test_any_unknown_word_in_a_stop_column_is_a_stop() -> None:
    assert [cells.stop(t) for t in ("是", "2026-08-01", "别再发了")] == ["是", "2026-08-01", "别再发了"]
    assert [cells.stop(t) for t in ("否", "", "正常", "0", "-", "active")] == [""] * 6


def test_several_things_stand_in_one_cell() -> None:
    assert cells.parts("老客, 侧睡；老客、无") == ("老客", "侧睡")
    assert cells.parts("10000000001 / demo_an") == ("10000000001", "demo_an")
