"""`butterfly brand`, `learn`, `demo`, `search`, `facts`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly
from tests.support.model_server import ModelServer
from tests.support.shop import FAQ


def test_a_brand_is_added_and_listed_as_its_card(butterfly: Butterfly) -> None:
    added = butterfly("brand", "add", "眠云", "--category", "food", "--json")
    card = {"id": "眠云", "name": "眠云", "category": "food", "language": "zh", "contacts": [], "products": []}
    assert (added.code, added.json, added.err) == (0, [card], "")
    assert butterfly("brand", "list", "--json").json == [card]


def test_adding_a_brand_again_changes_only_what_is_given(butterfly: Butterfly) -> None:
    butterfly("brand", "add", "Kettle", "--category", "food", "--language", "en")
    card = butterfly("brand", "add", "kettle", "--category", "cosmetics", "--json").json[0]
    assert (card["name"], card["category"], card["language"]) == ("Kettle", "cosmetics", "en")


def test_learning_prints_the_counts_and_names_what_failed(
    butterfly: Butterfly, shop_files: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    ran = butterfly("learn", shop_files, tmp_path / "empty.md", "--json")
    assert (ran.code, set(ran.json)) == (0, {"documents", "passages", "facts", "unchanged", "failed"})
    assert (ran.json["documents"], ran.json["facts"], ran.json["unchanged"]) == (5, 11, 0)
    assert [(f["path"], f["code"]) for f in ran.json["failed"]] == [("empty.md", "file_empty")]
    assert ran.err == "file_empty: empty.md is empty and was not learned.\n"
    assert butterfly("learn", shop_files, "--json").json["unchanged"] == 5


def test_learning_for_people_shows_progress_on_stderr_and_the_outcome_on_stdout(
    butterfly: Butterfly, shop_files: Path
) -> None:
    ran = butterfly("learn", shop_files)
    assert ran.out == "Learned 5 documents: 12 passages, 11 facts; 0 unchanged.\n"
    assert "Learning" in ran.err


def test_when_nothing_could_be_learned_the_command_fails(butterfly: Butterfly, shop: Path) -> None:
    ran = butterfly("learn", shop / "nowhere.md", "--json")
    assert (ran.code, ran.json["documents"]) == (1, 0)
    assert ran.err.startswith("file_missing: ")


def test_learning_without_a_brand_says_what_to_do(butterfly: Butterfly, tmp_path: Path) -> None:
    (tmp_path / "faq.md").write_text(FAQ, "utf-8")
    ran = butterfly("learn", tmp_path / "faq.md", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("no_brand: ")
    assert "butterfly brand add" in ran.err


def test_learning_goes_to_the_brand_added_last_or_to_the_named_one(
    butterfly: Butterfly, shop: Path, tmp_path: Path
) -> None:
    butterfly("brand", "add", "河谷咖啡")
    (tmp_path / "a.md").write_text("## 豆子放多久？\n开封后三周内喝完。\n", "utf-8")
    (tmp_path / "b.md").write_text("## 茶叶放多久？\n开封后半年内喝完。\n", "utf-8")
    butterfly("learn", tmp_path / "a.md")
    butterfly("learn", tmp_path / "b.md", "--brand", "山雀茶")
    assert "三周" in butterfly("search", "放多久", "--json").json[0]["text"]
    assert "半年" in butterfly("search", "茶叶放多久", "--brand", "shanque", "--json").json[0]["text"]
    assert shop.exists()


def test_the_demo_is_learned_once(butterfly: Butterfly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = tmp_path / "demo" / "kettle" / "brand.yaml"
    card.parent.mkdir(parents=True)
    card.write_text("brand: {id: kettle, name: Kettle, language: en}", "utf-8")
    monkeypatch.setenv("BUTTERFLY_KNOWLEDGE_DIR", str(tmp_path / "demo"))
    first, second = butterfly("demo", "--json"), butterfly("demo", "--json")
    assert (first.json["documents"], second.json["documents"]) == (1, 0)
    assert butterfly("brand", "list", "--json").json[0]["id"] == "kettle"
    assert butterfly("demo").out == ""


@pytest.mark.usefixtures("shop")
def test_search_prints_hits_best_first(butterfly: Butterfly) -> None:
    ran = butterfly("search", "水温要多少度", "-k", "2", "--product", "白茶", "--step", "need", "--json")
    assert (ran.code, len(ran.json), ran.err) == (0, 2, "")
    assert {"passage_id", "text", "document", "locator", "role", "score"} <= set(ran.json[0])
    assert (ran.json[0]["document"], ran.json[0]["locator"], ran.json[0]["role"]) == ("faq.md", "L4", "faq")
    assert ran.json[0]["score"] >= ran.json[1]["score"]
    assert "九十度" in butterfly("search", "水温要多少度").out


HIT = {"passage_id", "text", "document", "locator", "role", "score", "product", "words", "meaning", "choice"}


@pytest.mark.usefixtures("shop")
def test_a_search_is_explained_only_where_that_is_asked_for(butterfly: Butterfly) -> None:
    plain = butterfly("search", "白茶水温要多少度", "--json").json
    assert [set(hit) for hit in plain] == [HIT] * len(plain)
    explained = butterfly("search", "白茶水温要多少度", "--step", "need", "--explain", "--json").json
    why = explained[0]["why"]
    assert set(explained[0]) == HIT | {"why"}
    assert {"text": "高山白茶", "product": "高山白茶", "part": False} in why["words"] or why["narrowed_to"] == [
        "高山白茶"
    ]
    assert (why["step"], why["preferred"], why["folded"]) == ("need", True, 0)
    assert 0 < why["nearness"] <= 1


@pytest.mark.usefixtures("shop")
def test_an_explained_search_for_people_says_why_in_a_sentence(butterfly: Butterfly) -> None:
    assert "About the product: “白茶” is 高山白茶" in butterfly("search", "白茶怎么泡", "--explain").out
    assert "About the product" not in butterfly("search", "白茶怎么泡").out


@pytest.mark.usefixtures("shop")
def test_rewording_without_a_model_is_one_coded_line(butterfly: Butterfly) -> None:
    ran = butterfly("search", "白茶怎么泡", "--rewrite", "--json")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("rewrite_no_model: ")


@pytest.mark.usefixtures("shop")
def test_a_reranking_endpoint_that_is_down_is_told_and_the_search_goes_on(
    butterfly: Butterfly, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = butterfly("search", "水温要多少度", "--json").json
    monkeypatch.setenv("BUTTERFLY_RERANK_MODEL", "bge")
    with ModelServer("broken") as server:
        monkeypatch.setenv("BUTTERFLY_RERANK_BASE_URL", server.base_url)
        ran = butterfly("search", "水温要多少度", "--json")
        doctor = butterfly("doctor", "--json")
    assert (ran.code, ran.json) == (0, before)
    assert "the order is our own" in ran.err
    assert (doctor.code, doctor.json["reranker"]["error"]) == (1, "model_unreachable")
    assert doctor.json["configured"]["reranker"] == "bge"


@pytest.mark.usefixtures("shop")
def test_facts_of_a_day(butterfly: Butterfly) -> None:
    rows = butterfly("facts", "--product", "白茶", "--at", "2026-11-23", "--json").json
    promotion = next(r for r in rows if r["field"] == "promotion_price")
    assert {k: promotion[k] for k in ("product", "value", "unit", "valid_from", "valid_to", "document", "locator")} == {
        "product": "高山白茶", "value": "129", "unit": "元", "valid_from": "2026-11-20", "valid_to": "2026-11-30",
        "document": "价格.csv", "locator": "E2",
    }  # fmt: skip
    later = butterfly("facts", "--product", "白茶", "--at", "2026-12-23", "--json").json
    assert "promotion_price" not in {r["field"] for r in later}
    assert "2026-11-20" in butterfly("facts").out


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("arguments", "code", "known"),
    [
        (("facts", "--product", "抹茶"), "unknown_product", "高山白茶"),
        (("search", "茶", "--brand", "别家"), "unknown_brand", "山雀茶"),
        (("facts", "--at", "昨天"), "date_invalid", "2026-11-23"),
        (("facts", "--at", "2026-02-30"), "date_invalid", "2026-11-23"),
    ],
)
def test_what_does_not_exist_is_one_coded_line_that_says_what_does(
    butterfly: Butterfly, arguments: tuple[str, ...], code: str, known: str
) -> None:
    ran = butterfly(*arguments, "--json")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith(f"{code}: ")
    assert known in ran.err
