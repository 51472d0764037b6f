"""From a goal to a file, by a person's clicks: plan a month, write it offline, review twenty items, export them."""

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.support.chromium import settled, visit
from tests.support.site import running_site
from tests.support.steps import STILL, choose, keyed

pytestmark = pytest.mark.browser

TO_REVIEW = 20
FIRST_DAY = (date.today().replace(day=1) + timedelta(days=32)).replace(day=1)
"""Of the next month: four weeks from there are all in it, whatever the day the test runs."""
WRITING_MILLISECONDS = 120_000


@pytest.fixture(scope="module")
def own_site(learned_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of its own: what is planned here would be in the way of other tests."""
    data = Path(shutil.copytree(learned_demo, tmp_path_factory.mktemp("month") / "data"))
    with running_site(data, demo=False) as address:
        yield address


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where what the person saw is kept."""
    folder = tmp_path / "screenshots"
    folder.mkdir()
    return folder


def go(page: Page, name: str) -> None:
    """Open another page from the menu."""
    page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    settled(page)


def plan(page: Page) -> None:
    """Plan four weeks for those who see Moments, the account's readers, viewers, and two segments."""
    for name in ("朋友圈好友", "公众号读者", "视频号粉丝", "给爸妈买的子女", "侧睡的上班族"):
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("checkbox", name=name)).to_be_visible()
        settled(page)
    page.get_by_role("spinbutton", name="year, 从哪天开始").press_sequentially(f"{FIRST_DAY:%Y%m%d}")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("stDateInput").locator("input")).to_have_value(FIRST_DAY.isoformat())
    settled(page)
    page.get_by_role("button", name="排出来看看").click()
    page.get_by_text(re.compile(r"排好 \d+ 条，先看看")).wait_for()
    settled(page)


def accept(page: Page) -> int:
    """Put the plan into the calendar; returns how many items it has."""
    button = page.get_by_role("button", name=re.compile(r"放进日历（\d+ 条）"))
    planned = int(re.findall(r"\d+", button.inner_text())[0])
    button.click()
    page.get_by_text(f"已经放进日历，共 {planned} 条").wait_for()
    settled(page)
    return planned


def write(page: Page, planned: int) -> None:
    """Have all of them written and wait until they are."""
    page.locator(f"{keyed('writing.start')} button").click()
    done = page.get_by_text(re.compile(rf"写完了，{planned} / {planned}"))
    done.wait_for(timeout=WRITING_MILLISECONDS)
    settled(page)


def review(page: Page) -> int:
    """Approve what nothing was found in at once, then one by one until twenty are; returns how many are approved."""
    page.get_by_role("button", name=re.compile("提交 .* 条写好的草稿")).click()
    page.get_by_text(re.compile("提交了 .* 条")).wait_for()
    settled(page)
    approved = 0
    bulk = page.get_by_text(re.compile(r"没有问题的 \d+ 条，可以一起通过"))
    if bulk.count():
        bulk.first.click()
        settled(page)
        page.wait_for_function(STILL)
        page.get_by_role("button", name=re.compile("通过这 .* 条")).click()
        told = page.get_by_text(re.compile(r"通过了 \d+ 条"))
        told.wait_for()
        approved = int(re.findall(r"\d+", told.first.inner_text())[0])
        settled(page)
    while approved < TO_REVIEW:
        approved += one_by_one(page)
    return approved


def one_by_one(page: Page) -> int:
    """Approve the item in front, or send it back where it may not go out; 1 when it was approved."""
    position = page.get_by_text(re.compile(r"第 \d+ / \d+ 条")).first
    before = position.inner_text()
    page.get_by_role("button", name="通过", exact=False).first.click()
    settled(page)
    if page.get_by_text(re.compile("^已通过：")).count():
        return 1
    page.get_by_role("button", name=re.compile("^下一条")).first.click()
    settled(page)
    expect(position).not_to_have_text(before)
    return 0


def export(page: Page, folder: Path) -> tuple[int, list[str]]:
    """Say how the texts are labelled and export the month as a workbook: how many may go out, and the texts in it."""
    page.frame_locator("iframe").locator(".fc-event").first.wait_for()  # what is below moves until it is drawn
    page.get_by_text("导出已通过的内容").click()
    page.get_by_role("combobox", name="AI 标识").wait_for()
    settled(page)
    page.wait_for_function("() => document.getAnimations().every((one) => one.playState !== 'running')")
    choose(page, "AI 标识", "文字标识")
    page.get_by_role("button", name=re.compile("这 .* 条都这样标")).click()
    ready = page.get_by_text(re.compile(r"^[1-9]\d* 条可以导出"))
    ready.wait_for()
    settled(page)
    told = int(re.findall(r"\d+", ready.inner_text())[0])
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel", exact=True).click()
    file = folder / "export.xlsx"
    download.value.save_as(file)
    sheets = load_workbook(file).worksheets
    return told, [str(row[0].value) for sheet in sheets for row in sheet.iter_rows(min_row=2) if row[0].value]


def test_a_month_is_planned_written_reviewed_and_exported_by_clicks(
    browser: Browser, own_site: str, tmp_path: Path, shots: Path
) -> None:
    # Tall enough that a list opened at the foot of the page need not be scrolled to.
    page = visit(browser, f"{own_site}/plan", height=2000)
    plan(page)
    page.screenshot(path=shots / "plan.png", full_page=True)
    planned = accept(page)
    assert planned >= TO_REVIEW
    go(page, "内容日历")
    write(page, planned)
    page.screenshot(path=shots / "calendar.png", full_page=True)
    go(page, "审核")
    assert review(page) >= TO_REVIEW
    page.screenshot(path=shots / "review.png", full_page=True)
    go(page, "内容日历")
    told, rows = export(page, tmp_path)
    page.screenshot(path=shots / "exported.png", full_page=True)
    page.context.close()
    assert len(rows) == told >= TO_REVIEW // 2
    assert {shot.stat().st_size > 10_000 for shot in shots.iterdir()} == {True}
