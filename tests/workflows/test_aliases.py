"""Other names of products, given by people after the documents were learned."""

import pytest

from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot

LIST = "产品,标价(元)\n雪芽,188\n".encode()
FAQ = "# 常见问题\n\n## 雪芽有几种包装？\n雪芽只有铁罐这一种，送礼另配纸袋。\n".encode()


@pytest.fixture
def two_names(shop: Copilot) -> Copilot:
    """The shop with a second price list that calls the white tea 雪芽."""
    list(shop.learn_files([NamedFile("新价.csv", lambda: LIST), NamedFile("新问.md", lambda: FAQ)], "shanque"))
    assert shop.brand().product("雪芽") is not None
    return shop


def test_facts_and_passages_under_the_other_name_are_the_products_own(two_names: Copilot) -> None:
    two_names.add_alias("白茶", "雪芽")
    assert [p.name for p in two_names.brand().products].count("雪芽") == 0
    found = two_names.facts(Ask(product="雪芽"))
    assert {f.product for f in found} == {"高山白茶"}
    assert {f.source.document for f in found} == {"价格.csv", "新价.csv"}
    hits = two_names.search("雪芽有几种包装", Ask(product="高山白茶"), k=3)
    assert any("铁罐" in h.passage.text for h in hits)


def test_two_names_that_become_one_product_may_disagree(two_names: Copilot) -> None:
    assert two_names.disputing.open(two_names.brand()) == ()
    two_names.add_alias("高山白茶", "雪芽")
    [conflict] = two_names.disputing.open(two_names.brand())
    assert sorted(s.said for s in conflict.sides) == ["168 元", "188 元"]


def test_taking_the_name_away_makes_two_products_again(two_names: Copilot) -> None:
    two_names.add_alias("高山白茶", "雪芽")
    two_names.remove_alias("高山白茶", "雪芽")
    assert {f.value for f in two_names.facts(Ask(product="雪芽"))} == {"188"}
    assert "188" not in {f.value for f in two_names.facts(Ask(product="高山白茶"))}


def test_an_alias_of_another_product_or_an_empty_one_is_refused(shop: Copilot) -> None:
    with pytest.raises(InvalidInput) as taken:
        shop.add_alias("高山白茶", "乌龙")
    assert taken.value.code == "alias_taken"
    with pytest.raises(InvalidInput):
        shop.add_alias("高山白茶", " ")
    with pytest.raises(UnknownName):
        shop.remove_alias("高山白茶", "没有这个叫法")
