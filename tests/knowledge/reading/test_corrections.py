"""What a person says about a column, a row or a passage holds when the file is read, and read again after a change."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from copilot.domain.brand import Brand
from copilot.domain.correction import (
    CHOSEN_COLUMN_KINDS,
    ColumnCorrection,
    Correction,
    Corrections,
    PassageCorrection,
    RowCorrection,
    RowKind,
    Span,
)
from copilot.domain.document import Known
from copilot.domain.evidence import Role
from copilot.domain.preview import Preview, TablePreview
from copilot.errors import UnreadableFile
from copilot.knowledge.reading import preview_file
from tests.knowledge.reading.conftest import MakeWorkbook

Look = Callable[..., Preview]

PRICES = "产品,标价,老友专享\n松针护腰垫,199,159\n暖壶小夜灯,89,69\n"
HEADER = ["产品", "标价", "老友专享"]


@pytest.fixture
def look(brand: Brand) -> Look:
    """Preview bytes or text under a name, with corrections, on 23 November 2026."""

    def preview(content: bytes | str, *said: Correction, name: str = "价格.csv") -> Preview:
        raw = content.encode() if isinstance(content, str) else content
        known = Known("b", brand, Corrections(said, serial=len(said)))
        return preview_file(name, raw, known, today=date(2026, 11, 23))

    return preview


def facts(preview: Preview) -> set[tuple[str, str, str]]:
    return {(f.product, f.field, f.value) for f in preview.file.facts}


def column(table: TablePreview, label: str, kind: str = "", dates: Span | None = None) -> ColumnCorrection:
    found = next(c for c in table.columns if c.label == label)
    return ColumnCorrection(table.key, found.key, kind, dates)


def row(table: TablePreview, words: str, kind: RowKind) -> RowCorrection:
    found = next(r for r in table.rows if words in r.cells)
    return RowCorrection(table.sheet, found.key, kind)


def test_a_preview_shows_columns_with_their_kinds_and_rows_with_their_facts(look: Look) -> None:
    table = look(PRICES + "以上价格全国统一，含运费。,,\n").tables[0]
    assert [(c.label, c.kind) for c in table.columns] == [
        ("产品", "product"), ("标价", "list_price"), ("老友专享", "field"),
    ]  # fmt: skip
    assert table.columns[1].samples == ("199", "89")
    assert [r.kind for r in table.rows] == [RowKind.HEADER, RowKind.PRODUCT, RowKind.PRODUCT, RowKind.NOTE]
    assert [(f.field, f.value) for f in table.rows[1].facts] == [("list_price", "199"), ("老友专享", "159")]


def test_a_column_said_to_be_the_member_price_gives_member_prices(look: Look) -> None:
    said = column(look(PRICES).tables[0], "老友专享", "member_price")
    corrected = look(PRICES, said)
    assert ("松针护腰垫", "member_price", "159") in facts(corrected)
    shown = corrected.tables[0].columns[2]
    assert (shown.kind, shown.read_as, shown.correction) == ("member_price", "field", said.id)
    assert corrected.lost == ()


def test_the_correction_holds_when_rows_and_columns_are_added_or_moved(look: Look) -> None:
    said = column(look(PRICES).tables[0], "老友专享", "member_price")
    changed = look("产品,老友专享（元）,材质,标价\n暖壶小夜灯,65,瓷,95\n松针护腰垫 Max,255,棉,299\n", said)
    assert {("暖壶小夜灯", "member_price", "65"), ("松针护腰垫 Max", "member_price", "255")} <= facts(changed)


def test_of_two_sheets_with_the_same_words_only_the_corrected_one_changes(look: Look, workbook: MakeWorkbook) -> None:
    sheets: dict[str, list[list[object]]] = {
        "门店": [list(HEADER), ["松针护腰垫", 199, 159]],
        "直播": [list(HEADER), ["松针护腰垫", 189, 149]],
    }
    before = look(workbook(sheets), name="价格.xlsx")
    said = column(before.tables[1], "老友专享", "promotion_price")
    after = facts(look(workbook(sheets), said, name="价格.xlsx"))
    assert ("松针护腰垫", "promotion_price", "149") in after
    assert ("松针护腰垫", "老友专享", "159") in after


def test_a_sheet_named_after_the_month_is_the_same_sheet_next_month(look: Look, workbook: MakeWorkbook) -> None:
    november = look(workbook({"2026年11月": [list(HEADER), ["松针护腰垫", 199, 159]]}), name="价格.xlsx")
    said = column(november.tables[0], "老友专享", "member_price")
    december = workbook({"说明": [["看价格"]], "2026年12月": [list(HEADER), ["松针护腰垫", 209, 169]]})
    assert ("松针护腰垫", "member_price", "169") in facts(look(december, said, name="价格.xlsx"))


def test_a_correction_whose_column_is_gone_is_said_to_be_lost(look: Look) -> None:
    said = column(look(PRICES).tables[0], "老友专享", "member_price")
    changed = look("产品,标价\n松针护腰垫,199\n", said)
    assert changed.lost == (said,)


def test_the_dates_of_a_promotion_column_can_be_said(look: Look) -> None:
    text = "产品,标价,狂欢价\n松针护腰垫,199,149\n"
    table = look(text).tables[0]
    said = column(table, "狂欢价", "promotion_price", Span(date(2026, 12, 1), date(2026, 12, 12)))
    promotion = next(f for f in look(text, said).file.facts if f.field == "promotion_price")
    assert (promotion.valid_from, promotion.valid_to) == (date(2026, 12, 1), date(2026, 12, 12))


def test_a_column_said_to_be_the_product_names_the_rows_also_where_it_is_empty(look: Look) -> None:
    text = "系列,叫法,标价\n冬季,松针护腰垫,199\n冬季,,209\n夏季,暖壶小夜灯,89\n"
    said = column(look(text).tables[0], "叫法", "product")
    assert {("松针护腰垫", "list_price", "209"), ("暖壶小夜灯", "list_price", "89")} <= facts(look(text, said))


def test_a_column_may_be_ignored_or_be_read_though_it_was_taken_for_internal(look: Look) -> None:
    text = "产品,标价,成本分摊价\n松针护腰垫,199,159\n"
    table = look(text).tables[0]
    assert table.columns[2].kind == "internal"
    said = (column(table, "标价", "ignored"), column(table, "成本分摊价", "list_price"))
    assert facts(look(text, *said)) == {("松针护腰垫", "list_price", "159")}


def test_a_row_said_to_be_the_header_opens_the_table(look: Look) -> None:
    text = "松针系列,199,159\n甲,乙,丙\n松针护腰垫,199,159\n"
    table = look(text).tables[0]
    said = row(table, "甲", RowKind.HEADER)
    columns = look(text, said).tables[-1].columns
    assert [c.label for c in columns] == ["甲", "乙", "丙"]


def test_a_row_may_be_a_note_or_be_skipped_or_count_as_a_product_after_all(look: Look) -> None:
    text = PRICES + "合计,288,228\n"
    table = look(text).tables[0]
    assert table.rows[-1].kind is RowKind.SKIPPED
    said = (
        row(table, "暖壶小夜灯", RowKind.NOTE), row(table, "合计", RowKind.PRODUCT),
        row(table, "松针护腰垫", RowKind.SKIPPED),
    )  # fmt: skip
    after = look(text, *said)
    assert {f.product for f in after.file.facts} == {"合计"}
    assert [r.kind for r in after.tables[0].rows[1:]] == [RowKind.SKIPPED, RowKind.NOTE, RowKind.PRODUCT]


def test_a_skipped_row_stays_skipped_when_its_price_changes(look: Look) -> None:
    said = row(look(PRICES).tables[0], "暖壶小夜灯", RowKind.SKIPPED)
    changed = look(PRICES.replace("89", "95"), said)
    assert {f.product for f in changed.file.facts} == {"松针护腰垫"}


def test_the_role_and_product_of_a_passage_can_be_said(look: Look) -> None:
    text = "# 关于我们\n\n护腰垫的松针是冬天在山里收的，晒满三十天再装。\n"
    passage = look(text, name="故事.md").file.passages[0]
    said = PassageCorrection(
        passage.id, passage.text, passage.heading, passage.product or "", Role.BENEFIT, "松针护腰垫 Max"
    )
    corrected = look(text, said, name="故事.md")
    assert [(p.role, p.product) for p in corrected.file.passages] == [(Role.BENEFIT, "松针护腰垫 Max")]
    assert corrected.said == {passage.id: said.id}


def test_the_role_holds_when_the_passage_is_reworded_and_not_for_its_neighbour(look: Look) -> None:
    text = "# 关于我们\n\n## 来历\n\n松针是冬天在山里收的，晒满三十天再装。\n\n## 做法\n\n{}\n"
    before = look(text.format("护套可以拆下来机洗，芯子只能晒。"), name="故事.md")
    passage = before.file.passages[1]
    said = PassageCorrection(passage.id, passage.text, passage.heading, passage.product or "", Role.FAQ)
    after = look(text.format("护套可以拆下来机洗，芯子只能在阴凉处晒。"), said, name="故事.md")
    assert [p.role for p in after.file.passages] == [before.file.passages[0].role, Role.FAQ]
    other = look(text.format("店里每周三上新，欢迎来坐。"), said, name="故事.md")
    assert other.lost == (said,)


def test_corrections_and_previews_pass_between_processes(look: Look) -> None:
    said = column(look(PRICES).tables[0], "老友专享", "member_price")
    preview = look(PRICES, said)
    assert pickle.loads(pickle.dumps(preview)) == preview


def test_every_kind_that_may_be_chosen_can_be_applied(look: Look) -> None:
    table = look(PRICES).tables[0]
    for kind in CHOSEN_COLUMN_KINDS:
        shown = look(PRICES, column(table, "老友专享", kind)).tables[0].columns[2]
        assert shown.kind == kind


def test_a_text_without_tables_and_an_unreadable_file(look: Look) -> None:
    assert look("# 题目\n\n一段有内容的话。", name="a.md").tables == ()
    with pytest.raises(UnreadableFile):
        look(b"PK\x03\x04 broken", name="a.xlsx")


def test_two_columns_of_the_same_words_are_told_apart(look: Look) -> None:
    text = "产品,价格,价格\n松针护腰垫,199,159\n"
    table = look(text).tables[0]
    said = ColumnCorrection(table.key, table.columns[2].key, "member_price")
    assert facts(look(text, said)) == {("松针护腰垫", "list_price", "199"), ("松针护腰垫", "member_price", "159")}
    assert replace(said, header=table.columns[1].key).id != said.id


def test_a_merged_cell_is_shown_once_in_its_row(look: Look, workbook: MakeWorkbook) -> None:
    rows: list[list[object]] = [["冬季价格"], list(HEADER), ["松针护腰垫", 199, 159]]
    content = workbook({"价格": rows}, merged={"价格": ["A1:C1"]})
    assert look(content, name="价格.xlsx").tables[0].rows[0].cells == ("冬季价格", "", "")
