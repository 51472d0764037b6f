"""No cell of a CSV is taken for a formula."""

import pytest

from copilot.reporting.csv_file import csv_file, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "　=1", " @x", "\t=1", "\r=1"])
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "399-100", "a=b", "您好，@全体"])
def test_plain_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_file_has_its_titles_and_harmless_rows_behind_the_byte_order_mark() -> None:
    file = csv_file(["谁", "说什么"], [("林姐", "=1+1"), ("小梅", "一\x00二")])
    assert file == "\ufeff谁,说什么\r\n林姐,'=1+1\r\n小梅,一二\r\n".encode()
