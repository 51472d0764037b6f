"""What was sent, in a real browser at the width of a phone: mark, take back, review a script."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_phone import HEIGHT, SPILLED, WIDTH
from tests.support.chromium import settled
from tests.support.site import BIN, ROOT, environment
from tests.support.steps import keyed

pytestmark = pytest.mark.browser

CHAT = json.dumps([{"role": "customer", "text": "侧睡用哪个枕头好"}])
SAID = "先说您平时侧睡多还是仰睡多，再选高度"


@pytest.fixture(scope="module")
def sent(site: str, demo_data: Path) -> int:
    """The number of a sending on the site, whose draft's second reply is proposed as a script."""
    assert site

    def butterfly(*arguments: str, said: str = "") -> Any:
        done = subprocess.run(
            [BIN / "butterfly", *arguments, "--json"], env=environment(demo_data, {}), cwd=ROOT, input=said, text=True,
            capture_output=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    draft = butterfly("reply", "-", "--brand", "yunmian", said=CHAT)["drafts"][0]["id"]
    butterfly("scripts", "propose", draft, "2", SAID)
    number: int = butterfly("sent", "add", draft, "1", f"在的，{SAID}")["id"]
    return number


def look_at(page: Page, part: int) -> None:
    page.locator(keyed("sent.yunmian.part")).get_by_role("radio").nth(part).click()
    settled(page)
    assert page.evaluate(SPILLED, WIDTH) == []


def test_a_rep_marks_takes_back_and_reviews_on_a_phone(open_page: Visit, sent: int) -> None:
    page = open_page("sent", width=WIDTH, height=HEIGHT)
    expect(page.locator(".bf-figures li")).to_have_count(1)
    look_at(page, 1)
    expect(page.locator(".bf-changed ins").first).to_be_visible()
    marks = page.locator(keyed(f"sent.{sent}.outcome")).get_by_role("radio")
    marks.first.click()
    settled(page)
    expect(marks.first).to_be_checked()
    page.locator(keyed(f"sent.{sent}.undo")).get_by_role("button").click()
    page.locator(keyed("sent.put_back")).get_by_role("button").click()
    expect(page.locator(".bf-changed")).to_have_count(1)
    look_at(page, 2)
    look_at(page, 3)
    page.get_by_test_id("stMain").locator("button[kind=primary]").first.click()
    expect(page.get_by_test_id("stAlertContentSuccess")).to_be_visible()
