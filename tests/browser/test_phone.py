"""On a phone every page keeps to the screen, speaks in sentences, and shows no error."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from copilot.domain.language import Language
from copilot.locales import load_locale
from tests.browser.test_checking import TEXT
from tests.browser.test_writing import CHAT
from tests.support.chromium import settled, visit
from tests.support.site import ROOT
from tests.support.steps import paste, paste_text, write

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 390, 844
MEASURING_MILLISECONDS = 90_000
UNANSWERED = "客户：你们店里的wifi密码是多少 what is the wifi password"
SCREENS = sorted(file.stem for file in (ROOT / "copilot" / "ui" / "screens").glob("*.py"))
"""Read from the folder: importing the frame would draw it."""
KEYS = load_locale(Language.ZH).sentences.keys()
ERRORS = "[data-testid=stException], [data-testid=stAlertContentError]"
# What sticks out of the screen and cannot be scrolled into sight in a box of its own, as tables and tabs can.
SPILLED = """(width) => {
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const main = document.querySelector("[data-testid=stMain]");
  const reachable = (element) => {
    for (let box = element.parentElement; box && box !== main; box = box.parentElement)
      if (scrolls(box) || box.matches("[data-testid=stDataFrame]")) return true;
    return false;
  };
  return [...main.querySelectorAll("*")]
    .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !reachable(element))
    .map((element) => `${element.tagName} ${element.className} ${(element.textContent || "").slice(0, 40)}`);
}"""


def measure(page: Page) -> None:
    """Let the brand's own questions be measured."""
    page.locator("button[kind=primary]").first.click()
    page.get_by_test_id("stDataFrame").or_(page.locator("table")).first.wait_for(timeout=MEASURING_MILLISECONDS)
    settled(page)


def ask(page: Page, chat: str) -> None:
    """Paste a chat beside those before it and have it answered."""
    before = page.url
    page.get_by_role("button", name=sentences(page)("desk.open")).click()
    # Until the new chat is there, what is pasted goes into the one before.
    page.wait_for_function("(before) => location.href !== before", arg=before)
    expect(page.locator(".bf-reading")).to_have_count(0)
    settled(page)
    paste(page, chat)
    write(page)


def leave_a_gap(page: Page) -> None:
    """Ask what the knowledge does not answer, and look at the gaps."""
    turn_to(page, "replies")
    ask(page, UNANSWERED)
    turn_to(page, "gaps")
    expect(page.get_by_test_id("stMain").get_by_text("wifi").first).to_be_visible()


def open_card(page: Page) -> None:
    """Look at each part of the customers' page, and end on a card."""
    for number in (3, 2, 1, 0):
        page.locator("[class*=st-key-customers-][class*=-view] button").nth(number).click()
        settled(page)
    page.locator("[class*=st-key-customers-][class*=-open] button").first.click()
    settled(page)


def look_at_views(page: Page) -> None:
    """Look at each view of the butterfly; each has to fit by itself."""
    views = page.locator("[class*=st-key-butterfly-][class*=-view] button")
    expect(views).to_have_count(6)
    for number in reversed(range(6)):
        views.nth(number).click()
        settled(page)
        assert page.evaluate(SPILLED, WIDTH) == []
        expect(page.locator(ERRORS)).to_have_count(0)


FILLED: dict[str, Callable[[Page], None]] = {
    "replies": lambda page: ask(page, CHAT),
    "customers": open_card,
    "selling_points": write,
    "posts": write,
    "check": lambda page: paste_text(page, TEXT),
    "gaps": leave_a_gap,
    "bench": measure,
    "butterfly": look_at_views,
}


@pytest.fixture(scope="module", params=["zh-CN", "en-US"])
def phone(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone whose owner goes from page to page; to load the site anew each time takes four times as long."""
    page = visit(browser, site, language=request.param, width=WIDTH, height=HEIGHT)
    yield page
    page.context.close()


def sentences(page: Page) -> Callable[[str], str]:
    """What the site says in the language of the page."""
    return load_locale(Language(page.evaluate("() => document.documentElement.lang.slice(0, 2)"))).say


def turn_to(page: Page, name: str) -> None:
    """Follow the menu to a page, whatever the language."""
    said = sentences(page)
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=said(f"app.pages.{name}"), exact=True).click()
    title = said("home.title" if name == "home" else f"app.pages.{name}")
    expect(page.locator("h1")).to_contain_text(title)
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    settled(page)


@pytest.mark.parametrize("name", SCREENS)
def test_a_page_fits_speaks_in_sentences_and_shows_no_error(phone: Page, name: str) -> None:
    turn_to(phone, name)
    if fill := FILLED.get(name):
        fill(phone)
    main = phone.get_by_test_id("stMain")
    assert main.evaluate("(main) => main.scrollWidth") <= WIDTH
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= WIDTH
    assert phone.evaluate(SPILLED, WIDTH) == []
    shown = set(re.findall(r"[a-z_]+(?:\.[a-z_]+)+", main.inner_text()))
    assert shown & KEYS == set()
    expect(phone.locator(ERRORS)).to_have_count(0)
