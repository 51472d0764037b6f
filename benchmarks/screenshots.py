"""Takes the pictures of the README from the real site with the demo brand: `python benchmarks/screenshots.py docs`."""

import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page

from copilot.bootstrap import build_copilot
from copilot.domain.calendar import Audience
from copilot.domain.channel import Channel
from copilot.domain.plan import Goal, PlannedFor, PlanRequest
from copilot.settings import Settings
from tests.support.chromium import chromium, settled, visit
from tests.support.site import ROOT, running_site
from tests.support.steps import paste, paste_text, write

PAGES = (
    "", "replies", "customers", "sent", "selling_points", "posts", "check", "rules", "plan", "calendar", "review", "knowledge", "facts",
    "gaps", "bench", "butterfly", "settings",
)  # fmt: skip
CHATS = {"zh": "yunmian/chats/企业微信-给爸妈换床垫.txt", "en": "trailkettle/chats/which-grinder.txt"}
TEXTS = {
    "zh": "小云枕感恩季 199 一只，全网最低，就今天！月亮侧睡枕活动价 199，到 11 月 30 日，枕头能睡 30 晚再决定。",
    "en": "Cinder Kettle is $49 until Sunday, the best kettle ever made. Grinders carry a three year warranty.",
}
QUESTIONS = {"zh": "睡着不舒服能退吗", "en": "what if it breaks"}
GROUPS = {"zh": ("新客2群", "老客户"), "en": ("New customers 2", "Regulars")}
WEEKS = 4
MID_MONTH = 15
"""After it most of what is planned from today on stands in the next month."""
CHART = 2
"""Where the chart stands among the views of the butterfly."""
DESK_HEIGHT, PHONE_WIDTH, PHONE_HEIGHT = 960, 390, 1500


def main(folder: Path) -> None:
    """One picture of each page in each language, and the reply page on a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, running_site(Path(data)) as address, chromium() as browser:
        a_month(Path(data))
        for language, browser_language in (("zh", "zh-CN"), ("en", "en-US")):
            for name in PAGES:
                page = visit(browser, f"{address}/{name}", language=browser_language, height=DESK_HEIGHT)
                take(page, name, language, folder / f"{name or 'home'}-{language}.png")
        phone = visit(browser, f"{address}/replies", width=PHONE_WIDTH, height=PHONE_HEIGHT)
        take(phone, "replies", "zh", folder / "replies-phone-zh.png")


def a_month(data: Path) -> None:
    """Plan and write a month for each demo brand, and hand it in."""
    copilot = build_copilot(Settings(data_dir=data, model=""))
    actor, start = copilot.calendar.members.alone(), copilot.today()
    for brand in copilot.store.brands.all():
        names = GROUPS[brand.language.value]
        groups = [copilot.calendar.audiences.save(brand, Audience("", name)) for name in names]
        request = PlanRequest(
            Goal.ORDINARY,
            start,
            WEEKS,
            tuple(PlannedFor(group, (Channel.GROUP,)) for group in groups),
            tuple(persona.id for persona in copilot.store.brands.personas(brand.id)),
            tuple(product.name for product in brand.products[:3]),
            language=brand.language,
        )
        items = copilot.calendar.planning.accept(copilot.calendar.planning.propose(brand, request, actor).id, actor)
        run = copilot.calendar.writing.start(brand, [item.id for item in items], actor)
        for _ in copilot.calendar.writing.run_events(run.id):
            pass
        planned = {item.id for item in items}
        for item in copilot.store.calendar.of(brand.id):
            if item.id in planned:
                copilot.calendar.review.submit(item.id, item.version, actor)
    copilot.close()


def take(page: Page, name: str, language: str, file: Path) -> None:
    """Do the page's job once, so that the picture shows it, and take the picture."""
    if name == "butterfly":
        page.locator("[class*=st-key-butterfly-][class*=-view] button").nth(CHART).click()
        page.locator(".vega-embed").first.wait_for()
        settled(page)
    if name == "replies":
        paste(page, (ROOT / "knowledge" / CHATS[language]).read_text("utf-8"))
    if name in ("replies", "selling_points", "posts"):
        write(page)
    if name == "plan":
        page.locator("button[kind=primary]").first.click()
        settled(page)
    if name == "calendar":
        if date.today().day > MID_MONTH:
            page.locator("[class*=st-key-calendar-][class*=-after] button").first.click()
            settled(page)
        page.frame_locator("iframe").locator(".fc-event").first.wait_for()
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
