"""Uploading, broken files, deleting and taking back, in a real browser; hostile text stays text."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.chromium import settled
from tests.support.steps import choose, go_to, keyed, paste, write

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'


def learn(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(list(files))
    page.get_by_role("button", name="学习这些文件").click()
    page.get_by_test_id("stAlert").first.wait_for()
    settled(page)


def opened(page: Page, name: str) -> None:
    choose(page, "从一份文件里读出了什么", name)
    page.get_by_role("tab").first.wait_for()


def test_files_are_learned_broken_ones_named_and_a_deleted_one_comes_back(open_page: Visit, tmp_path: Path) -> None:
    good, broken, empty = tmp_path / "新客评价.csv", tmp_path / "坏的.xlsx", tmp_path / "空的.md"
    good.write_text("日期,商品,评分,评论\n2026-11-20,云朵记忆枕,5,睡了一周，脖子那一截终于有地方放\n", "utf-8")
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    empty.write_bytes(b"")
    page = open_page("knowledge")
    learn(page, good, broken, empty)
    told = page.locator(keyed("knowledge.yunmian.add"))
    expect(told.get_by_text("学会了 1 份文件")).to_be_visible()
    expect(told.get_by_text("坏的.xlsx")).not_to_have_count(0)
    expect(told.get_by_text("空的.md 是空的")).to_be_visible()
    opened(page, "新客评价.csv")
    page.get_by_role("button", name="删除 新客评价.csv").click()
    expect(page.get_by_text("已删除的文件（1）")).to_be_visible()
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_text("已删除的文件（1）")).to_be_hidden()
    opened(page, "新客评价.csv")


def test_hostile_text_in_a_document_and_a_chat_never_runs(open_page: Visit, tmp_path: Path) -> None:
    document = tmp_path / "hostile.md"
    document.write_text(
        f"# 常见问题\n\n## 硬山棕垫能不能洗 {HOSTILE}\n硬山棕垫不能水洗 {HOSTILE}，拍一拍晒晒。\n", "utf-8"
    )
    page = open_page("knowledge")
    learn(page, document)
    opened(page, "hostile.md")
    page.get_by_role("textbox", name="问一个客户会问的问题").fill("硬山棕垫能不能洗")
    expect(page.get_by_role("paragraph").filter(has_text="onerror").first).to_be_visible()
    go_to(page, "回复客户")
    paste(page, f"客户{HOSTILE}：硬山棕垫能不能洗 {HOSTILE}\n我：在的\n客户{HOSTILE}：能洗吗 {HOSTILE}")
    write(page)
    go_to(page, "发圈与群消息")
    page.get_by_label("话题").fill(f"硬山棕垫能不能洗 {HOSTILE}")
    write(page)
    for mark in page.locator(".bf-cite").all()[:3]:
        mark.click()
        expect(page.locator(".bf-source")).to_be_visible()
        page.keyboard.press("Escape")
    go_to(page, "设置")
    assert page.evaluate("() => window.hacked") is None
    assert page.locator("img[src=x]").count() == 0


def test_the_english_brand_has_its_own_documents(open_page: Visit) -> None:
    page = open_page("knowledge", language="en-US")
    expect(page.get_by_text("Documents learned")).to_be_visible()
    choose(page, "What was understood of a document", "price-list.xlsx")
    expect(page.get_by_role("tab").nth(1)).to_contain_text("Facts")
