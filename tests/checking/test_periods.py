"""The days that lines, rows and sentences of documents hold for."""

from datetime import date

import pytest

from copilot.checking.context import ContextReader
from copilot.checking.library import Library
from copilot.checking.periods import Period, Standing, pieces_of
from copilot.checking.rulebook import load_rules
from copilot.checking.surface import SurfaceTables
from tests.checking.conftest import AT


@pytest.fixture(scope="module")
def library() -> Library:
    rules = load_rules()
    words = rules.surface
    pairs = dict(zip(words.traditional, words.simplified, strict=True))
    tables = SurfaceTables(pairs, words.look_alikes, words.spelled)
    return Library(rules, tables, ContextReader(rules.numbers))


def told(library: Library, text: str) -> list[tuple[str, Period]]:
    plain = library.plain(text)
    pieces = pieces_of(plain, library.quantities(plain), AT)
    return [(plain[p.start : p.end].strip(), p.period) for p in pieces]


NOV = Period(date(2026, 11, 1), date(2026, 11, 15))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("双十一满减 11月1日—11月15日。整车满2000元减200元", NOV),
        ("活动名：满减；开始：2026-11-01；结束：2026-11-15；内容：满199元减25元", NOV),
        ("offer: Fall Join; details: fee waived; starts: 2026-11-01; ends: 2026-11-15", NOV),
        ("code: HT; job: heel tips; regular: 16; valid_from: 2026-11-01; valid_to: 2026-11-15", NOV),
        ("code: HT; job: heel tips; regular: 16; valid_from: 2026-11-01", Period(first=date(2026, 11, 1))),
        ("Blue Week — 20% off the blue. 1 to 15 November 2026.", NOV),
        ("From Sunday 1 to Sunday 15 November 2026 all bars are 10% off", NOV),
        ("2026-11-01 起到 2026-11-15，体验课 39 元一节", NOV),
        ("12月20日—2027年1月3日。畅游卡买10次送3次", Period(date(2026, 12, 20), date(2027, 1, 3))),
        ("The early bird runs until 15 November 2026", Period(None, date(2026, 11, 15))),
        ("12月10日起满300减50", Period(date(2026, 12, 10), None)),
    ],
)
def test_a_period_is_read_however_it_is_written(library: Library, text: str, period: Period) -> None:
    assert [p for _, p in told(library, text)] == [period]


def test_each_line_of_a_list_has_its_own_days(library: Library) -> None:
    lines = "1. 双十一满减 11月1日—11月15日。满2000减200。\n2. 暖冬 11月20日—12月20日。保养198元。\n老带新长期有效。"
    assert [p.last for _, p in told(library, lines)] == [date(2026, 11, 15), date(2026, 12, 20)]


def test_a_line_that_is_little_but_a_period_tells_it_for_the_passage(library: Library) -> None:
    text = "双十一满减\n时间：11月1日—11月15日\n全店满200减30，上不封顶，可以和会员价一起用。"
    assert told(library, text) == [(library.plain(text), NOV)]


def test_a_sentence_in_prose_keeps_its_period_to_itself(library: Library) -> None:
    text = "报名缴全款11月1日至11月15日立减200元，到手1780元，别的优惠不同享。平时学费1980元。"
    [(stretch, period)] = told(library, text)
    assert period == NOV
    assert "1980" not in stretch


def test_days_without_a_period_give_none(library: Library) -> None:
    assert told(library, "店在2016年3月5日开张，11月11日搬到了河边。") == []


def test_a_period_stands_to_a_day() -> None:
    assert NOV.standing(date(2026, 10, 31)) is Standing.NOT_YET
    assert NOV.standing(date(2026, 11, 15)) is Standing.IN_FORCE
    assert NOV.standing(date(2026, 11, 16)) is Standing.EXPIRED
    assert Period().standing(AT) is Standing.IN_FORCE
