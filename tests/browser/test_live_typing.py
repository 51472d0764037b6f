"""What is found in a text shows before Streamlit's run has come back, and is never replaced by something older."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, Route, WebSocketRoute, expect

from tests.browser.conftest import Visit
from tests.support.chromium import settled, visit
from tests.support.steps import paste_text

pytestmark = pytest.mark.browser

SHOWN = """() => {
  window.shown = [];
  const note = () => {
    const text = document.querySelector(".bf-text")?.textContent;
    if (text !== window.shown.at(-1)) window.shown.push(text);
  };
  new MutationObserver(() => queueMicrotask(note)).observe(document.body, { childList: true, subtree: true });
}"""


class Line:
    """The way between a page and Streamlit's runs, which can be closed in either direction; nothing is lost by that."""

    def __init__(self) -> None:
        self.asked_held = self.told_held = False
        self._asked: list[Callable[[], None]] = []
        self._told: list[Callable[[], None]] = []

    def join(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        page.on_message(lambda m: self._asked.append(lambda: server.send(m)) if self.asked_held else server.send(m))
        server.on_message(lambda m: self._told.append(lambda: page.send(m)) if self.told_held else page.send(m))

    def open(self) -> None:
        """Let everything through that has waited, in order."""
        self.asked_held = self.told_held = False
        for send in (*self._asked, *self._told):
            send()
        self._asked, self._told = [], []


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def check_page(browser: Browser, site: str, line: Line) -> Iterator[Callable[..., Page]]:
    """Opens the page that checks, with `line` between it and the runs."""
    pages: list[Page] = []

    def opened(language: str = "zh-CN") -> Page:
        context = browser.new_context(locale=language)
        page = context.new_page()
        pages.append(page)
        page.route_web_socket("**/_stcore/stream", line.join)
        page.goto(f"{site}/check")
        settled(page)
        # A server that has only just started may take longer for its first text than a page waits.
        paste_text(page, "降温了。")
        return page

    yield opened
    for page in pages:
        page.context.close()


def marks(page: Page, text: str) -> None:
    expect(page.locator(".bf-text mark").filter(has_text=text)).to_be_visible()


@pytest.mark.parametrize(
    ("language", "text", "word", "verdict", "take"),
    [
        ("zh-CN", "云感枕是全国最好的枕头。", "最好", "先别发", "换成"),
        ("en-US", "The lightest kettle in the world, only $9.", "lightest", "Not yet", "Let it pass"),
    ],
    ids=["zh", "en"],
)
def test_findings_show_before_the_run_and_stay_after_it(  # noqa: PLR0913
    check_page: Callable[..., Page], line: Line, language: str, text: str, word: str, verdict: str, take: str
) -> None:
    page = check_page(language)
    line.asked_held = True
    page.locator("textarea").fill(text)
    marks(page, word)
    expect(page.locator(".bf-verdict")).to_contain_text(verdict)
    expect(page.get_by_role("button", name=take)).to_have_count(0)
    page.evaluate(SHOWN)
    line.open()
    expect(page.get_by_role("button", name=take).first).to_be_visible()
    settled(page)
    marks(page, word)
    assert page.evaluate("window.shown") == [text]


def test_an_older_run_does_not_take_the_place_of_a_newer_answer(check_page: Callable[..., Page], line: Line) -> None:
    page = check_page()
    field = page.locator("textarea")
    field.fill("今天晒枕头")
    expect(page.locator(".bf-text")).to_have_text("今天晒枕头")
    settled(page)
    line.told_held = True
    field.press_sequentially("，全国最好")
    marks(page, "最好")
    page.wait_for_timeout(400)
    page.evaluate(SHOWN)
    field.press_sequentially("，销量第一")
    marks(page, "第一")
    line.open()
    expect(page.get_by_role("button", name="放行").first).to_be_visible()
    settled(page)
    assert page.evaluate("window.shown") == ["今天晒枕头，全国最好", "今天晒枕头，全国最好，销量第一"]


def test_a_text_brought_back_by_a_button_is_shown_again(check_page: Callable[..., Page]) -> None:
    page = check_page()
    text = "云感枕是全国最好的枕头。"
    page.locator("textarea").fill(text)
    page.get_by_role("button", name="换成").first.click()
    settled(page)
    expect(page.locator(".bf-text")).not_to_have_text(text)
    page.get_by_role("button", name="撤回上一处改写").click()
    expect(page.locator(".bf-text")).to_have_text(text)
    marks(page, "最好")


@pytest.mark.parametrize("trouble", ["refused", "broken", "no answer"])
def test_without_an_answer_the_run_brings_the_findings(open_page: Visit, trouble: str) -> None:
    page = open_page("check")

    def answer(route: Route) -> None:
        if trouble == "refused":
            route.fulfill(status=403, json={"code": "live_refused"})
        elif trouble == "broken":
            route.fulfill(status=200, body="<html>")
        # else: the request hangs

    page.route("**/api/live", answer)
    page.locator("textarea").fill("云感枕是全国最好的枕头。")
    marks(page, "最好")
    page.locator("textarea").fill("降温了。")
    expect(page.locator(".bf-text")).to_have_text("降温了。")
    page.unroute_all(behavior="ignoreErrors")


def test_hostile_text_stays_text(check_page: Callable[..., Page], line: Line) -> None:
    page = check_page()
    text = '<img src=x onerror="window.owned=1"></div><script>window.owned=1</script>全国最好'
    line.asked_held = True
    page.locator("textarea").fill(text)
    marks(page, "最好")
    assert page.locator(".bf-text").text_content() == text
    assert page.evaluate("window.owned") is None


def test_a_character_begun_within_the_pause_is_not_interrupted(open_page: Visit) -> None:
    page = open_page("check")
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/api/live"):
            asked.append(json.loads(request.post_data or "")["text"])

    page.on("request", note)
    field = page.locator("textarea")
    field.press_sequentially("全国")
    composer = page.context.new_cdp_session(page)
    for letters in ("z", "zu", "zui"):
        composer.send("Input.imeSetComposition", {"text": letters, "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(600)
    expect(field).to_have_value("全国zui")
    assert asked == []
    composer.send("Input.insertText", {"text": "最好"})
    marks(page, "最好")
    expect(field).to_have_value("全国最好")
    assert asked == ["全国最好"]


def test_an_edit_of_a_draft_is_followed_too(open_page: Visit) -> None:
    page = open_page("selling_points")
    page.locator("button[kind=primary]").first.click()
    expect(page.locator(".bf-text")).to_have_count(3)
    settled(page)
    editors = page.locator("[class*='st-key-card-'] textarea")
    for count in (1, 2):
        page.get_by_role("button", name="改一改").first.click()
        expect(editors).to_have_count(count)
        settled(page)
    first, second = editors.all()
    with page.expect_response("**/api/live") as answered:
        second.fill("全国最好的枕头。")
    assert answered.value.status == 200
    expect(page.locator(".bf-found").nth(1).locator("mark").filter(has_text="最好")).to_be_visible()
    expect(page.locator(".bf-found").first.locator("mark").filter(has_text="最好")).to_have_count(0)
    first.fill("销量第一的枕头。")
    expect(page.locator(".bf-found").first.locator("mark").filter(has_text="第一")).to_be_visible()
    expect(page.locator(".bf-found").nth(1).locator("mark").filter(has_text="最好")).to_be_visible()


SCROLLED = """() => {
  const box = document.querySelector(".bf-checked");
  const stays = box.scrollTop === 400;
  box.scrollTop = 400;
  return stays;
}"""
"""Reads on, again where the page drew the text anew meanwhile, until it is still there a moment later."""


def test_a_long_text_stays_where_it_was_read(check_page: Callable[..., Page]) -> None:
    page = check_page()
    field = page.locator("textarea")
    paste_text(page, "昨天来了位阿姨，就想问问枕头能不能拆洗。\n" * 60)
    box = page.locator(".bf-checked")
    expect(box.locator("br")).to_have_count(60)
    settled(page)
    page.wait_for_function(SCROLLED, polling=100)
    field.press("Control+End")
    field.press_sequentially("全国最好")
    marks(page, "最好")
    page.wait_for_function("() => document.querySelector('.bf-checked').scrollTop === 400")
    expect(page.get_by_role("button", name="放行").first).to_be_visible()
    settled(page)
    page.wait_for_function("() => document.querySelector('.bf-checked').scrollTop === 400")


def test_two_tabs_each_show_their_own_text(browser: Browser, site: str) -> None:
    left = visit(browser, f"{site}/check")
    right = left.context.new_page()
    right.goto(f"{site}/check")
    settled(right)
    left.locator("textarea").fill("全国最好的枕头。")
    right.locator("textarea").fill("销量第一的枕头。")
    marks(left, "最好")
    marks(right, "第一")
    settled(left)
    settled(right)
    expect(left.locator(".bf-text")).to_have_text("全国最好的枕头。")
    expect(right.locator(".bf-text")).to_have_text("销量第一的枕头。")
    left.context.close()
