"""The butterfly in a real browser: from fit over figures and a leak to a plan and a draft; and the page that is printed."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.reporting.boss_html import boss_html
from copilot.reporting.boss_page import BossFigures, boss_page
from copilot.strategy.insights import find_insights
from tests.support.insights import BEFORE, CHART, GROUNDS, NOW

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", list(Language))
def test_the_page_for_the_boss_prints_on_one_sheet(browser: Browser, tmp_path: Path, language: Language) -> None:
    figures = BossFigures("眠云", find_insights(GROUNDS), NOW, BEFORE, chart=CHART)
    told = boss_page(figures, load_locale(language).say, language)
    file = tmp_path / "boss.html"
    file.write_bytes(boss_html(told, language))
    page = browser.new_page()
    page.goto(file.as_uri())
    with pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4"))) as printed:
        assert len(printed) == 1
    page.close()
