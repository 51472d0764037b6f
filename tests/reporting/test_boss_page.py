"""The page for the boss, as a Word document and as a page that prints."""

import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document

from copilot.domain.insight import DeedDone, Outcome
from copilot.domain.ladder import Node
from copilot.domain.language import Language
from copilot.domain.wings import Place
from copilot.locales import load_locale
from copilot.reporting.boss_html import boss_html
from copilot.reporting.boss_page import BossFigures, BossPage, boss_page
from copilot.reporting.boss_word import boss_word
from copilot.reporting.pictures import png_of, svg_of
from copilot.strategy.insights import figure_of, find_insights
from tests.support.insights import BEFORE, CHART, GROUNDS, NOVEMBER, NOW, TRUST_LEAK, crossing

FIGURE = figure_of(TRUST_LEAK.crossing, NOVEMBER, 0.21)
DONE = DeedDone(
    1,
    "leak:need:trust",
    "trust_points",
    "",
    datetime(2026, 12, 3, tzinfo=UTC),
    FIGURE,
    Node.CONVERT,
    (Place.NEED, Place.TRUST),
)
SINCE = Outcome(DONE, figure_of(crossing(Place.NEED, Place.TRUST, 240, 60), None))


def page(language: Language = Language.ZH, brand: str = "<b>眠云</b>\x00") -> BossPage:
    figures = BossFigures(
        brand,
        find_insights(GROUNDS),
        NOW,
        BEFORE,
        (TRUST_LEAK.crossing,),
        CHART,
        ((SINCE, "写带证据的卖点"),),
        made_up=True,
    )
    return boss_page(figures, load_locale(language).say, language)


def word_text(file: bytes) -> str:
    document = Document(BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("language", list(Language))
def test_both_files_tell_figures_with_denominator_window_reason_and_what_came_of_it(language: Language) -> None:
    told = page(language, "眠云")
    parts = {
        Language.ZH: ["210 人里有 25 人", "平时 21%", "少约 5,730 元", "2026-11-01", "从问卷看：床垫十年才换一次", "240 人里 25%", "虚构品牌"],
        Language.EN: ["25 of 210", "usually 21 %", "about 5,730 less", "From the answers: a mattress", "now 25 % of 240", "invented brand"],
    }[language]  # fmt: skip
    web, word = boss_html(told, language).decode(), word_text(boss_word(told, language))
    assert [p for p in parts if p not in web] == []
    assert [p for p in parts if p not in word] == []


def test_what_people_wrote_is_no_markup_and_no_broken_xml() -> None:
    web = boss_html(page(), Language.ZH).decode()
    assert "<b>眠云" not in web
    assert "<b>疑问" not in web
    assert "&lt;b&gt;眠云" in web
    assert "<b>眠云</b>" in word_text(boss_word(page(), Language.ZH))


def test_places_stand_in_their_order_and_what_nobody_counted_is_no_zero() -> None:
    assert page().rows[2] == ("疑问有了答复", "25", "42", "说了自己的情况 210 人里 12%", "手填")
    assert [row[0] for row in page().rows] == ["新加的人", "说了自己的情况", "疑问有了答复", "首次购买"]
    earlier = boss_page(
        BossFigures("店", find_insights(GROUNDS), BEFORE, NOW), load_locale(Language.ZH).say, Language.ZH
    )
    assert earlier.rows[0] == ("新加的人", "400", "420", "", "手填")
    alone = boss_page(BossFigures("店", find_insights(GROUNDS), NOW), load_locale(Language.ZH).say, Language.ZH)
    assert alone.rows[-1] == ("首次购买", "20", "", "系统统计")


def test_the_picture_is_in_both_and_says_in_words_what_it_shows() -> None:
    assert "<svg" in boss_html(page(), Language.ZH).decode()
    with zipfile.ZipFile(BytesIO(boss_word(page(), Language.ZH))) as file:
        assert [n for n in file.namelist() if n.startswith("word/media/")]
        assert "蝴蝶的两只翅膀" in file.read("word/document.xml").decode()


def test_without_the_drawing_library_the_figures_are_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    web, word = boss_html(page(), Language.ZH).decode(), word_text(boss_word(page(), Language.ZH))
    assert "<svg" not in web
    assert "首次购买" in web
    assert "首次购买" in word


def test_with_no_figures_the_page_says_so() -> None:
    from copilot.domain.insight import Insights

    empty = boss_page(BossFigures("店", Insights()), load_locale(Language.ZH).say, Language.ZH)
    web = boss_html(empty, Language.ZH).decode()
    assert "还没有数字" in web
    assert "没有特别要说的" in web
    assert "没有特别要说的" in word_text(boss_word(empty, Language.ZH))


def test_a_picture_fetches_nothing_and_what_cannot_be_drawn_is_none() -> None:
    assert svg_of({"data": {"url": "http://127.0.0.1:9/x.json"}, "mark": "bar"}) is None
    assert png_of({"mark": 3}) is None
    drawn = png_of(CHART)
    assert drawn is not None
    assert drawn.startswith(b"\x89PNG")
