"""Amounts as people type them."""

import pytest

from copilot.knowledge.reading.amounts import find_prices, plain_number, split_quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "note"),
    [
        ("¥199/盒", "199", "元/盒", ""),
        ("199元起", "199", "元", "起"),
        ("1,299.00", "1299", "", ""),
        ("￥ ８９", "89", "元", ""),
        ("12 USD", "12", "USD", ""),
        ("US$18.50 per bag", "18.5", "USD/bag", ""),
        ("HK$88", "88", "HKD", ""),
        ("1.5万元", "15000", "元", ""),
        ("2只装 199", "199", "", "2只装"),
        ("299（立省100）", "299", "", "立省100"),
        ("$89 each", "89", "USD", ""),
        ("199~299元", "199-299", "元", ""),
    ],
)
def test_a_price_is_read(text: str, value: str, unit: str, note: str) -> None:
    [price] = find_prices(text)
    assert (price.value, price.unit("", ""), price.note) == (value, unit, note)


@pytest.mark.parametrize("text", ["满300减50", "8.5折", "第二件半价", "60×40cm", "买一送一", "30% off", "面议", ""])
def test_discounts_and_sizes_are_no_prices(text: str) -> None:
    assert find_prices(text) == ()


def test_several_prices_keep_what_tells_them_apart() -> None:
    found = [(p.value, p.note) for p in find_prices("标准款199/加大款259")]
    assert found == [("199", "标准款"), ("259", "加大款")]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("60×40×12cm", "60×40×12", "cm"),
        ("60cm * 40cm", "60×40", "cm"),
        ("1.2 kg", "1.2", "kg"),
        ("55D", "55", "D"),
        ("48kg/m³", "48", "kg/m³"),
        ("8-10 cm", "8-10", "cm"),
        ("≤75mg/kg", "≤75", "mg/kg"),
        ("30%", "30", "%"),
        ("100%桑蚕丝", "100%桑蚕丝", ""),
    ],
)
def test_a_quantity_is_split_from_its_unit(text: str, value: str, unit: str) -> None:
    assert split_quantity(text) == (value, unit)


def test_floating_point_dust_is_wiped_off_and_real_digits_stay() -> None:
    assert plain_number("199.99999999999997") == "200"
    assert plain_number("0.6583505825868232") == "0.6583505825868232"
