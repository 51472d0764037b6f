"""`butterfly chains`: list, say what a link is, hide, undo."""

from pathlib import Path

import pytest

from tests.cli.conftest import Butterfly

HANDBOOK = "# 产品手册\n\n## 高山白茶\n产品卖点：萃取高山嫩芽之清雅滋味，构筑回甘口感。\n\n适合：怕苦怕涩的人。\n"
TEA = ("--product", "白茶")
pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def key(butterfly: Butterfly, tmp_path: Path) -> str:
    """The key of the chain about taste, whose handbook is learned."""
    file = tmp_path / "手册.md"
    file.write_text(HANDBOOK, "utf-8")
    assert butterfly("learn", str(file)).code == 0
    found = [c for c in butterfly("chains", *TEA, "--json").json if c["claim"]["document"] == "手册.md"]
    return str(found[0]["key"])


def test_chains_are_listed_with_their_sources_and_what_is_missing(butterfly: Butterfly, key: str) -> None:
    (chain,) = [c for c in butterfly("chains", *TEA, "--json").json if c["key"] == key]
    assert (chain["name"], chain["for_me"]["text"], chain["words"]["document"]) == ("味道", "怕苦怕涩的人", "评价.csv")
    assert "proof" in chain["missing"]
    listed = butterfly("chains").out
    assert all(part in listed for part in ("高山白茶", "桂花乌龙", "For the user: 怕苦怕涩的人", "Proof: Nothing yet"))


def test_a_link_is_set_and_the_change_undone(butterfly: Butterfly, key: str) -> None:
    ran = butterfly("chains", "set", key, "does", "第一口是甜的", *TEA, "--by", "小满", "--json")
    assert (ran.json["does"]["text"], ran.json["does"]["by"], ran.json["does"]["chosen"]) == (
        "第一口是甜的",
        "小满",
        True,
    )
    refused = butterfly("chains", "set", "1", "words", "客人都说好", *TEA)
    assert (refused.code, refused.err.split(":")[0]) == (1, "chain_unsourced")
    undone = butterfly("chains", "undo", key, "does", *TEA, "--json").json
    assert undone["does"] is None or undone["does"]["text"] != "第一口是甜的"
    assert butterfly("chains", "undo", key, "does", *TEA).err.startswith("unknown_chain_correction")


def test_a_chain_is_hidden_and_shown_again(butterfly: Butterfly, key: str) -> None:
    assert butterfly("chains", "hide", key, *TEA, "--json").json["hidden"]
    assert not butterfly("chains", "undo", key, *TEA, "--json").json["hidden"]
    assert butterfly("chains", "hide", "99", *TEA).err.startswith("unknown_chain")
