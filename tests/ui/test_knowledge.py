"""The knowledge page: upload, look inside, delete and take back, ask."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from copilot.workflows.copilot import Copilot
from tests.support.model_server import ModelServer
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit, words

PAGE = "knowledge.shanque"


@pytest.fixture
def own_shop(tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]) -> Iterator[Copilot]:
    """A shop of the test's own, served."""
    with a_copilot(Path(shutil.copytree(learned_shop, tmp_path / "data"))) as copilot:
        serve(copilot)
        yield copilot


def test_uploaded_files_are_learned_and_the_unreadable_named(visit: Visit, own_shop: Copilot) -> None:
    at = visit("knowledge")
    files = [
        ("新品.csv", "产品,标价\n茉莉银针,188\n".encode(), "text/csv"),
        ("坏的.xlsx", b"PK not really", "application/octet-stream"),
        ("空的.md", b"", "text/markdown"),
    ]
    at.file_uploader(key=f"{PAGE}.upload").set_value(files).run()
    at.button(key=f"{PAGE}.learn").click().run()
    assert len(at.success) == 1
    told = "\n".join(w.value for w in at.warning)
    assert ("坏的" in told, "空的" in told, len(at.warning)) == (True, True, 2)
    assert "新品.csv" in [d.name for d in own_shop.store.documents.all("shanque")]


def test_a_document_shows_its_passages_facts_and_roles(visit: Visit, own_shop: Copilot) -> None:
    at = visit("knowledge")
    prices = next(d for d in own_shop.store.documents.all("shanque") if d.name == "价格.csv")
    at.selectbox(key=f"{PAGE}.open").set_value(prices.id).run()
    facts = at.dataframe[2].value
    assert {"日常价", "会员价"} <= set(facts["项目"])
    assert set(at.dataframe[1].value["用处"]) <= {"优惠", "规格", "好处"}


def test_a_deleted_document_is_listed_and_can_be_taken_back(visit: Visit, own_shop: Copilot) -> None:
    at = visit("knowledge")
    faq = next(d for d in own_shop.store.documents.all("shanque") if d.name == "faq.md")
    at.selectbox(key=f"{PAGE}.open").set_value(faq.id).run()
    at.button(key=f"knowledge.{faq.id}.delete").click().run()
    assert faq.id not in [d.id for d in own_shop.store.documents.all("shanque")]
    again = visit("knowledge")
    again.button(key=f"knowledge.{faq.id}.restore").click().run()
    assert faq.id in [d.id for d in own_shop.store.documents.all("shanque")]
    assert list(again.exception) == []


@pytest.mark.usefixtures("own_shop")
def test_a_question_finds_its_answer_with_the_place(visit: Visit) -> None:
    at = visit("knowledge")
    at.text_input(key=f"{PAGE}.query").set_value("喝了会不会睡不着").run()
    assert "晚上七点以后建议少喝" in words(at)
    assert any("faq\\.md" in c.value and "行" in c.value for c in at.caption)


def reasons(at: AppTest) -> str:
    return "\n".join(c.value for c in at.caption if "lightbulb" in c.value)


@pytest.mark.usefixtures("own_shop")
def test_each_passage_says_in_a_sentence_why_it_was_found(visit: Visit) -> None:
    at = visit("knowledge")
    at.text_input(key=f"{PAGE}.query").set_value("白茶喝了会不会睡不着").run()
    at.segmented_control(key=f"{PAGE}.step").set_value("trust").run()
    assert list(at.exception) == []
    for said in ("说的是产品：“白茶”就是高山白茶", "同样的词：睡不着", "意思最近的一句：“", "在“建立信任”这一步优先用"):
        assert said in reasons(at)
    assert any(":green-badge[高山白茶]" in m.value and ":blue-badge[" in m.value for m in at.markdown)


@pytest.mark.usefixtures("own_shop")
def test_the_reasons_are_told_in_english_too(visit: Visit) -> None:
    at = visit("knowledge", "en")
    at.text_input(key=f"{PAGE}.query").set_value("白茶喝了会不会睡不着").run()
    for said in ("“白茶” is 高山白茶", "Same words", "Nearest sentence in meaning"):
        assert said in reasons(at)


def test_a_reranking_endpoint_that_is_down_is_told_beside_the_results(
    visit: Visit, tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]
) -> None:
    folder = Path(shutil.copytree(learned_shop, tmp_path / "data"))
    with (
        ModelServer("broken") as server,
        a_copilot(folder, rerank_model="bge", rerank_base_url=server.base_url) as copilot,
    ):
        serve(copilot)
        at = visit("knowledge")
        at.text_input(key=f"{PAGE}.query").set_value("喝了会不会睡不着").run()
        assert any("我们自己的排序" in info.value for info in at.info)
        assert "晚上七点以后建议少喝" in words(at)
