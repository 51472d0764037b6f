"""What a row of a table becomes besides its prices: notes, other facts, and readable passages."""

from collections.abc import Callable

from copilot.domain.document import ReadFile
from copilot.domain.evidence import Field

Reader = Callable[..., ReadFile]
Rows = list[list[object]]
MakeWorkbook = Callable[..., bytes]
LIST, PROMOTION = Field.LIST_PRICE, Field.PROMOTION_PRICE
PAD, MAX = "松针护腰垫", "松针护腰垫 Max"


def test_a_price_fact_names_its_cell_its_size_and_its_offer(read: Reader, workbook: MakeWorkbook) -> None:
    rows: Rows = [["产品", "规格", "活动", "活动价"], ["护腰垫", "大号", "双11", "149元（11.1-11.11）"]]
    fact = next(f for f in read("价格.xlsx", workbook({"价格表": rows})).facts if f.field == PROMOTION)
    assert fact.source.locator == "价格表!D2"
    assert fact.note == "大号；双11"


def test_costs_and_hidden_sheets_are_never_learned(read: Reader, workbook: MakeWorkbook) -> None:
    rows: Rows = [["产品", "标价", "成本价"], ["护腰垫", 199, 83.5]]
    old: Rows = [["产品", "标价"], ["护腰垫", 188]]
    result = read("价格.xlsx", workbook({"价格": rows, "旧价": old}, hidden="旧价"))
    assert [f.value for f in result.facts] == ["199"]
    assert "83.5" not in {f.value for f in result.facts}
    assert "83.5" not in "".join(p.text for p in result.passages)


def test_other_columns_become_facts_with_value_and_unit_apart(read: Reader, workbook: MakeWorkbook) -> None:
    rows: Rows = [
        ["产品", "尺寸", "克重(g)", "密度", "库存", "售价"],
        ["护腰垫", "60×40×12cm", 1200, "55D", 35, 199],
    ]
    facts = {f.field: (f.value, f.unit) for f in read("价格.xlsx", workbook({"规格": rows})).facts}
    assert facts["尺寸"] == ("60×40×12", "cm")
    assert facts["克重"] == ("1200", "g")
    assert facts["密度"] == ("55", "D")
    assert facts["stock"] == ("35", "")


def test_near_identical_models_are_kept_apart(read: Reader, workbook: MakeWorkbook) -> None:
    rows: Rows = [["产品", "标价"], ["护腰垫 Max", 259], ["护腰垫（灰色）", 199], ["护腰垫 替换套", 39]]
    facts = {f.product: f.value for f in read("价格.xlsx", workbook({"价格": rows})).facts if f.field == LIST}
    assert facts == {MAX: "259", PAD: "199", "护腰垫 替换套": "39"}


def test_without_a_brand_products_are_called_as_the_file_calls_them(read: Reader, workbook: MakeWorkbook) -> None:
    rows: Rows = [["产品", "标价"], ["护腰垫", 199]]
    facts = read("价格.xlsx", workbook({"价格": rows}), brand=None).facts
    assert [(f.product, f.value, f.unit) for f in facts] == [("护腰垫", "199", "元")]


def test_an_offer_is_a_passage_of_its_own_that_knows_its_days(read: Reader, workbook: MakeWorkbook) -> None:
    rows: Rows = [["产品", "标价", "双11价（11.1-11.11）"], ["小夜灯", 69, 49]]
    base, offer = read("价格.xlsx", workbook({"价格": rows})).passages
    assert base.text == "产品：暖壶小夜灯；标价：69元"
    assert "49" in offer.text
    assert offer.tags == ("valid_from:2026-11-01", "valid_to:2026-11-11")
