"""What is said about a document, as a value."""

from copilot.domain.correction import (
    ColumnCorrection,
    CorrectionChange,
    Corrections,
    PassageCorrection,
    RowCorrection,
    RowKind,
)

COLUMN = ColumnCorrection("价格", "老友专享", "member_price")


def test_a_place_has_one_id_whatever_is_said_about_it() -> None:
    other = ColumnCorrection("价格", "老友专享", "unit_price")
    elsewhere = ColumnCorrection("团购", "老友专享", "member_price")
    assert (COLUMN.id == other.id, COLUMN.id == elsewhere.id) == (True, False)
    assert RowCorrection("价格", "老友专享", RowKind.NOTE).id != COLUMN.id


def test_a_change_replaces_what_was_said_about_a_place_and_takes_back_what_is_undone() -> None:
    row, passage = RowCorrection("", "合计", RowKind.SKIPPED), PassageCorrection("id", "text")
    before = Corrections((COLUMN, row), serial=4)
    other = ColumnCorrection("价格", "老友专享", "unit_price")
    after = before.with_change(CorrectionChange((other, passage), undone=(row.id,)))
    assert (after.said, after.serial) == ((other, passage), 5)
    assert (after.columns, after.rows, after.passages) == ((other,), (), (passage,))
