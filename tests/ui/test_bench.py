"""The search bench: the brand's own questions, an uploaded set, and files that are wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from copilot.workflows.copilot import Copilot
from tests.support.model_server import ModelServer
from tests.support.shop import a_copilot
from tests.ui.conftest import Visit, words

PAGE = "bench.shanque"
CORPUS = '{"id": "a", "text": "白茶用九十度的水泡"}\n{"id": "b", "text": "没拆封七天内可以退"}\n'
QUERIES = '{"id": "1", "text": "水温多少"}\n{"id": "2", "text": "能退货吗"}\n'
QRELS = "query_id\tdoc_id\trelevance\n1\ta\t1\n2\tb\t1\n"


def measure(at: AppTest, **files: str) -> AppTest:
    """Choose files, upload those, and run."""
    at.segmented_control(key=f"{PAGE}.source").set_value("files").run()
    given: list[Any] = [(name.replace("_", "."), text.encode(), "text/plain") for name, text in files.items()]
    at.file_uploader(key=f"{PAGE}.files").set_value(given).run()
    return at.button(key=f"{PAGE}.run").click().run()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.usefixtures("shop")
def test_the_brands_own_questions_are_measured(visit: Visit, language: str) -> None:
    at = visit("bench", language)
    at.button(key=f"{PAGE}.run").click().run()
    assert (list(at.exception), list(at.error)) == ([], [])
    table = at.dataframe[0].value
    assert list(table.columns)[1:] == [
        "mrr_10",
        "recall_1",
        "recall_3",
        "recall_5",
        "recall_10",
        "ndcg_10",
        "p50_ms",
        "p95_ms",
    ]
    assert len(table) == 3
    assert table["recall_10"].iloc[2] >= 0.75


@pytest.mark.usefixtures("shop")
def test_a_question_that_is_answered_late_says_why_others_came_first(visit: Visit) -> None:
    swapped = "query_id\tdoc_id\trelevance\n1\tb\t1\n2\tb\t1\n"
    at = measure(visit("bench"), corpus_jsonl=CORPUS, queries_jsonl=QUERIES, qrels_tsv=swapped)
    assert (list(at.exception), list(at.error)) == ([], [])
    assert "白茶用九十度的水泡" in words(at)
    assert any("lightbulb" in c.value and "水" in c.value for c in at.caption)


def test_a_reranking_endpoint_has_a_row_of_its_own(
    visit: Visit, tmp_path: Path, learned_shop: Path, serve: Callable[[Copilot], None]
) -> None:
    folder = Path(shutil.copytree(learned_shop, tmp_path / "data"))
    with ModelServer() as server, a_copilot(folder, rerank_model="bge", rerank_base_url=server.base_url) as copilot:
        serve(copilot)
        at = measure(visit("bench"), corpus_jsonl=CORPUS, queries_jsonl=QUERIES, qrels_tsv=QRELS)
        assert list(at.dataframe[0].value["leg"]) == ["按词", "按意思", "合在一起", "加上重排"]


@pytest.mark.usefixtures("shop")
def test_an_uploaded_set_is_measured(visit: Visit) -> None:
    at = measure(visit("bench"), corpus_jsonl=CORPUS, queries_jsonl=QUERIES, qrels_tsv=QRELS)
    assert (list(at.exception), list(at.error)) == ([], [])
    assert at.dataframe[0].value["recall_10"].iloc[2] == 1


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"corpus_jsonl": CORPUS}, "queries.jsonl, qrels.tsv"),
        ({"corpus_jsonl": "[1]\n", "queries_jsonl": QUERIES, "qrels_tsv": QRELS}, "corpus.jsonl"),
        ({"corpus_jsonl": CORPUS, "queries_jsonl": QUERIES, "qrels_tsv": "9\ta\t1\n"}, "qrels.tsv"),
    ],
)
@pytest.mark.usefixtures("shop")
def test_wrong_files_are_told_in_a_sentence(visit: Visit, files: dict[str, str], said: str) -> None:
    at = measure(visit("bench"), **files)
    assert list(at.exception) == []
    assert said in at.error[0].value
    assert not at.dataframe


def test_without_a_brand_the_page_says_how_to_begin(visit: Visit, empty: Copilot) -> None:
    assert empty.store.brands.all() == ()
    assert words(visit("bench"))
