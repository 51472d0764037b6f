"""The content calendar in a real browser: dragging moves an item or springs back, the send sheet is copied on a phone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from copilot.bootstrap import build_copilot
from copilot.domain.ai_label import AiLabel
from copilot.domain.calendar import Audience, Item, ItemState, Purpose, Slot
from copilot.domain.channel import Channel
from copilot.domain.ladder import Node
from copilot.domain.review import Deed
from copilot.settings import Settings
from copilot.store.audit_trail import Done
from copilot.workflows.copilot import Copilot
from tests.browser.conftest import Visit
from tests.browser.test_phone import HEIGHT, SPILLED, WIDTH
from tests.support.calendar import a_draft
from tests.support.chromium import settled
from tests.support.steps import clipboard, keyed

pytestmark = pytest.mark.browser

PAGE = "calendar.yunmian"
TEXT = "今天起风了，煮一壶茶，门口的猫也进来了。"
WRITTEN = Done("local", Deed.WRITTEN)


@pytest.fixture(scope="module")
def copilot(site: str, demo_data: Path) -> Iterator[Copilot]:
    """The site's own data, with two groups."""
    assert site
    built = build_copilot(Settings(data_dir=demo_data, model="", _env_file=None))
    for number in (1, 2):
        built.store.audiences.save("yunmian", Audience(f"g{number}", f"新客{number}群", sender="小林"))
    yield built
    built.close()


def wednesday(copilot: Copilot) -> date:
    """That of the next week, so that the whole week is to come."""
    today = copilot.today()
    return today + timedelta(days=9 - today.weekday())


def put(copilot: Copilot, item_id: str, day: date, at: time = time(10, 30), idea: str = "起风了") -> Item:
    """An item with a text, handed in and approved by the one user."""
    slot = Slot(item_id, day, at, "g1", Channel.GROUP, Node.OPERATE, None, Purpose.TIP, idea)
    draft = replace(a_draft(item_id, TEXT), brand_id="yunmian")
    item = Item(slot, "yunmian", ItemState.DRAFT, draft_id=draft.id, author="local")
    copilot.store.calendar.add([item], WRITTEN, [draft])
    alone, review = copilot.calendar.members.alone(), copilot.calendar.review
    return review.approve(item_id, review.submit(item_id, 1, alone).version, alone)


def week(page: Page, copilot: Copilot) -> FrameLocator:
    """The frame with next week in it."""
    page.locator(keyed(f"{PAGE}.view")).get_by_role("radio").nth(1).click()
    settled(page)
    page.locator(keyed(f"{PAGE}.after")).get_by_role("button").click()
    settled(page)
    frame = page.frame_locator("iframe[title='streamlit_calendar.calendar']")
    frame.locator(f"td[data-date='{wednesday(copilot)}']").first.wait_for()
    return frame


def lane(frame: FrameLocator, day: date) -> tuple[float, float]:
    """Where a day's column is: its middle, and half past ten in it."""
    column = frame.locator(f".fc-timegrid-col[data-date='{day}']").bounding_box()
    row = frame.locator("td.fc-timegrid-slot-lane[data-time='10:30:00']").bounding_box()
    assert column is not None
    assert row is not None
    return column["x"] + column["width"] / 2, row["y"] + 4


def drag(page: Page, frame: FrameLocator, idea: str, to: tuple[float, float]) -> None:
    """Take an item by its upper edge and let go of it there."""
    box = frame.locator(".fc-timegrid-event").filter(has_text=idea).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(*to, steps=12)
    page.mouse.up()
    settled(page)


def test_dragging_moves_an_item_and_it_can_be_taken_back(open_page: Visit, copilot: Copilot) -> None:
    day = wednesday(copilot)
    put(copilot, "moves", day, idea="挪一挪")
    page = open_page("calendar", height=1400)
    frame = week(page, copilot)
    drag(page, frame, "挪一挪", lane(frame, day + timedelta(days=1)))
    expect(page.locator(keyed(f"{PAGE}.undo"))).to_be_visible()
    assert copilot.store.calendar.get("moves").slot.day == day + timedelta(days=1)
    page.locator(keyed(f"{PAGE}.undo")).get_by_role("button").click()
    expect(page.locator(keyed(f"{PAGE}.undo"))).to_have_count(0)
    settled(page)
    assert copilot.store.calendar.get("moves").slot.day == day


def test_what_the_rules_forbid_springs_back_and_is_told(open_page: Visit, copilot: Copilot) -> None:
    day = wednesday(copilot)
    put(copilot, "stays", day, time(14), idea="别挪到夜里")
    page = open_page("calendar", height=1400)
    frame = week(page, copilot)
    before = frame.locator(".fc-timegrid-event").filter(has_text="别挪到夜里").bounding_box()
    night = frame.locator("td.fc-timegrid-slot-lane[data-time='22:00:00']")
    night.scroll_into_view_if_needed()
    row = night.bounding_box()
    assert row is not None
    drag(page, frame, "别挪到夜里", (lane(frame, day)[0], row["y"] + 4))
    expect(page.get_by_test_id("stAlertContentWarning")).to_be_visible()
    assert copilot.store.calendar.get("stays").slot.time == time(14)
    event = frame.locator(".fc-timegrid-event").filter(has_text="别挪到夜里")
    expect(event.locator(".fc-event-time")).to_have_text("14:00")
    assert before is not None


def test_pressing_an_item_opens_its_card_again_and_again(open_page: Visit, copilot: Copilot) -> None:
    put(copilot, "opens", wednesday(copilot), time(16), idea="点开看看")
    page = open_page("calendar", height=1400)
    frame = week(page, copilot)
    for _ in range(2):
        frame.locator(".fc-timegrid-event").filter(has_text="点开看看").click()
        card = page.get_by_role("dialog")
        expect(card).to_contain_text("点开看看")
        expect(card.locator(".bf-text")).to_contain_text("门口的猫也进来了")
        page.keyboard.press("Escape")
        expect(card).to_have_count(0)
        settled(page)


def test_on_a_phone_the_calendar_is_a_list_and_the_sheet_is_copied_and_marked(
    open_page: Visit, copilot: Copilot
) -> None:
    item = put(copilot, "today", copilot.today(), time(23, 59), idea="今天的")
    copilot.calendar.exporting.label(
        copilot.brand("yunmian"), [item], AiLabel.METADATA, copilot.calendar.members.alone()
    )
    page = open_page("calendar", width=WIDTH, height=HEIGHT)
    expect(page.locator(keyed(f"{PAGE}.view")).get_by_role("radio").nth(2)).to_be_checked()
    assert page.evaluate(SPILLED, WIDTH) == []
    page.locator(keyed(f"{PAGE}.part")).get_by_role("radio").nth(1).click()
    settled(page)
    sheet = page.locator("[class*=st-key-card-sheet-today]")
    expect(sheet).to_contain_text("今天 23:59 发到 新客1群")
    sheet.locator(".bf-copy").click()
    settled(page)
    assert clipboard(page) == TEXT
    # The clipboard is filled in the browser; the site is told after it, on a busy machine a moment later.
    for _ in range(50):
        if copilot.store.calendar.get("today").state is ItemState.EXPORTED:
            break
        page.wait_for_timeout(100)
    assert copilot.store.calendar.get("today").state is ItemState.EXPORTED
    sheet.locator("[class*=sheet-today-sent] button").click()
    sheet.locator("[class*=sheet-today-unsent] button").wait_for()
    settled(page)
    assert copilot.store.calendar.get("today").sent is not None
    assert page.evaluate(SPILLED, WIDTH) == []
