"""Putting right how a sheet is read, in a real browser: seen as facts, kept over the changed file, taken back."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.support.chromium import settled
from tests.support.steps import choose, unfold

pytestmark = pytest.mark.browser

NAME, OTHER = "老友会价格.xlsx", "老友会团购.xlsx"


def sheet(folder: Path, friends: int, name: str = NAME) -> Path:
    """A price list whose third column nobody would know for the member price."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "冬季"
    for row in (["品名", "标价（元/只）", "老友专享"], ["硬山棕垫", 899, friends], ["夜航小被", 459, 399]):
        page.append(row)
    book.save(folder / name)
    return folder / name


def learn(page: Page, file: Path) -> None:
    page.locator("input[type=file]").first.set_input_files([file])
    page.get_by_role("button", name="学习这些文件").click()
    page.get_by_text("学会了").first.wait_for()
    settled(page)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    settled(page)


def shown(page: Page, *words: str) -> None:
    """The open tab's list has these words in its cells, which the canvas tells screen readers."""
    for word in words:
        expect(cells(page, word)).not_to_have_count(0)


def cells(page: Page, word: str) -> Locator:
    """The cells of the open tab's list that say exactly that."""
    return page.locator("[role=tabpanel] td[role=gridcell]").filter(has_text=re.compile(f"^{re.escape(word)}$"))


def test_a_misread_column_is_corrected_holds_for_the_changed_file_and_is_undone(
    open_page: Visit, tmp_path: Path
) -> None:
    page = open_page("knowledge")
    learn(page, sheet(tmp_path, 799))
    choose(page, "从一份文件里读出了什么", NAME)
    tab(page, "表格怎么读的")
    choose(page, "“老友专享”这一列是", "会员价")
    page.get_by_role("button", name="照这样读").click()
    expect(page.get_by_text("已照您说的重新读过，现在是第 2 版")).to_be_visible()
    tab(page, "事实")
    shown(page, "会员价", "799 元")
    page = open_page("knowledge")
    learn(page, sheet(tmp_path, 759))
    choose(page, "从一份文件里读出了什么", NAME)
    tab(page, "事实")
    shown(page, "会员价", "759 元")
    unfold(page, "改过的读法（1）")
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_text("改过的读法（1）")).to_be_hidden()
    shown(page, "老友专享")
    expect(cells(page, "会员价")).to_have_count(0)


def test_chosen_rows_and_passages_are_changed(open_page: Visit, tmp_path: Path) -> None:
    page = open_page("knowledge")
    learn(page, sheet(tmp_path, 739, OTHER))
    choose(page, "从一份文件里读出了什么", OTHER)
    tick(page, 1)
    choose(page, "选中的资料用处是", "证明")
    page.get_by_role("button", name="改选中的资料").click()
    expect(page.get_by_text("改过的读法（1）")).to_be_visible()
    shown(page, "证明")
    tab(page, "表格怎么读的")
    tick(page, 2)
    choose(page, "选中的行其实是", "不读")
    page.get_by_role("button", name="改选中的行").click()
    expect(page.get_by_text("改过的读法（2）")).to_be_visible()
    shown(page, "不读 · 改过")


def tick(page: Page, row: int) -> None:
    """Tick the box of a row, counted from 1, in the list of the open tab."""
    grid = page.get_by_role("tabpanel").get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 16, "y": 36 + 35 * (row - 1) + 17})
    settled(page)
