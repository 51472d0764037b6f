"""Replies and searches that lay products beside each other: ranges, models, follow-ups, with the demo brands."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from copilot.domain.conversation import Move
from copilot.domain.draft import Draft, Severity
from copilot.domain.evidence import ChoiceKind, SearchHit
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot
from tests.support.shop import ROOT, a_copilot, written_by

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copilot]:
    """A copilot that knows the price lists and cards of both demo brands."""
    folder = tmp_path_factory.mktemp("demo")
    for brand, names in (
        ("yunmian", ("brand.yaml", "2026价格表.xlsx")),
        ("trailkettle", ("brand.yaml", "price-list.xlsx")),
    ):
        (folder / brand).mkdir()
        for name in names:
            shutil.copy(ROOT / "knowledge" / brand / name, folder / brand / name)
    with a_copilot(folder / "data") as copilot:
        for brand in ("trailkettle", "yunmian"):
            copilot.learn([Path(folder / brand)])
        yield copilot


def replied(demo: Copilot, brand: str, *said: str) -> Draft:
    """A chat that the customer begins and ends."""
    turns = [{"role": ("customer", "rep")[i % 2], "text": text} for i, text in enumerate(said)]
    return demo.reply(json.dumps(turns), Ask(brand=brand)).draft


def rows(demo: Copilot, brand: str, question: str, at: date = TODAY) -> list[tuple[str | None, str]]:
    hits = demo.search(question, Ask(brand=brand, at=at), k=6)
    return [(h.passage.product, h.passage.text) for h in hits if _is_row(h)]


def _is_row(hit: SearchHit) -> bool:
    return hit.choice is not None


def products(demo: Copilot, brand: str, question: str, at: date = TODAY) -> list[str | None]:
    return [product for product, _ in rows(demo, brand, question, at)]


def test_around_three_hundred_is_answered_by_what_costs_that_today(demo: Copilot) -> None:
    assert products(demo, "yunmian", "三百左右的枕头") == ["云朵记忆枕 Pro", "波浪乳胶枕"]
    assert "活动价 299" in rows(demo, "yunmian", "三百左右的枕头")[0][1]
    assert products(demo, "yunmian", "一千以内的床垫")[0] == "硬山棕垫"
    assert products(demo, "trailkettle", "mug under $30") == ["Fogline Mug"]
    assert products(demo, "trailkettle", "cheapest grinder")[0] == "Scree Mini Grinder"


def test_a_promotion_that_is_over_offers_nothing(demo: Copilot) -> None:
    in_the_sale = rows(demo, "yunmian", "两百以内的枕头", date(2026, 11, 11))
    assert any(product == "云朵记忆枕" and "199" in text for product, text in in_the_sale)
    assert "云朵记忆枕" not in products(demo, "yunmian", "两百以内的枕头")


def test_a_reply_to_a_range_offers_only_what_lies_in_it_with_its_price_and_kind(demo: Copilot) -> None:
    draft = replied(demo, "yunmian", "小云枕多少钱", "云朵记忆枕日常价 239", "三百左右的枕头有吗")
    first = draft.variants[0]
    assert first.idea is Move.ANSWER
    assert "云朵记忆枕 Pro 活动价 299 元" in first.plain
    assert "波浪乳胶枕 日常价 299 元" in first.plain
    assert not any(f.severity is Severity.BLOCK for v in draft.variants for f in v.findings)


def test_a_reply_says_honestly_that_nothing_is_in_range_and_what_is_nearest(demo: Copilot) -> None:
    draft = replied(demo, "trailkettle", "anything under $20?")
    assert all("$27" in v.plain for v in draft.variants)
    assert any(word in draft.variants[0].plain.lower() for word in ("nothing", "nearest", "closest"))


def test_a_name_that_two_models_share_leads_to_asking_which(demo: Copilot) -> None:
    draft = replied(demo, "yunmian", "小云枕多少钱")
    first = draft.variants[0]
    assert first.idea is Move.ASK
    assert "云朵记忆枕 活动价 209 元" in first.plain
    assert "云朵记忆枕 Pro 活动价 299 元" in first.plain
    assert "？" in first.plain


def test_a_question_by_a_models_whole_name_has_nothing_of_the_other(demo: Copilot) -> None:
    draft = replied(demo, "yunmian", "云朵记忆枕 Pro 多少钱")
    assert {i.fact.product for i in draft.evidence if i.fact} == {"云朵记忆枕 Pro"}
    assert {i.passage.product for i in draft.evidence if i.passage} <= {"云朵记忆枕 Pro", None}


def test_a_model_is_told_what_to_do_with_a_choice(demo: Copilot) -> None:
    copilot, model = written_by(demo, "1\n2\n3")
    turns = json.dumps([{"role": "customer", "text": "三百左右的枕头有吗"}])
    copilot.reply(turns, Ask(brand="yunmian"))
    sent = "\n".join(m.content for m in model.requests[0].messages)
    assert "在范围里的只有[1]" in sent


def test_the_other_one_is_understood_from_the_before(demo: Copilot) -> None:
    draft = replied(
        demo, "yunmian", "荞麦枕和乳胶枕都行", "乳胶枕 299", "乳胶枕贵", "是的", "荞麦枕呢", "159", "另外一款呢"
    )
    assert draft.product == "波浪乳胶枕"


def test_a_search_that_could_mean_two_models_gives_both(demo: Copilot) -> None:
    hits = demo.search("小云枕多少钱", Ask(brand="yunmian", at=TODAY), k=4)
    assert [h.choice for h in hits[:2]] == [ChoiceKind.MODELS, ChoiceKind.MODELS]
    assert [h.passage.product for h in hits[:2]] == ["云朵记忆枕", "云朵记忆枕 Pro"]
