"""What visitors do on the pages, step by step, for tests and screenshots in a browser."""

from playwright.sync_api import Page, expect

from tests.support.chromium import settled

STILL = """() => document.getAnimations().every(
  (one) => one.playState !== "running" || one.effect?.getComputedTiming().iterations === Infinity)"""


def keyed(key: str) -> str:
    """The CSS selector of the element that Streamlit drew under `key`."""
    return f".st-key-{key.replace('.', '-')}"


def paste(page: Page, chat: str) -> None:
    """Put a chat into the reply page and wait until it was read."""
    page.locator("textarea").first.fill(chat)
    page.locator(".bf-reading").wait_for()
    settled(page)


def paste_text(page: Page, text: str) -> None:
    """Put a text into the page that checks and wait until it was checked."""
    page.locator("textarea").first.fill(text)
    page.locator(".bf-text").wait_for()
    settled(page)


def write(page: Page, cards: int = 3) -> None:
    """Press the page's main button and wait for that many cards."""
    page.locator("button[kind=primary]").first.click()
    expect(page.locator(".bf-text")).to_have_count(cards)
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose in the select box called `label`, as people do in a long list: by typing."""
    field = page.get_by_role("combobox", name=label)
    field.click()
    field.press_sequentially(option)
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def unfold(page: Page, words: str) -> None:
    """Open what is folded under those words and wait until it stands still: what slides is missed by a hand."""
    page.get_by_text(words).click()
    settled(page)
    page.wait_for_function(STILL)


def go_to(page: Page, name: str) -> None:
    """Follow the menu to the page called `name`."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
    expect(page.locator("h1")).to_contain_text(name)
    settled(page)


def clipboard(page: Page) -> str:
    """What was copied."""
    text: str = page.evaluate("() => navigator.clipboard.readText()")
    return text


def shown_text(page: Page, card: int = 1) -> str:
    """The text of a card as it goes out: what it shows, without its citation marks."""
    text: str = (
        page.locator(".bf-text")
        .nth(card - 1)
        .evaluate(
            """(box) => {
          const copy = box.cloneNode(true);
          copy.querySelectorAll("sup").forEach((mark) => mark.remove());
          copy.querySelectorAll("br").forEach((line) => line.replaceWith("\\n"));
          return copy.textContent;
        }"""
        )
    )
    return text
