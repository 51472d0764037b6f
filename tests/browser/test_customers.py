"""A list of customers in a real browser: imported with a corrected column, found, noted, stopped, handed out, deleted."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.chromium import settled
from tests.support.steps import choose, keyed

pytestmark = pytest.mark.browser

LIST = "姓名,手机,订单数,最近下单,叮嘱\n霍小树,10000000981,4,2026-11-01,别打电话\n鹿鸣,10000000982,三四单,,\n,,2,,\n"


def view(page: Page, number: int) -> None:
    """Choose a part of the page: 0 is the list, 1 the segments, 2 their cards, 3 importing."""
    page.locator(f"{keyed('customers.yunmian.view')} button").nth(number).click()
    settled(page)


def test_from_a_list_to_a_card_and_away_again(open_page: Visit, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text(LIST, "utf-8")
    page = open_page("customers")
    main = page.get_by_test_id("stMain")
    view(page, 3)
    page.locator("input[type=file]").set_input_files(file)
    main.get_by_text("新客户 2 位").wait_for()
    expect(main.get_by_text("1 行不能导入")).to_be_visible()
    expect(main.get_by_text("1 格读不懂")).to_be_visible()
    choose(page, "叮嘱", "备注")
    main.get_by_role("button", name="导入", exact=True).last.click()
    main.get_by_text("导入完成：新客户 2 位").wait_for()
    settled(page)

    expect(main.get_by_text("上次导入：名单.csv")).to_be_visible()

    view(page, 0)
    page.get_by_label("搜索").fill("霍小树")
    page.keyboard.press("Enter")
    main.get_by_text("1 位客户").wait_for()
    main.locator("[class*=-open] button").first.click()
    expect(main.get_by_role("heading", name="霍小树")).to_be_visible()
    expect(main.get_by_text("表里的备注：别打电话")).to_be_visible()
    expect(main.get_by_text("分群：老客户")).to_be_visible()
    settled(page)

    page.get_by_placeholder("记一句只给同事看的话").fill("喜欢荞麦枕")
    page.get_by_placeholder("记一句只给同事看的话").press("Enter")
    main.get_by_role("button", name="记下").first.click()
    expect(main.get_by_text("喜欢荞麦枕")).to_be_visible()
    settled(page)
    page.reload()
    settled(page)
    expect(main.get_by_role("heading", name="霍小树")).to_be_visible()
    settled(page)

    with page.expect_download() as download:
        main.get_by_role("button", name="导出全部资料").click()
    told = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert (told["customer"]["name"], told["events"][0]["text"]) == ("霍小树", "喜欢荞麦枕")

    settled(page)
    main.get_by_role("button", name="删除全部资料").click()
    expect(main.get_by_role("button", name="全部删除")).to_be_visible()
    settled(page)
    main.get_by_role("button", name="全部删除").click()
    expect(main.get_by_text("已删除这位客户的全部资料")).to_be_visible()
    settled(page)
    expect(main.get_by_text("没有符合的客户")).to_be_visible()


def test_a_card_shows_the_ladder_over_days(open_page: Visit) -> None:
    page = open_page("customers")
    page.get_by_label("搜索").fill("YM001")
    page.keyboard.press("Enter")
    page.get_by_test_id("stMain").get_by_text("1 位客户").wait_for()
    page.get_by_test_id("stMain").locator("[class*=-open] button").first.click()
    line = page.locator(".bf-ladder img")
    expect(line).to_be_visible()
    assert line.evaluate("(image) => image.complete && image.naturalWidth > 100")
    expect(line).to_have_attribute("alt", "2026-11-12 兴趣了解; 2026-11-15 激发需求; 2026-11-22 建立信任 · 怕没效果")
    promise = page.get_by_text("明天把低枕的高度对照表发给您")
    expect(promise).to_be_visible()
    page.get_by_role("button", name="做到了").click()
    expect(page.get_by_text("已做到（").first).to_be_visible()
    settled(page)
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_text("还没做到").first).to_be_visible()
