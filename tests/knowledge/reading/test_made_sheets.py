"""Price sheets as people make them: every price cell of these shapes, and the row it must become."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import pytest

from copilot.domain.brand import Brand, Product
from copilot.domain.document import ReadFile
from copilot.domain.evidence import Fact, Field
from copilot.domain.language import Language

Reader = Callable[..., ReadFile]
MakeWorkbook = Callable[..., bytes]
L, M, P, U = Field.LIST_PRICE, Field.MEMBER_PRICE, Field.PROMOTION_PRICE, Field.UNIT_PRICE
Row = tuple[str, str, str, str, str, str]
"""Product, kind, value, unit, first and last day."""
PRO, MAX, LAMP = "云朵枕 Pro", "云朵枕 Pro Max", "星光灯"
ZH = Brand("b", "云栖", products=(Product("云朵枕", ("小云枕",)), Product(PRO), Product(MAX), Product(LAMP)))
EN = Brand("e", "Ridge", language=Language.EN, products=(Product("Ember"), Product("Ember Dark"), Product("Mug")))


@dataclass(frozen=True)
class Shape:
    name: str
    rows: list[list[object]]
    expected: list[Row]
    merged: list[str] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    sheet: str = "Sheet1"
    brand: Brand = ZH


def _r(product: str, kind: str, value: str, unit: str = "元", first: str = "", last: str = "") -> Row:
    return (product, kind, value, unit, first, last)


D11 = ("2026-11-01", "2026-11-11")
SHAPES = [
    Shape(
        "prices as text",
        [["产品", "价格"], ["云朵枕", "¥199/盒"], [PRO, "199元起"], [MAX, "3盒装 499"], [LAMP, "199-259"], ["布袋", "1,299.00"],
         ["礼盒", "一百九十九元"], ["枕套", "￥１９９"], ["眼罩", "RMB 59"], ["香薰", "99.9 元/瓶"], ["抱枕", "人民币129元整"]],
        [_r("云朵枕", L, "199", "元/盒"), _r(PRO, L, "199"), _r(MAX, L, "499"), _r(LAMP, L, "199-259"), _r("布袋", L, "1299"),
         _r("礼盒", L, "199"), _r("枕套", L, "199"), _r("眼罩", L, "59"), _r("香薰", L, "99.9", "元/瓶"), _r("抱枕", L, "129")],
    ),
    Shape(
        "near-identical names",
        [["名称", "售价", "会员价"], ["云朵枕Pro Max", 599, 559], ["云朵枕 pro", 399, 359], ["云朵枕", 299, 269],
         ["云朵枕 Pro Max 替换枕套", 69, 59]],
        [_r(MAX, L, "599"), _r(MAX, M, "559"), _r(PRO, L, "399"), _r(PRO, M, "359"), _r("云朵枕", L, "299"),
         _r("云朵枕", M, "269"), _r("云朵枕 Pro Max 替换枕套", L, "69"), _r("云朵枕 Pro Max 替换枕套", M, "59")],
    ),
    Shape(
        "promotion period in the header",
        [["产品", "日常价", "活动价(2026/11/1~11/11)"], ["云朵枕", 299, 239], [LAMP, 89, 69]],
        [_r("云朵枕", L, "299"), _r(LAMP, L, "89"), _r("云朵枕", P, "239", "元", *D11), _r(LAMP, P, "69", "元", *D11)],
    ),
    Shape(
        "period in a neighbouring column",
        [["产品", "原价", "促销价", "活动时间"], ["云朵枕", 299, 239, "11.1-11.11"], [PRO, 399, 329, "即日起至12月底"],
         [LAMP, 89, 69, "2026年11月1日-11月11日"], [MAX, 599, 499, "11月1日至11日"]],
        [_r("云朵枕", L, "299"), _r("云朵枕", P, "239", "元", *D11), _r(PRO, L, "399"),
         _r(PRO, P, "329", "元", "", "2026-12-31"), _r(LAMP, L, "89"), _r(LAMP, P, "69", "元", *D11), _r(MAX, L, "599"),
         _r(MAX, P, "499", "元", *D11)],
    ),
    Shape(
        "days that are named, and days of the week",
        [["产品", "活动价", "活动时间"], ["云朵枕", 239, "双11当天"], [LAMP, 69, "每周三"], [PRO, 329, "双十二当天"]],
        [_r("云朵枕", P, "239", "元", "2026-11-11", "2026-11-11"), _r(LAMP, P, "69"),
         _r(PRO, P, "329", "元", "2026-12-12", "2026-12-12")],
    ),
    Shape(
        "price and period in one cell",
        [["产品", "标价", "优惠"], ["云朵枕", 299, "11.1-11.11 ¥239"], [LAMP, 89, "¥69（11.1-11.11）"]],
        [_r("云朵枕", L, "299"), _r("云朵枕", P, "239", "元", *D11), _r(LAMP, L, "89"), _r(LAMP, P, "69", "元", *D11)],
    ),
    Shape(
        "product merged over its sizes",
        [["产品", "规格", "标价", "会员价"], ["云朵枕", "小号", 199, 179], [None, "大号", 299, 269], [PRO, "小号", 399, 359],
         [None, "大号", 499, 459]],
        [_r("云朵枕", L, "199"), _r("云朵枕", M, "179"), _r("云朵枕", L, "299"), _r("云朵枕", M, "269"), _r(PRO, L, "399"),
         _r(PRO, M, "359"), _r(PRO, L, "499"), _r(PRO, M, "459")],
        ["A2:A3", "A4:A5"],
    ),
    Shape(
        "a price merged over several sizes",
        [["产品", "颜色", "售价"], ["云朵枕", "白", 199], [None, "灰", None], [LAMP, "暖光", 89]],
        [_r("云朵枕", L, "199"), _r("云朵枕", L, "199"), _r(LAMP, L, "89")],
        ["A2:A3", "C2:C3"],
    ),
    Shape(
        "product and size crossed",
        [["产品", "小号", "中号", "大号"], ["云朵枕", 199, 249, 299], [PRO, 399, 449, 499]],
        [_r("云朵枕", L, v) for v in ("199", "249", "299")] + [_r(PRO, L, v) for v in ("399", "449", "499")],
        sheet="价格表",
    ),
    Shape(
        "product and size crossed under a title",
        [["云栖会员价一览（元）", None, None], ["产品\\尺寸", "1.5m", "1.8m"], ["云朵枕", 199, 249], [PRO, 399, 449]],
        [_r("云朵枕", M, "199"), _r("云朵枕", M, "249"), _r(PRO, M, "399"), _r(PRO, M, "449")],
        ["A1:C1"],
    ),
    Shape(
        "products across, fields down",
        [["", "云朵枕", PRO, MAX], ["标价", 299, 399, 599], ["会员价", "269元", "359元", "559元"], ["双11价（11.1-11.11）", 239, 329, 499]],
        [_r("云朵枕", L, "299"), _r(PRO, L, "399"), _r(MAX, L, "599"), _r("云朵枕", M, "269"), _r(PRO, M, "359"), _r(MAX, M, "559"),
         _r("云朵枕", P, "239", "元", *D11), _r(PRO, P, "329", "元", *D11), _r(MAX, P, "499", "元", *D11)],
    ),
    Shape(
        "three header rows",
        [["产品", "价格（元/只）", None, None, None], [None, "日常", None, "双11（11.1-11.11）", None],
         [None, "标价", "会员价", "活动价", "赠品"], ["云朵枕", 299, 269, 239, "枕套"], [LAMP, 89, 79, 69, "电池"]],
        [_r("云朵枕", L, "299", "元/只"), _r("云朵枕", M, "269", "元/只"), _r("云朵枕", P, "239", "元/只", *D11),
         _r(LAMP, L, "89", "元/只"), _r(LAMP, M, "79", "元/只"), _r(LAMP, P, "69", "元/只", *D11)],
        ["A1:A3", "B1:E1", "B2:C2", "D2:E2"],
    ),
    Shape(
        "notes between the rows and a section of the range",
        [["产品", "售价"], ["枕头系列", None], ["云朵枕", 299], ["注：以下为新品，数量有限", None], [PRO, 399], ["灯具系列", None], [LAMP, 89],
         ["以上价格含税，最终解释权归云栖所有。", None]],
        [_r("云朵枕", L, "299"), _r(PRO, L, "399"), _r(LAMP, L, "89")],
    ),
    Shape(
        "tables side by side with different columns",
        [["产品", "标价", None, "产品", "会员价"], ["云朵枕", 299, None, LAMP, 79], [PRO, 399, None, MAX, 559]],
        [_r("云朵枕", L, "299"), _r(PRO, L, "399"), _r(LAMP, M, "79"), _r(MAX, M, "559")],
    ),
    Shape(
        "tables stacked without a blank row",
        [["日常价格", None, None], ["产品", "标价", "单位"], ["云朵枕", 299, "只"], ["双11活动 11.1-11.11", None, None],
         ["产品", "活动价", "单位"], ["云朵枕", 239, "只"]],
        [_r("云朵枕", L, "299", "元/只"), _r("云朵枕", P, "239", "元/只", *D11)],
    ),
    Shape(
        "several kinds of price side by side",
        [["商品", "吊牌价", "会员价", "直播价", "单价（元/片）", "成本", "毛利率"], ["云朵枕", 299, 269, 239, 9.9, 80, 0.7]],
        [_r("云朵枕", L, "299"), _r("云朵枕", M, "269"), _r("云朵枕", P, "239"), _r("云朵枕", U, "9.9", "元/片")],
        formats={"G2": "0%"},
    ),
    Shape(
        "formats: currency, thousands, percent, date",
        [["产品", "零售价", "折扣", "优惠价", "截止日期"], ["云朵枕", 1299, 0.8, 1039.2, date(2026, 12, 31)]],
        [_r("云朵枕", L, "1299"), _r("云朵枕", P, "1039.2", "元", "", "2026-12-31")],
        formats={"B2": '"¥"#,##0.00', "C2": "0%", "D2": "#,##0.00", "E2": "yyyy/m/d"},
    ),
    Shape(
        "number, picture and remark columns around",
        [["序号", "图片", "品名", "型号", "零售价", "备注"], [1, None, "云朵枕", "YD-01", 299, "限购2只"], [2, None, LAMP, "XG-2", 89, None]],
        [_r("云朵枕", L, "299"), _r(LAMP, L, "89")],
    ),
    Shape(
        "a header in two lines of one cell",
        [["产品\n名称", "零售价\n（元/盒）", "会员价\n（元/盒）", "双11到手价\n11.1-11.11"], ["云朵枕", "299", "269", "239"]],
        [_r("云朵枕", L, "299", "元/盒"), _r("云朵枕", M, "269", "元/盒"), _r("云朵枕", P, "239", "元", *D11)],
    ),
    Shape(
        "prices by quantity",
        [["产品", "单盒价", "两盒装", "三盒装"], ["云朵枕", 199, 379, 539]],
        [_r("云朵枕", L, "199"), _r("云朵枕", L, "379"), _r("云朵枕", L, "539")],
        sheet="报价",
    ),
    Shape(
        "levels of membership",
        [["产品", "非会员价", "银卡价", "金卡价", "黑卡会员价"], ["云朵枕", 299, 289, 279, 259]],
        [_r("云朵枕", L, "299"), _r("云朵枕", M, "289"), _r("云朵枕", M, "279"), _r("云朵枕", M, "259")],
    ),
    Shape(
        "the unit beside the name and a total below",
        [["项目名称", "计价单位", "统一售价"], ["云朵枕", "只", 299], [LAMP, "盏", 89], ["合计", None, 388]],
        [_r("云朵枕", L, "299", "元/只"), _r(LAMP, L, "89", "元/盏")],
    ),
    Shape(
        "prices in ten thousands, and blanks that say nothing",
        [["产品", "标价", "会员价"], ["床垫A", "1.2万", "—"], ["床垫B", "9800", "面议"], ["床垫C", "/", 8800]],
        [_r("床垫A", L, "12000"), _r("床垫B", L, "9800"), _r("床垫C", M, "8800")],
    ),
    Shape(
        "was and now",
        [["Item", "Was", "Now", "Ends"], ["Ember", "$19.99 ea", "$15.99", "Nov 30, 2026"], ["Mug", 24, 18, "12/01/2026"]],
        [_r("Ember", L, "19.99", "USD"), _r("Ember", P, "15.99", "USD", "", "2026-11-30"), _r("Mug", L, "24", "USD"),
         _r("Mug", P, "18", "USD", "", "2026-12-01")],
        brand=EN,
    ),
    Shape(
        "MSRP and what two cost",
        [["Product", "MSRP (USD)", "Members", "Bundle deal"], ["Ember", 19.99, 17.5, "2 for $30"], ["Ember Dark", "21.00", 18, "$40 for 3"]],
        [_r("Ember", L, "19.99", "USD"), _r("Ember", M, "17.5", "USD"), _r("Ember", P, "30", "USD"), _r("Ember Dark", L, "21", "USD"),
         _r("Ember Dark", M, "18", "USD"), _r("Ember Dark", P, "40", "USD")],
        brand=EN,
    ),
    Shape(
        "sizes across in English",
        [["Roast", "12 oz", "2 lb"], ["Ember", "$18", "$44"], ["Ember Dark", "$19", "$46"]],
        [_r("Ember", L, "18", "USD"), _r("Ember", L, "44", "USD"), _r("Ember Dark", L, "19", "USD"), _r("Ember Dark", L, "46", "USD")],
        sheet="Prices",
        brand=EN,
    ),
    Shape(
        "a block of offers, each with its own dates",
        [["产品", "标价", "感恩节(11.26)", None, "双12(12.10-12.12)", None], [None, None, "活动价", "赠品", "活动价", "赠品"],
         ["云朵枕", 299, 259, "枕套", 239, "眼罩"]],
        [_r("云朵枕", L, "299"), _r("云朵枕", P, "259", "元", "2026-11-26", "2026-11-26"),
         _r("云朵枕", P, "239", "元", "2026-12-10", "2026-12-12")],
        ["A1:A2", "B1:B2", "C1:D1", "E1:F1"],
    ),
    Shape(
        "no header at all",
        [["云朵枕", "299元"], [LAMP, "89元"]],
        [_r("云朵枕", L, "299"), _r(LAMP, L, "89")],
        sheet="价格",
    ),
    Shape(
        "words before price that nobody listed",
        [["产品", "整箱价", "家庭装价", "代理价"], ["云朵枕", 1099, 549, 150], [LAMP, 399, 259, 40]],
        [_r("云朵枕", L, "1099"), _r("云朵枕", L, "549"), _r(LAMP, L, "399"), _r(LAMP, L, "259")],
    ),
    Shape(
        "an early price up to a day, and one for regulars",
        [["课程", "门市价", "早鸟价（12月10日前）", "老学员价"], ["睡眠课", "¥2,880", "¥2,380", "¥2,580"], ["冥想课", "¥990", None, "¥890"]],
        [_r("睡眠课", L, "2880"), _r("睡眠课", P, "2380", "元", "", "2026-12-10"), _r("睡眠课", M, "2580"), _r("冥想课", L, "990"),
         _r("冥想课", M, "890")],
    ),
    Shape(
        "amounts in words",
        [["产品", "价格", "熟客价"], ["云朵枕", "二百九十九元", "贰佰陆拾玖元整"], [LAMP, "八十九", "七九元"], [PRO, "三百五", "叁佰零捌圆"]],
        [_r("云朵枕", L, "299"), _r("云朵枕", M, "269"), _r(LAMP, L, "89"), _r(LAMP, M, "79"), _r(PRO, L, "350"), _r(PRO, M, "308")],
    ),
    Shape(
        "offers in words with a price or without",
        [["款式", "标价", "活动"], ["云朵枕", 299, "11.11当天 239"], [LAMP, 89, "69 (12.1-12.12)"], [PRO, 399, "第2件半价"],
         [MAX, 599, "12.12前 ¥499"], ["眼罩", 39, "满99减10"]],
        [_r("云朵枕", L, "299"), _r("云朵枕", P, "239", "元", "2026-11-11", "2026-11-11"), _r(LAMP, L, "89"),
         _r(LAMP, P, "69", "元", "2026-12-01", "2026-12-12"), _r(PRO, L, "399"), _r(MAX, L, "599"),
         _r(MAX, P, "499", "元", "", "2026-12-12"), _r("眼罩", L, "39")],
    ),
    Shape(
        "levels of customers across",
        [["产品", "普通", "银卡", "金卡", "早鸟"], ["云朵枕", 299, 289, 279, 259], [LAMP, 89, 85, 79, 69]],
        [_r("云朵枕", L, "299"), _r("云朵枕", M, "289"), _r("云朵枕", M, "279"), _r("云朵枕", P, "259"), _r(LAMP, L, "89"),
         _r(LAMP, M, "85"), _r(LAMP, M, "79"), _r(LAMP, P, "69")],
        sheet="价目表",
    ),
    Shape(
        "weeks of offers across",
        [["年终活动价", None, None], ["产品", "12.1-12.7", "12.8-12.12"], ["云朵枕", 259, 239], [LAMP, 79, 69]],
        [_r("云朵枕", P, "259", "元", "2026-12-01", "2026-12-07"), _r("云朵枕", P, "239", "元", "2026-12-08", "2026-12-12"),
         _r(LAMP, P, "79", "元", "2026-12-01", "2026-12-07"), _r(LAMP, P, "69", "元", "2026-12-08", "2026-12-12")],
        ["A1:C1"],
    ),
    Shape(
        "sizes down, products across",
        [["尺寸", "云朵枕", PRO], ["小号", 199, 399], ["大号", 299, 499]],
        [_r("云朵枕", L, "199"), _r("云朵枕", L, "299"), _r(PRO, L, "399"), _r(PRO, L, "499")],
        sheet="价格",
    ),
    Shape(
        "today's price and the one from a day on",
        [["产品", "现行价", "12月1日起新价"], ["云朵枕", 299, 319], [LAMP, 89, 95]],
        [_r("云朵枕", L, "299"), _r("云朵枕", L, "319", "元", "2026-12-01", ""), _r(LAMP, L, "89"),
         _r(LAMP, L, "95", "元", "2026-12-01", "")],
    ),
    Shape(
        "two kinds of price in one cell",
        [["产品", "价格"], ["云朵枕", "标价299元/会员价269元"], [LAMP, "标价89元，会员价79元"]],
        [_r("云朵枕", L, "299"), _r("云朵枕", M, "269"), _r(LAMP, L, "89"), _r(LAMP, M, "79")],
    ),
    Shape(
        "packs in English",
        [["Item", "Price", "3-pack", "Case of 12"], ["Ember", 18, 50, 190], ["Mug", 24, 66, 250]],
        [_r(p, L, v, "") for p, vs in (("Ember", ("18", "50", "190")), ("Mug", ("24", "66", "250"))) for v in vs],
        brand=EN,
    ),
    Shape(
        "prices that are not for customers",
        [["产品", "零售价", "经销价", "供货价", "团长价"], ["云朵枕", 299, 180, 150, 190]],
        [_r("云朵枕", L, "299")],
    ),
]  # fmt: skip


def _rows(facts: Iterable[Fact]) -> list[Row]:
    def day(value: date | None) -> str:
        return value.isoformat() if value else ""

    prices = (f for f in facts if f.field in Field.PRICES)
    return [(f.product, f.field, f.value, f.unit, day(f.valid_from), day(f.valid_to)) for f in prices]


def _read(shape: Shape, read: Reader, workbook: MakeWorkbook) -> list[Row]:
    content = workbook({shape.sheet: shape.rows}, {shape.sheet: shape.merged}, formats=shape.formats)
    return _rows(read(f"{shape.sheet}.xlsx", content, brand=shape.brand).facts)


def test_there_are_at_least_thirty_five_shapes() -> None:
    assert len({s.name for s in SHAPES}) >= 35


@pytest.mark.parametrize("shape", SHAPES, ids=lambda s: s.name)
def test_each_price_of_a_sheet_becomes_its_row(shape: Shape, read: Reader, workbook: MakeWorkbook) -> None:
    assert sorted(_read(shape, read, workbook)) == sorted(shape.expected)
