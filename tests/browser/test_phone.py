"""On a phone every page keeps to the screen, speaks in sentences, and shows no error."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from copilot.domain.language import Language
from copilot.locales import load_locale
from tests.browser.conftest import Visit
from tests.browser.test_checking import TEXT
from tests.browser.test_writing import CHAT
from tests.support.chromium import settled
from tests.support.site import ROOT
from tests.support.steps import paste, paste_text, write

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 390, 844
MEASURING_MILLISECONDS = 90_000
UNANSWERED = "客户：你们店里的wifi密码是多少 what is the wifi password"
SCREENS = sorted(file.stem for file in (ROOT / "copilot" / "ui" / "screens").glob("*.py"))
"""Read from the folder: importing the frame would draw it."""
WORDY = ("calendar", "customers", "plan", "replies", "review", "settings")
"""Pages whose English words are much longer than the Chinese: the others fit where the Chinese do."""
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


def reply(page: Page) -> None:
    """Paste a chat and have it answered."""
    paste(page, CHAT)
    write(page)


def leave_a_gap(page: Page) -> None:
    """Ask what the knowledge does not answer, and look at the gaps."""
    gaps = page.url
    page.goto(gaps.replace("gaps", "replies"))
    settled(page)
    paste(page, UNANSWERED)
    write(page)
    page.goto(gaps)
    settled(page)
    expect(page.get_by_test_id("stMain").get_by_text("wifi").first).to_be_visible()


def open_card(page: Page) -> None:
    """Look at each part of the customers' page, and end on a card."""
    for number in (2, 1, 0):
        page.locator("[class*=st-key-customers-][class*=-view] button").nth(number).click()
        settled(page)
    page.locator("[class*=st-key-customers-][class*=-open] button").first.click()
    settled(page)


FILLED: dict[str, Callable[[Page], None]] = {
    "replies": reply,
    "customers": open_card,
    "selling_points": write,
    "posts": write,
    "check": lambda page: paste_text(page, TEXT),
    "gaps": leave_a_gap,
    "bench": measure,
}


@pytest.mark.parametrize(
    ("name", "language"),
    [*((name, "zh-CN") for name in SCREENS), *((name, "en-US") for name in SCREENS if name in WORDY)],
)
def test_a_page_fits_speaks_in_sentences_and_shows_no_error(open_page: Visit, name: str, language: str) -> None:
    page = open_page("" if name == "home" else name, language=language, width=WIDTH, height=HEIGHT)
    if fill := FILLED.get(name):
        fill(page)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("(main) => main.scrollWidth") <= WIDTH
    assert page.evaluate("() => document.documentElement.scrollWidth") <= WIDTH
    assert page.evaluate(SPILLED, WIDTH) == []
    shown = set(re.findall(r"[a-z_]+(?:\.[a-z_]+)+", main.inner_text()))
    assert shown & KEYS == set()
    expect(page.locator(ERRORS)).to_have_count(0)
