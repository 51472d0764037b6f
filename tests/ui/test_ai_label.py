"""The AI label beside a draft's copy button: chosen, logged, remembered, and told in the draft's details."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from copilot.domain.draft import Draft
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from tests.ui.conftest import DESK, Visit, words


@pytest.fixture
def draft(shop: Copilot) -> Draft:
    """A post that lies on its page."""
    shop.store.forms.forget(DESK, "labels")
    written = shop.post(Ask(persona="小满", topic="降温了"))
    shop.store.forms.save(DESK, "posts.shanque", {"draft": written.id})
    return written


def copied(at: AppTest) -> list[str]:
    """What each copy button puts on the clipboard."""
    found = [json.loads(c.proto.json) for c in at.get("bidi_component")]
    return [str(data["text"]) for data in found if "pick" in data]


def test_visible_words_go_with_the_copy_and_are_taken_up_by_the_next_text(
    visit: Visit, shop: Copilot, draft: Draft
) -> None:
    at = visit("posts")
    assert not any("AI生成" in text for text in copied(at))
    at.selectbox(key=f"card.{draft.id}.1.label").set_value("visible").run()
    choice = shop.labelling.current(draft, 1)
    assert choice is not None
    assert (choice.label, choice.by) == ("visible", DESK)
    assert shop.labelling.current(draft, 2) is None
    at = visit("posts")
    assert at.selectbox(key=f"card.{draft.id}.2.label").value == "visible"
    assert all(text.endswith("\n（内容由AI生成）") for text in copied(at))
    assert "文字标识" in words(at)


def test_no_label_counts_only_with_a_reason(visit: Visit, shop: Copilot, draft: Draft) -> None:
    at = visit("posts")
    key = f"card.{draft.id}.1"
    at.selectbox(key=f"{key}.label").set_value("none").run()
    at.button(key=f"{key}.keep_why").click().run()
    assert shop.labelling.current(draft, 1) is None
    at.text_input(key=f"{key}.why").set_value("rewritten by hand").run()
    at.button(key=f"{key}.keep_why").click().run()
    choice = shop.labelling.current(draft, 1)
    assert choice is not None
    assert (choice.label, choice.reason) == ("none", "rewritten by hand")
    assert "rewritten by hand" in words(at)
    assert list(at.exception) == []
