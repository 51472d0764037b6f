"""Texts of the calendar are shown where they are reviewed; elsewhere nobody can come upon one and copy it."""

import pytest

from copilot.workflows.copilot import Copilot
from tests.support.calendar import a_slot, written
from tests.ui.conftest import DESK, Visit, words

TEXT = "暗号，今天起风了，茶要趁热喝。"


@pytest.fixture
def item_draft(shop: Copilot) -> str:
    """The draft of an item that nobody approved."""
    if not shop.store.calendar.of(shop.brand().id):
        written(shop.store, "unread", TEXT, slot=a_slot("unread"))
    return str(shop.store.calendar.get("unread").draft_id)


@pytest.mark.usefixtures("item_draft")
def test_home_does_not_list_them_among_what_was_written_lately(visit: Visit) -> None:
    at = visit("home")
    assert TEXT not in words(at)
    assert [b.key for b in at.button if str(b.key).startswith("home.open.draft-")] == []


@pytest.mark.parametrize("screen", ["posts", "selling_points"])
def test_no_page_of_drafts_shows_one(visit: Visit, shop: Copilot, item_draft: str, screen: str) -> None:
    shop.store.forms.save(DESK, f"{screen}.shanque", {"draft": item_draft})
    at = visit(screen)
    shop.store.forms.forget(DESK, f"{screen}.shanque")
    assert (TEXT in words(at), list(at.exception)) == (False, [])
