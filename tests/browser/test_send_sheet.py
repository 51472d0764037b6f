"""A send sheet opened from a file, on a phone: copying, ticking off, and the day in words of the day it is opened."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from copilot.domain.language import Language
from copilot.locales import load_locale
from copilot.reporting.send_sheet import send_sheet
from tests.support.outgoing import calendar_of, outgoing

pytestmark = pytest.mark.browser

DAY = date(2026, 12, 3)
TEXT = "第一行\n\n@所有人 第二行"
SAY = load_locale(Language.ZH).say


def test_a_person_copies_the_text_and_ticks_it_off(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "send.html"
    file.write_bytes(send_sheet(calendar_of(outgoing(day=DAY, text=TEXT)), DAY, SAY))
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.clock.set_fixed_time("2026-12-03T08:00:00")
        page.goto(file.as_uri())
        expect(page.locator("h3")).to_have_text("今天 09:30 发到 新客2群")
        page.get_by_role("button", name="复制").click()
        expect(page.get_by_role("button")).to_have_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()") == TEXT
        page.get_by_label("发了").check()
        page.reload()
        expect(page.get_by_label("发了")).to_be_checked()
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_where_the_clipboard_is_closed_the_text_is_copied_all_the_same(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "send.html"
    file.write_bytes(send_sheet(calendar_of(outgoing(day=DAY, text=TEXT)), DAY, SAY))
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page.clock.set_fixed_time("2026-12-02T08:00:00")
        page.goto(file.as_uri())
        expect(page.locator("h3")).to_have_text("明天 09:30 发到 新客2群")
        page.get_by_role("button", name="复制").click()
        expect(page.get_by_role("button")).to_have_text("已复制")
