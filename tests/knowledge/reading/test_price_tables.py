"""Price cells in the layouts people make, and the exact fact each must become."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest

from copilot.domain.brand import Brand
from copilot.domain.document import ReadFile
from copilot.domain.evidence import Fact, Field

Reader = Callable[..., ReadFile]
Rows = list[list[object]]
MakeWorkbook = Callable[..., bytes]

LIST, MEMBER, PROMOTION, UNIT = Field.LIST_PRICE, Field.MEMBER_PRICE, Field.PROMOTION_PRICE, Field.UNIT_PRICE
Row = tuple[str, str, str, str, str, str]
"""Product, field, value, unit, first and last day (ISO, or "")."""


@dataclass(frozen=True)
class Layout:
    name: str
    rows: Rows
    expected: list[Row]
    merged: list[str] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    sheet: str = "价格"


PAD, MAX, LAMP = "松针护腰垫", "松针护腰垫 Max", "暖壶小夜灯"

LAYOUTS = [
    Layout(
        "plain columns with units in the headers",
        [["产品", "标价（元）", "会员价/元"], ["护腰垫", 199, "179.00"], ["小夜灯", "1,299.00", None]],
        [
            (PAD, LIST, "199", "元", "", ""),
            (PAD, MEMBER, "179", "元", "", ""),
            (LAMP, LIST, "1299", "元", "", ""),
        ],
    ),
    Layout(
        "prices as text",
        [
            ["商品名称", "零售价"],
            ["松针垫", "¥199/盒"],
            ["护腰垫Max", "259元起"],
            ["小夜灯", "￥ 89"],
            ["布袋", "19.9/个"],
        ],
        [
            (PAD, LIST, "199", "元/盒", "", ""),
            (MAX, LIST, "259", "元", "", ""),
            (LAMP, LIST, "89", "元", "", ""),
            ("布袋", LIST, "19.9", "元/个", "", ""),
        ],
    ),
    Layout(
        "title, two header rows, merged products, a column of units",
        [
            ["岚山 2026 价目", None, None, None, None],
            ["产品", "规格", "单位", "价格（元）", None],
            [None, None, None, "日常价", "会员价（金卡）"],
            ["护腰垫", "小号", "只", 199, 189],
            [None, "大号", "只", 229, 209],
            ["小夜灯", "一档", "盏", 69, 59],
        ],
        [
            (PAD, LIST, "199", "元/只", "", ""),
            (PAD, MEMBER, "189", "元/只", "", ""),
            (PAD, LIST, "229", "元/只", "", ""),
            (PAD, MEMBER, "209", "元/只", "", ""),
            (LAMP, LIST, "69", "元/盏", "", ""),
            (LAMP, MEMBER, "59", "元/盏", "", ""),
        ],
        ["A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "A4:A5"],
    ),
    Layout(
        "the same without merging: blanks under and beside group headers",
        [
            ["产品", "价格", None, "双11活动", None],
            [None, "标价", "会员价", "到手价", "时间"],
            ["护腰垫", 199, 189, 149, "11.1-11.11"],
            [None, 229, 209, "¥169", "11/1-11/11"],
        ],
        [
            (PAD, LIST, "199", "元", "", ""),
            (PAD, MEMBER, "189", "元", "", ""),
            (PAD, PROMOTION, "149", "元", "2026-11-01", "2026-11-11"),
            (PAD, LIST, "229", "元", "", ""),
            (PAD, MEMBER, "209", "元", "", ""),
            (PAD, PROMOTION, "169", "元", "2026-11-01", "2026-11-11"),
        ],
    ),
    Layout(
        "dates in the header, in the cell, open on one side, and over the new year",
        [
            ["产品", "双11价（11.1-11.11）", "年货节价"],
            ["护腰垫", 149, "159（12.20-1.5）"],
            ["小夜灯", "¥49 即日起至12月底", "55元 2026年12月1日起"],
        ],
        [
            (PAD, PROMOTION, "149", "元", "2026-11-01", "2026-11-11"),
            (PAD, PROMOTION, "159", "元", "2026-12-20", "2027-01-05"),
            (LAMP, PROMOTION, "49", "元", "", "2026-12-31"),
            (LAMP, PROMOTION, "55", "元", "2026-12-01", ""),
        ],
    ),
    Layout(
        "start and end in columns of their own, as real dates",
        [
            ["产品", "活动价", "开始日期", "结束日期"],
            ["护腰垫", 139, datetime(2026, 11, 20), datetime(2026, 11, 30)],
            ["小夜灯", 45, "2026/12/10", "12月12日"],
        ],
        [
            (PAD, PROMOTION, "139", "元", "2026-11-20", "2026-11-30"),
            (LAMP, PROMOTION, "45", "元", "2026-12-10", "2026-12-12"),
        ],
    ),
    Layout(
        "notes between rows, a repeated header and a total",
        [
            ["品名", "售价"],
            ["护腰垫", 199],
            ["注：坐垫一律走7天无理由，拆洗过的不退。", None],
            ["品名", "售价"],
            ["小夜灯", 69],
            ["合计", 268],
        ],
        [(PAD, LIST, "199", "元", "", ""), (LAMP, LIST, "69", "元", "", "")],
        ["A3:B3"],
    ),
    Layout(
        "two tables below each other and one beside them",
        [
            ["护腰系列", None, None, "灯具", None],
            ["产品", "标价", None, "产品", "会员价"],
            ["护腰垫", 199, None, "小夜灯", 59],
            ["护腰垫Max", 259, None, None, None],
            [None, None, None, None, None],
            ["产品", "活动价"],
            ["护腰垫Max", "229元（11.24-11.30）"],
        ],
        [
            (PAD, LIST, "199", "元", "", ""),
            (MAX, LIST, "259", "元", "", ""),
            (MAX, PROMOTION, "229", "元", "2026-11-24", "2026-11-30"),
            (LAMP, MEMBER, "59", "元", "", ""),
        ],
    ),
    Layout(
        "one product per column",
        [
            ["参数", "护腰垫", "护腰垫Max"],
            ["标价", 199, "259元"],
            ["会员价", 189, "239元"],
            ["填充", "松针", "松针+棉"],
        ],
        [
            (PAD, LIST, "199", "元", "", ""),
            (MAX, LIST, "259", "元", "", ""),
            (PAD, MEMBER, "189", "元", "", ""),
            (MAX, MEMBER, "239", "元", "", ""),
        ],
    ),
    Layout(
        "sizes as columns under a price, a column of costs that nobody may see",
        [
            ["产品", "标价", None, "会员价", None, "成本价"],
            [None, "1.5m", "1.8m", "1.5m", "1.8m", None],
            ["护腰垫", 199, 229, 189, 219, 80],
        ],
        [
            (PAD, LIST, "199", "元", "", ""),
            (PAD, LIST, "229", "元", "", ""),
            (PAD, MEMBER, "189", "元", "", ""),
            (PAD, MEMBER, "219", "元", "", ""),
        ],
        ["A1:A2", "B1:C1", "D1:E1", "F1:F2"],
    ),
    Layout(
        "several prices in a cell, words where a price should be",
        [
            ["产品", "价格", "活动价"],
            ["护腰垫", "单只199元，两只369元", "买一送一"],
            ["小夜灯", "69（会员59）", "满300减50"],
            ["护腰垫Max", "259-299", "面议"],
        ],
        [
            (PAD, LIST, "199", "元", "", ""),
            (PAD, LIST, "369", "元", "", ""),
            (LAMP, LIST, "69", "元", "", ""),
            (LAMP, MEMBER, "59", "元", "", ""),
            (MAX, LIST, "259-299", "元", "", ""),
        ],
    ),
    Layout(
        "currency only in the number format, and a price per unit",
        [["产品", "标价", "单价（元/片）"], ["护腰垫", 199, 19.9], ["小夜灯", 12.5, "0.85"]],
        [
            (PAD, LIST, "199", "元", "", ""),
            (PAD, UNIT, "19.9", "元/片", "", ""),
            (LAMP, LIST, "12.5", "元", "", ""),
            (LAMP, UNIT, "0.85", "元/片", "", ""),
        ],
        formats={"B2": '"¥"#,##0', "B3": '"¥"#,##0.00'},
    ),
    Layout(
        "a spacer column inside the table and a sheet named after the offer",
        [["产品", None, "活动价", "说明"], ["护腰垫", None, 139, "每人限2只"], ["小夜灯", None, 45, "同上"]],
        [
            (PAD, PROMOTION, "139", "元", "2026-11-20", "2026-11-30"),
            (LAMP, PROMOTION, "45", "元", "2026-11-20", "2026-11-30"),
        ],
        sheet="感恩季活动11.20-11.30",
    ),
]

ENGLISH = [
    Layout(
        "English headers with currencies",
        [
            ["Product", "Size", "List price (USD)", "Member price ($/bag)", "Promo price", "Dates"],
            ["Ember Roast", "12 oz", 18.5, "$16.00", "$14", "Dec 1 – Dec 12, 2026"],
            ["Ember Roast Dark", "12 oz", "19 USD", 17, 15, "until Nov 30"],
        ],
        [
            ("Ember Roast", LIST, "18.5", "USD", "", ""),
            ("Ember Roast", MEMBER, "16", "USD/bag", "", ""),
            ("Ember Roast", PROMOTION, "14", "USD", "2026-12-01", "2026-12-12"),
            ("Ember Roast Dark", LIST, "19", "USD", "", ""),
            ("Ember Roast Dark", MEMBER, "17", "USD/bag", "", ""),
            ("Ember Roast Dark", PROMOTION, "15", "USD", "", "2026-11-30"),
        ],
        sheet="Prices",
    ),
]


def _prices(facts: Iterable[Fact]) -> list[Row]:
    def day(value: date | None) -> str:
        return value.isoformat() if value else ""

    return [
        (f.product, f.field, f.value, f.unit, day(f.valid_from), day(f.valid_to))
        for f in facts
        if f.field in Field.PRICES
    ]


def test_the_layouts_hold_at_least_forty_price_cells() -> None:
    assert sum(len(layout.expected) for layout in [*LAYOUTS, *ENGLISH]) >= 40


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_each_price_cell_becomes_its_own_fact(layout: Layout, read: Reader, workbook: MakeWorkbook) -> None:
    content = workbook({layout.sheet: layout.rows}, {layout.sheet: layout.merged}, formats=layout.formats)
    facts = read("价格.xlsx", content).facts
    assert sorted(_prices(facts)) == sorted(layout.expected)


@pytest.mark.parametrize("layout", ENGLISH, ids=lambda layout: layout.name)
def test_english_price_cells_become_facts(
    layout: Layout, read: Reader, workbook: MakeWorkbook, english_brand: Brand
) -> None:
    content = workbook({layout.sheet: layout.rows})
    facts = read("prices.xlsx", content, brand=english_brand).facts
    assert sorted(_prices(facts)) == sorted(layout.expected)


def test_days_beside_a_column_of_offers_are_those_of_the_offer_alone(read: Reader) -> None:
    text = "Item,Size,RRP (£),Members (£),Offer (£),From,To\nOat Soap,120 g,9,8,7,2026-12-01,2026-12-14\n"
    days = {
        (f.field, f.value): (f.valid_from, f.valid_to) for f in read("prices.csv", text).facts if "price" in f.field
    }
    assert days["list_price", "9"] == (None, None)
    assert days["member_price", "8"] == (None, None)
    assert days["promotion_price", "7"] == (date(2026, 12, 1), date(2026, 12, 14))


def test_columns_of_days_may_be_headed_by_their_offer(read: Reader) -> None:
    text = "商品名称,标价,促销价,促销起,促销止\n海盐腰果,49,39,2026-12-25,2027-01-25\n"
    days = {f.field: (f.valid_from, f.valid_to) for f in read("价格.csv", text).facts if "price" in f.field}
    assert days["promotion_price"] == (date(2026, 12, 25), date(2027, 1, 25))
    assert days["list_price"] == (None, None)


def test_what_an_offer_gives_holds_on_the_days_of_its_row(read: Reader) -> None:
    text = "活动,内容,商品,开始日期,结束日期\n入冬满减,满500减60,小夜灯,2026-11-01,2026-11-15\n"
    days = {f.value: (f.valid_from, f.valid_to) for f in read("活动.csv", text).facts}
    assert days["满500减60"] == (date(2026, 11, 1), date(2026, 11, 15))


def test_an_english_column_of_first_days_may_be_headed_by_its_offer(read: Reader) -> None:
    text = "Product,Price,Promo price,Promo from,Promo to\nOat Soap,9,7,2026-11-20,2026-11-30\n"
    days = {f.field: (f.valid_from, f.valid_to) for f in read("prices.csv", text).facts if "price" in f.field}
    assert days["promotion_price"] == (date(2026, 11, 20), date(2026, 11, 30))
