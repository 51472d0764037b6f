"""Takes the pictures of the README from the real site with the demo brand: `python benchmarks/screenshots.py docs`."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page

from tests.support.chromium import chromium, settled, visit
from tests.support.site import ROOT, running_site

PAGES = ("", "replies", "selling_points", "posts", "knowledge", "settings")
CHATS = {"zh": "yunmian/chats", "en": "trailkettle/chats"}


def main(folder: Path) -> None:
    """One picture of each page in each language, and the reply page on a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, running_site(Path(data)) as address, chromium() as browser:
        for language, browser_language in (("zh", "zh-CN"), ("en", "en-US")):
            for name in PAGES:
                page = visit(browser, f"{address}/{name}", language=browser_language)
                fill(page, name, language)
                page.screenshot(path=folder / f"{name or 'home'}-{language}.png")
                page.context.close()
        phone = visit(browser, f"{address}/replies", width=390, height=844)
        fill(phone, "replies", "zh")
        phone.screenshot(path=folder / "replies-phone-zh.png", full_page=True)


def fill(page: Page, name: str, language: str) -> None:
    """Do the page's job once, so that the picture shows it."""
    if name == "replies":
        chat = sorted((ROOT / "knowledge" / CHATS[language]).iterdir())[0].read_text("utf-8")
        page.get_by_role("textbox").first.fill(chat)
        page.keyboard.press("Control+Enter")
        page.locator(".bf-reading").wait_for()
        press_write(page)
    elif name in ("selling_points", "posts"):
        press_write(page)
    settled(page)


def press_write(page: Page) -> None:
    """Press the page's main button and wait for the first card."""
    page.locator("button[kind=primary]").first.click()
    page.locator(".bf-text").first.wait_for()
    settled(page)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
