"""On a phone nothing is wider than the screen."""

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_writing import CHAT
from tests.support.steps import paste, write

pytestmark = pytest.mark.browser

WIDTH = 390


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("", "zh-CN"), ("replies", "zh-CN"), ("selling_points", "en-US"), ("posts", "zh-CN"), ("knowledge", "en-US"),
        ("settings", "en-US"),
    ],
)  # fmt: skip
def test_no_page_scrolls_sideways(open_page: Visit, name: str, language: str) -> None:
    page = open_page(name, language=language, width=WIDTH, height=844)
    if name == "replies":
        paste(page, CHAT)
    if name in ("replies", "selling_points", "posts"):
        write(page)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("(main) => main.scrollWidth") <= WIDTH
    assert page.evaluate("() => document.documentElement.scrollWidth") <= WIDTH
