from decimal import Decimal

import pytest

from copilot.checking.numerals import value_of


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("199", "199"),
        ("1,299", "1299"),
        ("0.5", "0.5"),
        ("2万", "20000"),
        ("1.2万", "12000"),
        ("3k", "3000"),
        ("一百九十九", "199"),
        ("两百", "200"),
        ("一百五", "150"),
        ("两万三", "23000"),
        ("一千零五十", "1050"),
        ("十二", "12"),
        ("二十", "20"),
        ("三点六", "3.6"),
        ("壹佰", "100"),
        ("半", "0.5"),
        ("一九九", "199"),
        ("一万二千", "12000"),
        ("一百零五", "105"),
        ("thirty", "30"),
    ],
)
def test_a_number_is_read_however_it_is_written(written: str, value: str) -> None:
    assert value_of(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "枕头", "x"])
def test_words_without_a_number_are_none(written: str) -> None:
    assert value_of(written) is None
