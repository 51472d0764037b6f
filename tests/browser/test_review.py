"""Reviewing in a real browser: by keys and by clicks, an edit, a comment, on a phone too."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from copilot.domain.calendar import Audience
from tests.support.calendar import BRAND, MEI, PLAIN, a_slot, written
from tests.support.chromium import settled
from tests.support.shop import a_copilot
from tests.support.site import running_site
from tests.support.steps import unfold

pytestmark = pytest.mark.browser

PRICED = "高山白茶 100 克标价 168 元，先看看喜不喜欢这个味道。"
TEXTS = {
    "promising": "这款茶喝了包治失眠，三天见效。",
    "priced": PRICED,
    "more": "桂花乌龙杯底能看到花，闻着像院子里那棵树。",
    "plain": PLAIN,
    "rain": "下雨了，屋檐底下站着三个躲雨的学生。",
}
Visit = Callable[..., Page]


@pytest.fixture
def review_site(learned_shop: Path, tmp_path: Path) -> Iterator[str]:
    """A site of the test's own, with texts that were handed in."""
    data = Path(shutil.copytree(learned_shop, tmp_path / "data"))
    day = date.today() + timedelta(days=3)
    with a_copilot(data) as copilot:
        copilot.store.audiences.save(BRAND, Audience("g2", "新客2群"))
        for item_id, text in TEXTS.items():
            written(copilot.store, item_id, text, slot=a_slot(item_id, day))
            copilot.calendar.review.submit(item_id, 1, MEI)
    with running_site(data, demo=False) as address:
        yield address


def reads(page: Page, words: str) -> None:
    """Wait until the text that is read holds those words."""
    expect(page.locator(".bf-text").first).to_contain_text(words)
    settled(page)


def test_three_are_reviewed_by_keys_and_clicks(review_site: str, open_page: Visit) -> None:
    page = open_page("review", address=review_site)
    reads(page, "包治失眠")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("必须先改掉").first).to_be_visible()
    page.keyboard.press("r")
    reason = page.get_by_label("要改什么")
    expect(reason).to_be_focused()
    reason.type("不能说治病")
    page.keyboard.press("Control+Enter")
    reads(page, "168")
    page.keyboard.press("Control+Enter")
    reads(page, "桂花乌龙")
    page.locator("[class*='-approve'] button").click()
    expect(page.get_by_text("看过 3 / 5 条")).to_be_visible()
    settled(page)
    unfold(page, "没有问题的 2 条")
    page.get_by_role("button", name="通过这 2 条").click()
    expect(page.get_by_text("5 / 5 条都看过了")).to_be_visible()


def test_an_edit_survives_a_refresh_and_is_saved_with_what_changed(review_site: str, open_page: Visit) -> None:
    page = open_page("review", address=review_site)
    reads(page, "包治失眠")
    page.get_by_role("button", name="改文字").click()
    field = page.locator("[class*='-text-promising'] textarea")
    field.fill("这款茶喝着顺口。")
    page.wait_for_function("() => !Object.keys(sessionStorage).some((k) => k.startsWith('butterfly:'))")
    page.reload()
    settled(page)
    expect(page.locator("[class*='-text-promising'] textarea")).to_have_value("这款茶喝着顺口。")
    page.get_by_role("button", name="保存").click()
    reads(page, "顺口")
    page.get_by_text("改过，现在是第 2 版").click()
    expect(page.locator(".bf-changed del").first).to_be_visible()


def test_a_comment_on_a_sentence_is_posted_and_settled(review_site: str, open_page: Visit) -> None:
    page = open_page("review", address=review_site)
    reads(page, "包治失眠")
    unfold(page, "提意见")
    page.get_by_label("意见", exact=True).fill("换成客人的原话")
    page.get_by_role("button", name="提出来").click()
    thread = page.locator("[class*='thread']").first
    expect(thread).to_contain_text("换成客人的原话")
    thread.get_by_role("button", name="了结").click()
    expect(page.get_by_text("已了结的意见（1）")).to_be_visible()


def test_the_next_is_read_from_its_top_however_far_the_last_was_scrolled(review_site: str, open_page: Visit) -> None:
    page = open_page("review", address=review_site, height=420)
    reads(page, "包治失眠")
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 600)")
    page.keyboard.press("j")
    reads(page, "168")
    page.wait_for_function("() => document.querySelector('.bf-top').getBoundingClientRect().top >= 0")


def test_on_a_phone_the_list_is_folded_and_nothing_is_wider_than_the_page(review_site: str, open_page: Visit) -> None:
    page = open_page("review", address=review_site, width=390, height=844)
    reads(page, "包治失眠")
    unfold(page, "名单（5 条）")
    page.get_by_role("button", name="打开").last.click()
    expect(page.locator(".bf-text").first).not_to_contain_text("包治失眠")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
