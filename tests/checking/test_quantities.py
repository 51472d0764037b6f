from decimal import Decimal

import pytest

from copilot.checking import load_rules
from copilot.checking.quantities import QuantityReader
from copilot.checking.quantity import Hedge, Measure, Quantity


@pytest.fixture(scope="module")
def reader() -> QuantityReader:
    return QuantityReader(load_rules().numbers)


def first(reader: QuantityReader, text: str) -> Quantity:
    found = reader.read(text.lower())
    assert found, text
    return found[0]


SPELLINGS = [
    ("¥199.00", Measure.MONEY, ["199"]),
    ("￥1,299", Measure.MONEY, ["1299"]),
    ("199元", Measure.MONEY, ["199"]),
    ("199块", Measure.MONEY, ["199"]),
    ("199块钱", Measure.MONEY, ["199"]),
    ("一百九十九元", Measure.MONEY, ["199"]),
    ("40 s for 0.8 l", Measure.PERIOD, ["40"]),
    ("5 min 40 s", Measure.PERIOD, ["340"]),
    ("3 hours and 30 minutes", Measure.PERIOD, ["210"]),
    ("5分40秒", Measure.PERIOD, ["340"]),
    ("1个小时20分钟", Measure.PERIOD, ["80"]),
    ("五十块", Measure.MONEY, ["50"]),
    ("三块五", Measure.MONEY, ["3.5"]),
    ("3块5", Measure.MONEY, ["3.5"]),
    ("18块一平", Measure.MONEY, ["18"]),
    ("25块一斤", Measure.MONEY, ["25"]),
    ("60平的房子", Measure.AMOUNT, ["60"]),
    ("早餐七点半开始", Measure.CLOCK, ["7", "30"]),
    ("open till nine", Measure.CLOCK, ["9", "0"]),
    ("三块五一天", Measure.MONEY, ["3.5"]),
    ("99元一年", Measure.MONEY, ["99"]),
    ("3块一天", Measure.MONEY, ["3"]),
    ("三毛六", Measure.MONEY, ["0.36"]),
    ("两百不到", Measure.MONEY, ["200"]),
    ("两百多块", Measure.MONEY, ["200"]),
    ("399 一只", Measure.MONEY, ["399"]),
    ("18.5/杯", Measure.MONEY, ["18.5"]),
    ("价格399", Measure.MONEY, ["399"]),
    ("只要199", Measure.MONEY, ["199"]),
    ("会员价 359", Measure.MONEY, ["359"]),
    ("立省100", Measure.MONEY, ["100"]),
    ("$18.50", Measure.MONEY, ["18.5"]),
    ("20 dollars", Measure.MONEY, ["20"]),
    ("1米8的床", Measure.AMOUNT, ["1800"]),
    ("一米五床", Measure.AMOUNT, ["1500"]),
    ("1米75", Measure.AMOUNT, ["1750"]),
    ("三斤二两", Measure.AMOUNT, ["1600"]),
    ("2斤3个装", Measure.AMOUNT, ["1000"]),
    ("98%", Measure.PERCENT, ["98"]),
    ("百分之二十", Measure.PERCENT, ["20"]),
    ("七成", Measure.PERCENT, ["70"]),
    ("9.9折", Measure.DISCOUNT, ["0.99"]),
    ("八八折", Measure.DISCOUNT, ["0.88"]),
    ("八折", Measure.DISCOUNT, ["0.8"]),
    ("打对折", Measure.DISCOUNT, ["0.5"]),
    ("半价", Measure.DISCOUNT, ["0.5"]),
    ("half price", Measure.DISCOUNT, ["0.5"]),
    ("20% off", Measure.DISCOUNT, ["0.8"]),
    ("满300减50", Measure.REDUCTION, ["300", "50"]),
    ("每满300元立减50元", Measure.REDUCTION, ["300", "50"]),
    ("买二送一", Measure.MULTIBUY, ["2", "1"]),
    ("买3送1", Measure.MULTIBUY, ["3", "1"]),
    ("第二件半价", Measure.MULTIBUY, ["2", "0.5"]),
    ("two for one", Measure.MULTIBUY, ["2", "1"]),
    ("buy one get one free", Measure.MULTIBUY, ["1", "1"]),
    ("11月11日", Measure.DATE, ["0", "11", "11"]),
    ("2026年11月30日", Measure.DATE, ["2026", "11", "30"]),
    ("2026-11-30", Measure.DATE, ["2026", "11", "30"]),
    ("到11.11截止", Measure.DATE, ["0", "11", "11"]),
    ("十一月三十日", Measure.DATE, ["0", "11", "30"]),
    ("nov 30", Measure.DATE, ["0", "11", "30"]),
    ("30th of november", Measure.DATE, ["0", "11", "30"]),
    ("周三晚8点", Measure.WEEKDAY, ["3", "20"]),
    ("20:30", Measure.CLOCK, ["20", "30"]),
    ("晚上八点半", Measure.CLOCK, ["20", "30"]),
    ("7天无理由", Measure.PERIOD, ["7"]),
    ("30 天", Measure.PERIOD, ["30"]),
    ("两年", Measure.PERIOD, ["24"]),
    ("半小时", Measure.PERIOD, ["30"]),
    ("30-day", Measure.PERIOD, ["30"]),
    ("thirty days", Measure.PERIOD, ["30"]),
    ("60×40cm", Measure.SIZE, ["600", "400"]),
    ("60*40*12厘米", Measure.SIZE, ["600", "400", "120"]),
    ("50ml×2", Measure.PACK, ["50", "2"]),
    ("0.5 kg", Measure.AMOUNT, ["500"]),
    ("1斤", Measure.AMOUNT, ["500"]),
    ("12 oz", Measure.AMOUNT, ["340.194"]),
    ("55D", Measure.AMOUNT, ["55"]),
    ("SPF50", Measure.AMOUNT, ["50"]),
    ("4.9分", Measure.COUNT, ["4.9"]),
    ("2万只", Measure.COUNT, ["20000"]),
    ("1.2万人", Measure.COUNT, ["12000"]),
    ("七区", Measure.COUNT, ["7"]),
    ("第3代", Measure.RANK, ["3"]),
    ("TOP 3", Measure.RANK, ["3"]),
    ("前100名", Measure.RANK, ["100"]),
]


@pytest.mark.parametrize(("text", "measure", "values"), SPELLINGS)
def test_a_quantity_is_found_however_it_is_written(
    reader: QuantityReader, text: str, measure: Measure, values: list[str]
) -> None:
    found = first(reader, text)
    assert found.measure is measure
    assert found.values == tuple(Decimal(v) for v in values)


IDIOMS = [
    "试一下",
    "三五好友",
    "第一步先量肩宽",
    "百分百用心",
    "等一会儿",
    "两下就好",
    "放在一边",
    "千万别机洗",
    "万一不合适",
    "十分满意",
    "一分钱一分货",
    "三天两头",
    "九分裤",
    "两件套",
    "80后",
    "身高165cm",
    "双11",
    "1对1",
    "两三天",
    "千篇一律",
    "第一次来",
]


@pytest.mark.parametrize("text", IDIOMS)
def test_an_idiom_claims_nothing(reader: QuantityReader, text: str) -> None:
    assert reader.read(text.lower()) == ()


@pytest.mark.parametrize("text", ["一个人睡", "睡了八年的枕头", "弄了半小时", "昨天 8 点开门", "来了两位阿姨"])
def test_numbers_of_a_story_are_weak(reader: QuantityReader, text: str) -> None:
    assert all(not q.strong for q in reader.read(text))


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("不到3元", Hedge.BELOW),
        ("两百不到", Hedge.BELOW),
        ("超过2万人", Hedge.ABOVE),
        ("500多元", Hedge.ABOVE),
        ("约200元", Hedge.ABOUT),
        ("200元", Hedge.EXACT),
        ("from $99", Hedge.ABOVE),
        ("down from $99", Hedge.EXACT),
        ("reduced from $99", Hedge.EXACT),
    ],
)
def test_how_exactly_a_number_is_meant(reader: QuantityReader, text: str, hedge: Hedge) -> None:
    assert first(reader, text).hedge is hedge


def test_a_range_of_days_gives_both_ends(reader: QuantityReader) -> None:
    found = reader.read("11月20日-30日")
    assert [tuple(map(int, q.values[1:])) for q in found] == [(11, 20), (11, 30)]


def test_a_hedge_that_stands_behind_numbers_softens_none_before_it(reader: QuantityReader) -> None:
    assert first(reader, "算下来95块").hedge is Hedge.EXACT
    assert first(reader, "三十来克").hedge is Hedge.ABOUT


def test_a_generation_in_a_story_is_weak(reader: QuantityReader) -> None:
    assert not first(reader, "第四代打样改了三回").strong
    assert first(reader, "第四代枕芯上市").strong
