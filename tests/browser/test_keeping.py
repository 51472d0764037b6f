"""Nothing that was typed is lost: by a refresh, a change of page, or a pause too short to notice."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_writing import CHAT
from tests.support.chromium import settled
from tests.support.steps import choose, go_to, paste, shown_text, write

pytestmark = pytest.mark.browser


def test_a_refresh_keeps_the_chat_the_choices_and_the_draft(open_page: Visit) -> None:
    page = open_page("replies")
    choose(page, "谁来说", "陶然")
    paste(page, CHAT)
    write(page)
    before = shown_text(page, 2)
    page.reload()
    expect(page.locator(".bf-text")).to_have_count(3)
    settled(page)
    assert page.locator("textarea").first.input_value() == CHAT
    assert shown_text(page, 2) == before
    expect(page.get_by_role("combobox", name="谁来说")).to_have_value("陶然")


def test_a_refresh_in_the_middle_of_typing_keeps_the_last_key(open_page: Visit) -> None:
    page = open_page("replies")
    page.locator("textarea").first.press_sequentially("张姐：这个枕头")
    page.reload()
    expect(page.locator("textarea").first).to_have_value("张姐：这个枕头")
    page.reload()
    expect(page.locator("textarea").first).to_have_value("张姐：这个枕头")


def test_a_question_typed_into_an_input_is_kept_too(open_page: Visit) -> None:
    page = open_page("knowledge")
    field = page.get_by_role("textbox", name="问一个客户会问的问题")
    field.press_sequentially("能退吗")
    page.reload()
    expect(field).to_have_value("能退吗")


def test_changing_pages_in_the_middle_of_typing_keeps_it(open_page: Visit) -> None:
    page = open_page("posts")
    page.get_by_label("话题").press_sequentially("降温了")
    go_to(page, "设置")
    go_to(page, "发圈与群消息")
    expect(page.get_by_label("话题")).to_have_value("降温了")


def test_what_a_change_of_page_lost_is_put_back(open_page: Visit) -> None:
    page = open_page("posts")
    page.get_by_label("话题").press_sequentially("降温了")
    page.evaluate("window.addEventListener('focusout', (event) => event.stopImmediatePropagation(), true)")
    go_to(page, "设置")
    go_to(page, "发圈与群消息")
    expect(page.get_by_label("话题")).to_have_value("降温了")


def test_an_edit_in_progress_is_there_after_a_refresh(open_page: Visit) -> None:
    page = open_page("replies")
    paste(page, CHAT)
    write(page)
    page.get_by_role("button", name="改一改").first.click()
    editor = page.locator("[class*='st-key-card-'] textarea")
    editor.fill("我自己的话")
    page.reload()
    expect(editor).to_have_value("我自己的话")


def test_composing_a_character_is_not_interrupted(open_page: Visit) -> None:
    page = open_page("replies")
    field = page.locator("textarea").first
    field.focus()
    composer = page.context.new_cdp_session(page)
    composer.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    expect(field).to_have_value("ni")
    composer.send("Input.insertText", {"text": "你们有枕头吗"})
    expect(page.locator(".bf-reading")).to_be_visible()
    assert field.input_value() == "你们有枕头吗"
