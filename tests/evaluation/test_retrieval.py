"""Measures of search over folders made here."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from copilot.bootstrap.assisting import build_assistance
from copilot.errors import UnreadableFile
from copilot.evaluation.retrieval import evaluate_retrieval, measure_ranking, read_retrieval_set
from copilot.knowledge.search import BuiltInEmbedder
from copilot.settings import Settings
from tests.support.model_server import ModelServer

CORPUS = [
    {"id": "d1", "text": "帐篷防水指数三千毫米", "scope": "tent"},
    {"id": "d2", "text": "帐篷重两公斤", "scope": "tent"},
    {"id": "d3", "text": "睡袋可以机洗", "scope": "bag"},
    {"id": "d4", "text": "睡袋重一公斤", "scope": "bag"},
]


def make_folder(folder: Path, queries: Sequence[dict[str, str]], qrels: str) -> Path:
    """A retrieval set on disk."""
    folder.mkdir()
    for name, rows in (("corpus", CORPUS), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    (folder / "qrels.tsv").write_text(qrels, "utf-8")
    return folder


def test_a_perfect_ranking_measures_one_and_a_late_hit_its_share() -> None:
    assert measure_ranking(["a", "b"], {"a": 2, "b": 1}) == (1, 0.5 * 2, 1, 1, 1, 1)
    mrr, recall_1, recall_3, recall_5, recall_10, ndcg = measure_ranking(["x", "a", "y"], {"a": 1, "b": 1})
    assert (mrr, recall_1, recall_3, recall_5, recall_10) == (0.5, 0, 0.5, 0.5, 0.5)
    assert ndcg == pytest.approx(0.3869, abs=1e-4)


def test_a_scope_limits_the_ranking_to_its_own_documents(tmp_path: Path) -> None:
    queries = [{"id": "q1", "text": "重多少", "scope": "bag"}, {"id": "q2", "text": "能防水吗", "scope": "tent"}]
    folder = make_folder(tmp_path / "set", queries, "q1\td4\t1\nq2\td1\t2\nq2\td3\t0\n")
    report = evaluate_retrieval(folder, BuiltInEmbedder()).as_json()
    assert (report["documents"], report["queries"]) == (4, 2)
    assert report["both"]["recall_5"] == 1
    assert report["meaning"]["recall_5"] == 1
    assert set(report["words"]) == {
        *("mrr_10", "recall_1", "recall_3", "recall_5", "recall_10", "ndcg_10"),
        *("p50_ms", "p95_ms"),
    }


def test_a_header_is_skipped_and_a_query_without_relevant_documents_left_out(tmp_path: Path) -> None:
    queries = [{"id": "tent", "text": "重多少"}, {"id": "q2", "text": "多少钱"}]
    folder = make_folder(tmp_path / "set", queries, "query_id\tdoc_id\trelevance\ntent\td2\t1\nq2\td1\t0\n")
    data = read_retrieval_set(folder)
    assert data.query_ids == ("tent",)
    assert data.queries[0].product == "tent"


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as missing:
        read_retrieval_set(tmp_path)
    assert missing.value.code == "file_missing"
    folder = make_folder(tmp_path / "set", [{"id": "q", "text": "x"}], "q\td1\t1\nq\td2\tmany\n")
    with pytest.raises(UnreadableFile) as broken:
        read_retrieval_set(folder)
    assert broken.value.code == "file_broken"


def test_a_reranking_endpoint_and_a_rewording_model_have_rows_of_their_own(tmp_path: Path) -> None:
    queries = [{"id": "q1", "text": "重多少", "scope": "bag"}, {"id": "q2", "text": "能防水吗", "scope": "tent"}]
    folder = make_folder(tmp_path / "set", queries, "q1\td4\t1\nq2\td1\t2\n")
    with ModelServer() as server:
        settings = Settings(
            rerank_model="bge", rerank_base_url=server.base_url, model="scripted", rewrite=True, _env_file=None
        )
        report = evaluate_retrieval(folder, BuiltInEmbedder(), assistance=build_assistance(settings)).as_json()
    assert report["reranked"]["recall_5"] == 1
    assert {"rewritten", "rewritten_and_reranked"} < set(report)


def test_without_help_there_are_only_our_own_rows(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "set", [{"id": "q1", "text": "重多少"}], "q1\td4\t1\n")
    report = evaluate_retrieval(folder, BuiltInEmbedder()).as_json()
    assert set(report) == {"name", "documents", "queries", "words", "meaning", "both"}
