"""Saying one sentence otherwise on a card: pick it, press how, see what changes, take or leave it, take it back."""

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.draft import Draft, Variant
from copilot.domain.sentences import sentences
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from tests.support.calendar import a_slot, written
from tests.ui.conftest import DESK, Visit, words

TEXT = "其实今天真的起风了。您过来喝杯热的，赶紧下单吧！"


@pytest.fixture
def draft(shop: Copilot) -> Draft:
    """A post that is open on its page."""
    made = shop.post(Ask(persona="xiaoman", product="白茶"))
    variant = Variant(TEXT, TEXT, None, None, "", (), ())
    shop.store.forms.save(DESK, "posts.shanque", {"draft": made.id})
    return shop.store.drafts.revise(made.id, TEXT, (variant,), expected_version=1)


def key(draft: Draft, what: str) -> str:
    return f"card.{draft.id}.1.sentence.{what}"


def pressed(at: AppTest, draft: Draft, sentence: int, wish: str) -> AppTest:
    at.selectbox(key=key(draft, f"which.{draft.version}")).select(sentence)
    return at.button(key=key(draft, wish)).click().run()


def test_what_would_change_is_shown_and_taken_and_taken_back(visit: Visit, shop: Copilot, draft: Draft) -> None:
    at = pressed(visit("posts"), draft, 2, "less_salesy")
    assert "<del>，赶紧下单吧！</del><ins>。</ins>" in words(at).replace("</del><del>", "").replace("</ins><ins>", "")
    at.button(key=key(draft, "take")).click().run()
    now = shop.store.drafts.get(draft.id)
    assert now is not None
    assert (now.text, now.version) == ("其实今天真的起风了。您过来喝杯热的。", 3)
    at.button(key=key(draft, "undo")).click().run()
    back = shop.store.drafts.get(draft.id)
    assert back is not None
    assert (back.text, back.version, list(at.exception)) == (TEXT, 4, [])


def test_what_is_left_changes_nothing(visit: Visit, shop: Copilot, draft: Draft) -> None:
    at = pressed(visit("posts"), draft, 1, "shorter")
    assert "<del>其实</del>" in words(at)
    at.button(key=key(draft, "leave")).click().run()
    assert 'bf-changed">' not in words(at)
    assert shop.store.drafts.get(draft.id) == draft


def test_offline_a_wish_that_needs_a_model_says_so(visit: Visit, draft: Draft) -> None:
    at = pressed(visit("posts"), draft, 1, "other_angle")
    assert ("“换个角度”这一句要用模型才改得好" in words(at), list(at.exception)) == (True, [])


def test_who_takes_what_was_made_for_an_older_text_is_told(visit: Visit, shop: Copilot, draft: Draft) -> None:
    at = pressed(visit("posts"), draft, 1, "shorter")
    other = TEXT.replace("热的", "茶")
    shop.store.drafts.revise(draft.id, other, (Variant(other, other, None, None, "", (), ()),), expected_version=2)
    at.button(key=key(draft, "take")).click().run()
    assert "别人刚刚改过" in words(at)
    now = shop.store.drafts.get(draft.id)
    assert now is not None
    assert now.text == other


def test_the_text_of_an_item_in_review_is_changed_and_goes_on_waiting(visit: Visit, shop: Copilot) -> None:
    if not shop.store.calendar.of(shop.brand().id):
        written(shop.store, "windy", TEXT, slot=a_slot("windy"))
    item = shop.store.calendar.get("windy")
    shop.calendar.review.submit(item.id, item.version, shop.calendar.members.alone())
    at = visit("review")
    page = next(str(b.key) for b in at.button if str(b.key).endswith("windy.sentence.shorter")).removesuffix("shorter")
    at.button(key=f"{page}shorter").click().run()
    at.button(key=f"{page}take").click().run()
    now = shop.calendar.review.text(shop.store.calendar.get("windy"))
    assert (sentences(now.text)[0][1], list(at.exception)) == ("今天起风了。", [])
    assert shop.store.calendar.get("windy").state == "submitted"
