"""The model rewrites a text to a comment, as many rounds as needed; offline it says that it needs a model."""

from dataclasses import replace
from pathlib import Path

import pytest

from copilot.domain.calendar import ItemState
from copilot.domain.review import Deed
from copilot.errors import InvalidInput, ModelUnreachable
from copilot.llm.scripted import ScriptedModel
from copilot.workflows.copilot import Copilot
from copilot.workflows.review_talk import About
from copilot.workflows.revise_item import ItemRevising
from copilot.writing import ExactTokenCounter
from copilot.writing.reviser import Reviser
from tests.support.calendar import LIN, MEI, PLAIN, written
from tests.support.shop import ROOT
from tests.workflows.conftest import OpenCopilot

CAT = About("门口的猫", PLAIN.index("门口的猫"))
ONCE, TWICE = "今天起风了，煮一壶茶，橘猫也进来了。", "起风了，煮一壶茶，橘猫也进来了。"


def commented(shop: Copilot, words: str = "猫是什么样的？") -> int:
    written(shop.store, "a")
    return shop.calendar.review.talk.add("a", words, LIN, CAT).id


def revising(shop: Copilot, *answers: str | ModelUnreachable) -> tuple[ItemRevising, ScriptedModel]:
    model = ScriptedModel(answers)
    reviser = Reviser.load(ROOT / "prompts", model, ExactTokenCounter())
    return replace(shop.calendar.revising, reviser=reviser), model


def test_the_text_is_rewritten_as_a_new_version_that_is_checked(shop: Copilot) -> None:
    comment = commented(shop)
    item = revising(shop, ONCE)[0].to_comment("a", 1, comment, MEI)
    draft = shop.store.drafts.get("draft-a")
    assert draft is not None
    assert (draft.text, draft.version, item.state, item.version) == (ONCE, 2, ItemState.DRAFT, 2)
    last = shop.calendar.review.history("a")[0]
    assert (last.deed, last.by, last.why) == (Deed.REVISED, "mei@example.com", "猫是什么样的？")


def test_it_can_be_done_again_in_the_same_thread(shop: Copilot) -> None:
    comment = commented(shop)
    desk, model = revising(shop, ONCE, TWICE)
    desk.to_comment("a", 1, comment, MEI)
    shop.calendar.review.talk.add("a", "开头再短点", LIN, About(answers=comment))
    desk.to_comment("a", 2, comment, MEI)
    assert [v.text for v in shop.store.drafts.versions("draft-a")] == [PLAIN, ONCE, TWICE]
    assert "猫是什么样的？\n开头再短点" in model.requests[1].messages[-1].content
    assert not shop.store.comments.of("a")[0].resolved_by


def test_offline_it_says_that_it_needs_a_model(shop: Copilot) -> None:
    comment = commented(shop)
    assert not shop.calendar.revising.possible
    with pytest.raises(InvalidInput) as told:
        shop.calendar.revising.to_comment("a", 1, comment, MEI)
    assert told.value.code == "model_missing"


def test_a_model_that_gives_the_text_back_changes_nothing(shop: Copilot) -> None:
    comment = commented(shop)
    with pytest.raises(InvalidInput) as told:
        revising(shop, PLAIN)[0].to_comment("a", 1, comment, MEI)
    assert told.value.code == "nothing_changed"
    assert shop.store.calendar.get("a").version == 1


def test_a_model_that_fails_loses_nothing(shop: Copilot) -> None:
    comment = commented(shop)
    with pytest.raises(ModelUnreachable):
        revising(shop, ModelUnreachable("down"))[0].to_comment("a", 1, comment, MEI)
    assert shop.store.calendar.get("a").version == 1


def test_personal_data_that_somebody_typed_does_not_reach_the_model(shop: Copilot) -> None:
    comment = commented(shop, "加上她的电话 13812345678")
    desk, model = revising(shop, ONCE)
    desk.to_comment("a", 1, comment, MEI)
    assert "13812345678" not in model.requests[0].messages[-1].content


def test_with_a_model_configured_there_is_one_to_ask(open_copilot: OpenCopilot, data: Path) -> None:
    assert open_copilot(data, model="scripted").calendar.revising.possible
