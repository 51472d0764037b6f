"""Takes the pictures of the README from the real site with the demo brand: `python benchmarks/screenshots.py docs`."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page

from tests.support.chromium import chromium, settled, visit
from tests.support.site import ROOT, running_site
from tests.support.steps import paste, paste_text, write

PAGES = (
    "", "replies", "customers", "sent", "selling_points", "posts", "check", "rules", "knowledge", "facts", "gaps", "bench", "settings",
)  # fmt: skip
CHATS = {"zh": "yunmian/chats/企业微信-给爸妈换床垫.txt", "en": "trailkettle/chats/which-grinder.txt"}
TEXTS = {
    "zh": "小云枕感恩季 199 一只，全网最低，就今天！月亮侧睡枕活动价 199，到 11 月 30 日，枕头能睡 30 晚再决定。",
    "en": "Cinder Kettle is $49 until Sunday, the best kettle ever made. Grinders carry a three year warranty.",
}
QUESTIONS = {"zh": "睡着不舒服能退吗", "en": "what if it breaks"}
DESK_HEIGHT, PHONE_WIDTH, PHONE_HEIGHT = 960, 390, 1500


def main(folder: Path) -> None:
    """One picture of each page in each language, and the reply page on a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, running_site(Path(data)) as address, chromium() as browser:
        for language, browser_language in (("zh", "zh-CN"), ("en", "en-US")):
            for name in PAGES:
                page = visit(browser, f"{address}/{name}", language=browser_language, height=DESK_HEIGHT)
                take(page, name, language, folder / f"{name or 'home'}-{language}.png")
        phone = visit(browser, f"{address}/replies", width=PHONE_WIDTH, height=PHONE_HEIGHT)
        take(phone, "replies", "zh", folder / "replies-phone-zh.png")


def take(page: Page, name: str, language: str, file: Path) -> None:
    """Do the page's job once, so that the picture shows it, and take the picture."""
    if name == "replies":
        paste(page, (ROOT / "knowledge" / CHATS[language]).read_text("utf-8"))
    if name in ("replies", "selling_points", "posts"):
        write(page)
    if name == "check":
        paste_text(page, TEXTS[language])
    if name == "customers":
        page.locator("[class*=st-key-customers-][class*=-open] button").nth(1).click()
    if name == "knowledge":
        page.get_by_role("textbox").last.fill(QUESTIONS[language])
        page.keyboard.press("Enter")
        settled(page)
        page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    page.mouse.move(2, 2)
    settled(page)
    page.wait_for_timeout(500)  # let the last fade end, it would be in the picture
    page.screenshot(path=file)
    page.context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
