"""The butterfly in a real browser: from fit over figures and a leak to a plan and a draft; and the page that is printed."""

import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.reporting.boss_html import boss_html
from copilot.reporting.boss_page import BossFigures, boss_page
from copilot.strategy.insights import find_insights
from tests.browser.conftest import Visit
from tests.support.chromium import settled
from tests.support.insights import BEFORE, CHART, GROUNDS, NOW
from tests.support.steps import go_to, keyed

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


BRAND = "trailkettle"
PAGE = f"butterfly.{BRAND}"


class Walk:
    """A visitor's page, with a picture of each station."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.main, self.folder, self.taken = page, page.get_by_test_id("stMain"), folder, 0

    def view(self, name: str) -> None:
        """Choose a view of the butterfly by its name."""
        self.page.locator(keyed(f"{PAGE}.view")).get_by_text(name, exact=True).click()
        settled(self.page)

    def press(self, label: str) -> None:
        """Press the first button with that label."""
        self.main.get_by_role("button", name=label).first.click()
        settled(self.page)

    def picture(self) -> None:
        """Keep what the visitor sees."""
        self.taken += 1
        self.page.screenshot(path=self.folder / f"{self.taken}.png")


def test_from_fit_over_a_model_and_a_leak_to_a_plan_and_a_draft(open_page: Visit, tmp_path: Path) -> None:
    page = open_page("butterfly", language="en-US")
    walk, main = Walk(page, tmp_path), page.get_by_test_id("stMain")
    expect(main.get_by_text("They buy every few years").first).to_be_visible()
    page.locator(keyed(f"{PAGE}.fit.content")).get_by_text("Every week").click()
    settled(page)
    walk.picture()

    walk.view("Model")
    page.locator(f"{keyed(f'{PAGE}.model.community.choose')} button").first.click()
    settled(page)
    expect(main.get_by_text("What follows")).to_be_visible()
    walk.picture()

    walk.view("Chart")
    expect(main.get_by_text("102 of 262").first).to_be_visible()
    expect(page.locator(".vega-embed").first).to_be_visible()
    walk.picture()
    walk.press("Plan a month that meets newcomers")
    expect(page.locator("h1")).to_contain_text("Make a plan")
    expect(main.get_by_text("Filled in because")).to_be_visible()
    walk.picture()
    page.locator(f"{keyed(f'plan.{BRAND}.propose')} button").click()
    page.locator(".bf-slot").first.wait_for()
    settled(page)
    page.locator(f"{keyed(f'plan.{BRAND}.accept')} button").click()
    expect(main.get_by_role("link", name="Calendar")).to_be_visible()
    settled(page)
    walk.picture()

    go_to(page, "Butterfly")
    walk.press("Write the welcome message")
    expect(page.locator("h1")).to_contain_text("Posts")
    page.locator("button[kind=primary]").first.click()
    page.locator(".bf-text").nth(2).wait_for()
    settled(page)
    walk.picture()

    go_to(page, "Butterfly")
    walk.view("Report")
    for done in ("Plan a month that meets newcomers", "Write the welcome message"):
        expect(main.get_by_text("Done").filter(has_text=done).first).to_be_visible()
    with page.expect_download() as download:
        walk.press("Word document")
    assert zipfile.is_zipfile(download.value.path())
    walk.picture()
    walk.view("Model")
    page.locator(f"{keyed(f'{PAGE}.model.undo')} button").first.click()
    settled(page)
    expect(main.get_by_text("What follows")).to_have_count(0)
    assert len(list(tmp_path.glob("*.png"))) == walk.taken == 7
