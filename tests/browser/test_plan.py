"""A month is planned in a real browser: the form is filled in, the plan looked at and changed, then accepted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.chromium import settled
from tests.support.steps import keyed

pytestmark = pytest.mark.browser

PAGE = "plan.yunmian"


def press(page: Page, key: str) -> None:
    """Press the button drawn under that key."""
    page.locator(f"{keyed(f'{PAGE}.{key}')} button").first.click()
    settled(page)


def test_from_an_empty_page_to_a_month_in_the_calendar(open_page: Visit) -> None:
    page = open_page("plan")
    main = page.get_by_test_id("stMain")
    press(page, "quick.moments")
    main.get_by_text("加一个群或一类人").click()
    page.get_by_role("textbox", name="名字", exact=True).fill("老客1群")
    page.get_by_role("textbox", name="谁来发").fill("桂姐")
    page.keyboard.press("Tab")
    settled(page)
    press(page, "new.save")
    expect(main.get_by_role("checkbox", name="老客1群")).to_be_checked()
    main.get_by_text("上新", exact=True).click()
    settled(page)
    page.reload()
    settled(page)
    expect(main.get_by_text("上新哪天（不填就替您选）")).to_be_visible()

    press(page, "propose")
    expect(main.get_by_text("先看看")).to_be_visible()
    expect(page.locator(".bf-slot").nth(4)).to_be_visible()
    settled(page)
    shown = page.locator(".bf-slot").count()
    page.locator("[class*=-drop-] button:visible").first.click()
    settled(page)
    expect(page.locator(".bf-slot")).to_have_count(shown - 1)
    press(page, "undo")
    expect(page.locator(".bf-slot")).to_have_count(shown)
    main.get_by_text("讲全了没有").click()
    expect(page.locator("table.bf-heat").first).to_be_visible()

    press(page, "accept")
    expect(main.get_by_text("已经放进日历")).to_be_visible()
    main.get_by_role("link", name="内容日历").click()
    expect(page.locator("h1")).to_contain_text("内容日历")


def test_the_form_and_the_preview_fit_a_phone(open_page: Visit) -> None:
    page = open_page("plan", language="en-US", width=390, height=844)
    page.locator(f"{keyed('plan.trailkettle.quick.moments')} button").first.click()
    settled(page)
    page.locator(f"{keyed('plan.trailkettle.propose')} button").first.click()
    page.locator(".bf-slot").first.wait_for()
    settled(page)
    wide = page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth")
    assert wide <= 0
