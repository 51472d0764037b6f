"""`butterfly documents`, `versions`, `delete`, `restore`, `preview`, `correct`, `stale`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly
from tests.support.shop import PRICES

TEXT = "产品,标价,老友专享\n高山白茶,168,139\n茉莉银针,188,159\n"


@pytest.fixture
def prices(butterfly: Butterfly, shop: Path, tmp_path: Path) -> Path:
    """A price list that the shop has learned."""
    assert shop
    file = tmp_path / "活动.csv"
    file.write_text(TEXT, "utf-8")
    assert butterfly("learn", file).code == 0
    return file


def member_prices(butterfly: Butterfly) -> set[str]:
    return {
        f["value"]
        for f in butterfly("facts", "--json").json
        if f["document"] == "活动.csv" and f["field"] == "member_price"
    }


@pytest.mark.usefixtures("shop")
def test_documents_are_listed_deleted_and_restored_by_name(butterfly: Butterfly) -> None:
    names = [d["name"] for d in butterfly("documents", "--json").json]
    assert "faq.md" in names
    assert butterfly("delete", "faq.md", "--json").json[0]["deleted_at"] is not None
    assert [d["name"] for d in butterfly("documents", "--deleted", "--json").json] == ["faq.md"]
    assert butterfly("restore", "FAQ.md", "--json").json[0]["deleted_at"] is None
    unknown = butterfly("delete", "nothing.md")
    assert (unknown.code, unknown.err.startswith("unknown_document: ")) == (1, True)


def test_versions_are_listed_and_an_old_one_is_brought_back(butterfly: Butterfly, prices: Path) -> None:
    prices.write_text(TEXT.replace("168", "178"), "utf-8")
    butterfly("learn", prices)
    assert [v["version"] for v in butterfly("versions", "活动.csv", "--json").json] == [1, 2]
    back = butterfly("restore", "活动.csv", "--version", "1", "--json").json[0]
    assert (back["version"], back["facts"]) == (3, 4)
    assert "version 3, 2 passages, 4 facts" in butterfly("versions", "活动.csv").out


def test_a_preview_tells_tables_columns_kinds_rows_and_passages(butterfly: Butterfly, prices: Path) -> None:
    of_file, of_name = butterfly("preview", prices).json, butterfly("preview", "活动.csv", "--json").json
    assert of_file == of_name
    table = of_file["tables"][0]
    assert [(c["path"], c["kind"]) for c in table["columns"]][2] == (["老友专享"], "field")
    assert [r["kind"] for r in table["rows"]] == ["header", "product", "product"]
    assert {f["value"] for f in table["rows"][1]["facts"]} == {"168", "139"}
    assert [p["role"] for p in of_file["passages"]] == ["offer", "offer"]


@pytest.mark.usefixtures("prices")
def test_a_column_is_corrected_listed_and_the_correction_taken_back(butterfly: Butterfly) -> None:
    said = butterfly("correct", "活动.csv", "--column", "老友专享", "--kind", "member_price", "--json").json
    assert [(c["place"], c["header"], c["kind"]) for c in said] == [("column", "老友专享", "member_price")]
    assert member_prices(butterfly) == {"139", "159"}
    assert butterfly("correct", "活动.csv", "--json").json == said
    assert butterfly("correct", "活动.csv", "--undo", said[0]["id"], "--json").json == []
    assert member_prices(butterfly) == set()


@pytest.mark.usefixtures("prices")
def test_dates_rows_and_passages_are_corrected(butterfly: Butterfly) -> None:
    butterfly("correct", "活动.csv", "--column", "老友专享", "--kind", "promotion_price")
    butterfly("correct", "活动.csv", "--column", "老友专享", "--from", "2026-12-01", "--to", "2026-12-12")
    facts = [f for f in butterfly("facts", "--json").json if f["document"] == "活动.csv"]
    assert {(f["field"], f["valid_to"]) for f in facts} == {("list_price", None), ("promotion_price", "2026-12-12")}
    butterfly("correct", "活动.csv", "--row", "茉莉银针", "--kind", "skipped")
    passages = butterfly("preview", "活动.csv").json["passages"]
    assert len([p for p in passages if "茉莉银针" in p["text"]]) == 0
    said = butterfly(
        "correct", "faq.md", "--passage", "九十度的水", "--role", "benefit", "--product", "白茶", "--json"
    ).json
    assert [(c["role"], c["product"]) for c in said] == [("benefit", "高山白茶")]


@pytest.mark.usefixtures("prices")
@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--column", "没有", "--kind", "member_price"), "unknown_column"),
        (("--column", "标价", "--kind", "nonsense"), "choice_invalid"),
        (("--column", "标价"), "nothing_said"),
        (("--row", "茉莉银针", "--kind", "title"), "choice_invalid"),
        (("--row", "产品", "--column", "标价"), "one_place"),
        (("--passage", "产品", "--role", "faq"), "several_places"),
        (("--undo", "nothing"), "unknown_correction"),
        (("--column", "标价", "--from", "soon"), "date_invalid"),
    ],
)
def test_what_cannot_be_done_is_one_coded_sentence(butterfly: Butterfly, options: tuple[str, ...], code: str) -> None:
    ran = butterfly("correct", "活动.csv", *options)
    assert (ran.code, ran.err.split(":")[0], len(ran.err.splitlines())) == (1, code, 1)


@pytest.mark.usefixtures("shop")
def test_drafts_that_cite_an_old_price_are_listed_with_old_and_new(butterfly: Butterfly, tmp_path: Path) -> None:
    draft = butterfly("selling-points", "--product", "白茶", "--step", "action", "--at", "2026-11-23", "--json").json
    assert draft["stale"] == []
    assert butterfly("stale", "--json").json == []
    (tmp_path / "价格.csv").write_text(PRICES.replace("129", "119"), "utf-8")
    butterfly("learn", tmp_path / "价格.csv")
    told = butterfly("stale", "--json").json
    assert [d["id"] for d in told] == [draft["id"]]
    change = next(s for s in told[0]["stale"] if s["field"] == "promotion_price")
    assert (change["reason"], change["old"], change["new"]) == ("changed", "129 元", "119 元")
