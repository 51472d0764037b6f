"""The main job in a real browser: paste, read, write, copy; selling points; a post."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.support.chromium import settled
from tests.support.site import ROOT
from tests.support.steps import choose, clipboard, go_to, keyed, paste, shown_text, write

pytestmark = pytest.mark.browser

CHATS = ROOT / "knowledge" / "yunmian" / "chats"
CHAT = (CHATS / "微信电脑版-问价的小熊.txt").read_text("utf-8")


def test_a_pasted_chat_becomes_three_replies_that_copy_without_marks(open_page: Visit) -> None:
    page = open_page("replies")
    paste(page, CHAT)
    expect(page.locator(".bf-reading q")).to_be_visible()
    write(page)
    page.locator(".bf-copy").nth(1).click()
    expect(page.locator(".bf-copy").nth(1)).to_have_text("已复制")
    assert clipboard(page) == shown_text(page, 2)
    assert not re.search(r"\[\d+\]", clipboard(page))


def test_number_keys_copy_a_reply_but_not_while_typing(open_page: Visit) -> None:
    page = open_page("replies")
    paste(page, CHAT)
    write(page)
    page.locator("h1").click()
    page.keyboard.press("3")
    expect(page.locator(".bf-copy").nth(2)).to_have_text("已复制")
    assert clipboard(page) == shown_text(page, 3)
    page.evaluate("() => navigator.clipboard.writeText('before')")
    page.locator("textarea").first.press_sequentially("123")
    expect(page.locator("textarea").first).to_have_value(re.compile("123"))
    assert clipboard(page) == "before"


def test_control_enter_writes_and_typing_alone_does_not(open_page: Visit) -> None:
    page = open_page("replies")
    paste(page, CHAT)
    expect(page.locator(".bf-text")).to_have_count(0)
    page.locator("textarea").first.press("Control+Enter")
    expect(page.locator(".bf-text")).to_have_count(3)


def test_a_citation_opens_the_quoted_source(open_page: Visit) -> None:
    page = open_page("posts")
    page.get_by_label("话题").fill("被子能不能机洗")
    write(page)
    mark = page.locator(".bf-cite").first
    mark.click()
    source = page.locator(".bf-source")
    expect(source).to_be_visible()
    expect(source.locator("p")).to_have_text(mark.get_attribute("data-quote") or "", use_inner_text=False)
    expect(source.locator("footer")).to_contain_text("·")
    page.keyboard.press("Escape")
    expect(source).to_be_hidden()
    mark.press("Enter")
    expect(source).to_be_visible()


def test_selling_points_stand_beside_the_brands_words(open_page: Visit) -> None:
    page = open_page("selling_points")
    write(page)
    ours, theirs = page.locator(".bf-text").first.bounding_box(), page.locator(".bf-brand").first.bounding_box()
    assert ours is not None
    assert theirs is not None
    assert ours["x"] + ours["width"] < theirs["x"]
    expect(page.get_by_text(re.compile(r"^\d+/\d+ 字$"))).to_have_count(3)


def test_a_post_is_written_for_the_chosen_person(open_page: Visit) -> None:
    page = open_page("posts")
    page.get_by_role("radio", name="老周").or_(page.get_by_role("button", name="老周", exact=True)).first.click()
    choose(page, "发在哪里", "社群")
    write(page)
    expect(page.get_by_text("老周 · 社群")).to_be_visible()


def test_an_edited_reply_is_saved_checked_and_copied(open_page: Visit) -> None:
    page = open_page("replies")
    paste(page, CHAT)
    write(page)
    page.get_by_role("button", name="改一改").first.click()
    editor = page.locator("[class*='st-key-card-'] textarea")
    editor.fill("这只枕头全国第一，只要 9 块钱。")
    page.get_by_role("button", name="保存并检查").click()
    expect(page.locator(".bf-text").first).to_have_text("这只枕头全国第一，只要 9 块钱。")
    expect(page.locator(".bf-text").first.locator("mark").first).to_be_visible()
    settled(page)
    page.locator(".bf-copy").first.click()
    expect(page.locator(".bf-copy").first).to_have_text("已复制")
    assert clipboard(page) == "这只枕头全国第一，只要 9 块钱。"


def test_the_language_and_the_brand_can_be_switched(open_page: Visit) -> None:
    page = open_page("replies", language="en-US")
    expect(page.locator("h1")).to_have_text("Replies")
    expect(page.get_by_role("combobox", name="Brand")).to_have_value("Trailkettle")
    page.get_by_text("中文", exact=True).click()
    expect(page.locator("h1")).to_have_text("回复客户")
    assert page.evaluate("() => document.documentElement.lang") == "zh-CN"
    choose(page, "品牌", "眠云")
    page.reload()
    expect(page.locator("h1")).to_have_text("回复客户")
    expect(page.get_by_role("combobox", name="品牌")).to_have_value("眠云")
    go_to(page, "卖点")
    expect(page.locator(keyed("selling_points.yunmian.form"))).to_be_visible()
