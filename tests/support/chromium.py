"""A headless Chromium, Debian's own, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MILLISECONDS = 20_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser. Raises `RuntimeError` where none is installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RuntimeError("no chromium: .ci/run installs Debian's package")
    expect.set_options(timeout=PATIENCE_MILLISECONDS)  # otherwise 5 seconds, whatever a page's own patience
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def visit(browser: Browser, address: str, *, language: str = "zh-CN", width: int = 1280, height: int = 900) -> Page:
    """A fresh visitor's page at `address`, in a browser of that language."""
    context = browser.new_context(locale=language, viewport={"width": width, "height": height})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    page.goto(address)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the page is drawn, its own script has begun, and nothing is running on the server."""
    page.wait_for_selector("h1", state="visible")
    page.wait_for_function("() => window.butterflyStarted")
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_function("() => !document.querySelector('[data-test-script-state=running]')")
    page.wait_for_function("() => document.querySelectorAll('[data-stale=true]').length === 0")
