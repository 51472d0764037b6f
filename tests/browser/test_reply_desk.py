"""A rep at the desk in a real browser: few keys from paste to copy, chats by key, and replies that follow the chat."""

import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_writing import CHAT
from tests.support.chromium import PATIENCE_MILLISECONDS, settled
from tests.support.model_server import ModelServer
from tests.support.site import running_site
from tests.support.steps import clipboard, paste, shown_text

pytestmark = pytest.mark.browser

OTHER = "林小满 2026/11/22 20:14\n在吗\n\n桂姐 眠云 2026/11/22 20:15\n在的\n\n林小满 2026/11/22 20:16\n荞麦枕能水洗吗"
MORE = f"{CHAT}\n\n小熊不吃蜂蜜 2026/11/22 20:40\n算了，我再想想，睡不惯能退吗"
PASTES = 7


def put_on_clipboard(page: Page, text: str) -> None:
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)


def pasted(page: Page, text: str) -> None:
    """Press the keys that paste."""
    put_on_clipboard(page, text)
    page.keyboard.press("Control+v")


def replies_shown(page: Page, count: int = 3) -> None:
    expect(page.locator(".bf-text")).to_have_count(count, timeout=PATIENCE_MILLISECONDS)


def test_from_paste_to_copy_it_takes_two_keys(open_page: Visit) -> None:
    page = open_page("replies")
    pasted(page, CHAT)
    replies_shown(page)
    settled(page)
    page.keyboard.press("2")
    expect(page.locator(".bf-copy").nth(1)).to_have_text("已复制")
    assert clipboard(page) == shown_text(page, 2)


def test_an_edited_reply_is_copied_and_saved_by_one_press_as_it_stands_in_the_field(open_page: Visit) -> None:
    page = open_page("replies")
    pasted(page, CHAT)
    replies_shown(page)
    settled(page)
    page.keyboard.press("e")
    field = page.locator("[class*='st-key-live-card'] textarea")
    field.wait_for()
    settled(page)
    field.fill("改好的一句[1]。")
    page.get_by_role("button", name="存好并复制").click()
    expect(field).to_have_count(0)
    assert clipboard(page) == "改好的一句。"
    expect(page.locator(".bf-text").first).to_contain_text("改好的一句")
    expect(page.get_by_text("复制了第 1 条")).to_be_visible()


def test_pasting_into_the_field_writes_too_and_leaves_the_keys_free(open_page: Visit) -> None:
    page = open_page("replies")
    page.locator("textarea").first.click()
    pasted(page, CHAT)
    replies_shown(page)
    settled(page)
    page.keyboard.press("1")
    expect(page.locator(".bf-copy").first).to_have_text("已复制")
    expect(page.locator("textarea").first).to_have_value(CHAT)


def test_keys_ask_for_others_shorter_and_warmer_ones_and_never_while_typing(open_page: Visit) -> None:
    page = open_page("replies")
    pasted(page, CHAT)
    replies_shown(page)
    seen = [shown_text(page)]
    for key in ("n", "s", "w"):
        settled(page)
        page.keyboard.press(key)
        expect(page.locator(".bf-text").first).not_to_have_text(page.locator(".bf-text").first.inner_text())
        replies_shown(page)
        settled(page)
        seen.append(shown_text(page))
    assert len(set(seen)) == 4
    page.locator("textarea").first.press_sequentially("nsw123")
    settled(page)
    assert shown_text(page) == seen[-1]


def test_a_picked_reply_is_copied_again_by_c_and_edited_by_e(open_page: Visit) -> None:
    page = open_page("replies")
    pasted(page, CHAT)
    replies_shown(page)
    settled(page)
    page.keyboard.press("3")
    third = shown_text(page, 3)
    settled(page)
    put_on_clipboard(page, "")
    page.keyboard.press("c")
    page.wait_for_function("() => navigator.clipboard.readText().then((text) => text !== '')")
    assert clipboard(page) == third
    settled(page)
    page.keyboard.press("e")
    expect(page.locator("[class*='st-key-card-'] textarea")).to_have_count(1)


def test_looking_for_a_shared_script_leaves_them_open(open_page: Visit) -> None:
    page = open_page("replies")
    pasted(page, CHAT)
    replies_shown(page)
    settled(page)
    page.get_by_text("共享话术").last.click()
    words = page.get_by_label("找话术")
    words.fill("有点贵能便宜点吗")
    words.press("Enter")
    settled(page)
    expect(words).to_be_visible()
    expect(page.locator("[class*='quick-0-copy']").first).to_be_visible()


def test_chats_are_changed_by_key_and_there_after_a_refresh(open_page: Visit) -> None:
    page = open_page("replies")
    pasted(page, CHAT)
    replies_shown(page)
    settled(page)
    page.keyboard.press("o")
    expect(page.locator("textarea").first).to_have_value("")
    settled(page)
    pasted(page, OTHER)
    replies_shown(page)
    settled(page)
    page.keyboard.press("Shift+Digit1")
    expect(page.locator("textarea").first).to_have_value(CHAT)
    settled(page)
    page.reload()
    settled(page)
    expect(page.locator("textarea").first).to_have_value(CHAT)
    expect(page.locator(".st-key-desk-chats [data-testid=stButtonGroup] button")).to_have_count(2)
    page.keyboard.press("Shift+Digit2")
    expect(page.locator("textarea").first).to_have_value(OTHER)


def test_from_paste_to_three_replies_takes_little_time(open_page: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    page = open_page("replies")
    pasted(page, CHAT)
    replies_shown(page)
    seconds = []
    for number in range(PASTES):
        settled(page)
        page.keyboard.press("o")
        expect(page.locator("textarea").first).to_have_value("")
        settled(page)
        put_on_clipboard(page, CHAT.replace("小熊不吃蜂蜜", f"小熊{number}号"))
        begun = time.perf_counter()
        page.keyboard.press("Control+v")
        page.wait_for_function("() => document.querySelectorAll('.bf-text').length === 3", polling=20)
        seconds.append(time.perf_counter() - begun)
    with capsys.disabled():
        print(
            f"\npaste to three replies, offline: median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s"
        )
    assert statistics.median(seconds) < 10


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    """A model that answers at once, or keeps everybody waiting."""
    with ModelServer(slow_seconds=8) as server:
        yield server


@pytest.fixture(scope="module")
def modelled_site(
    site: str, demo_data: Path, model: ModelServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    assert site
    data = Path(shutil.copytree(demo_data, tmp_path_factory.mktemp("desk") / "data"))
    settings = {
        "BUTTERFLY_MODEL": "play",
        "BUTTERFLY_BASE_URL": model.base_url,
        "BUTTERFLY_API_KEY": "sk-play",
        "BUTTERFLY_MODEL_ATTEMPTS": "1",
    }
    with running_site(data, demo=False, extra=settings) as address:
        yield address


def test_a_paste_alone_asks_no_model(open_page: Visit, modelled_site: str, model: ModelServer) -> None:
    model.set_mode("ok")
    page = open_page("replies", address=modelled_site)
    before = len(model.requests)
    pasted(page, CHAT)
    page.locator(".bf-reading").wait_for()
    settled(page)
    assert len(model.requests) == before


def test_a_customer_who_writes_again_meanwhile_is_answered_anew(
    open_page: Visit, modelled_site: str, model: ModelServer
) -> None:
    model.set_mode("slow")
    page = open_page("replies", address=modelled_site)
    paste(page, CHAT)
    before = len(model.requests)
    page.locator("button[kind=primary]").first.click()
    expect(page.get_by_text("正在写")).to_be_visible()
    while len(model.requests) == before:
        page.wait_for_timeout(50)
    model.set_mode("ok")
    page.locator("textarea").first.fill(MORE)
    expect(page.get_by_text("聊天变了")).to_be_visible()
    replies_shown(page)
    settled(page)
    assert len(model.requests) >= before + 2
    assert "算了，我再想想" in model.requests[-1]["messages"][-1]["content"]
    expect(page.get_by_text("改动之前写的")).to_have_count(0)


WORDS_SHOWN = """() => {
  const begun = performance.now();
  window.firstWords = null;
  const watch = new MutationObserver(() => {
    if ([...document.querySelectorAll("[data-testid=stText], .bf-text")].some((text) => text.textContent.trim())) {
      window.firstWords = performance.now() - begun;
      watch.disconnect();
    }
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def test_first_words_of_a_fast_model_are_soon_in_sight(
    open_page: Visit, modelled_site: str, model: ModelServer, capsys: pytest.CaptureFixture[str]
) -> None:
    model.set_mode("ok")
    page = open_page("replies", address=modelled_site)
    seconds = []
    for number in range(5):
        paste(page, CHAT.replace("小熊不吃蜂蜜", f"小熊{number}号"))
        replies_shown(page, 0)
        page.evaluate(WORDS_SHOWN)
        page.locator("button[kind=primary]").first.click()
        page.wait_for_function("() => window.firstWords !== null")
        seconds.append(float(page.evaluate("() => window.firstWords")) / 1000)
        replies_shown(page)
        settled(page)
    with capsys.disabled():
        print(f"\nfirst words of a fast model: median {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s")
    assert statistics.median(seconds) < 10
