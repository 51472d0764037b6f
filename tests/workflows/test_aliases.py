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


def test_documents_learned_before_are_read_again_with_the_new_name(shop: Copilot) -> None:
    words = "# 泡法\n\n老仙毫用九十五度的水，焖两分钟再出汤。\n".encode()
    list(shop.learn_files([NamedFile("泡法.md", lambda: words), NamedFile("无关.md", lambda: FAQ)], "shanque"))
    versions = {d.name: d.version for d in shop.store.documents.all("shanque")}
    shop.add_alias("高山白茶", "老仙毫")
    [document] = [d for d in shop.store.documents.all("shanque") if d.name == "泡法.md"]
    [passage] = shop.store.documents.passages_of("shanque", document.id)
    assert passage.product == "高山白茶"
    others = {d.name: d.version for d in shop.store.documents.all("shanque") if d.name != "泡法.md"}
    assert document.version == 2
    assert others.items() <= versions.items()
    hits = shop.search("用多少度的水", Ask(product="高山白茶"), k=5)
    assert any("九十五度" in h.passage.text for h in hits)
    shop.remove_alias("高山白茶", "老仙毫")
    [passage] = shop.store.documents.passages_of("shanque", document.id)
    assert passage.product != "高山白茶"


def test_a_deleted_document_is_not_read_again(shop: Copilot) -> None:
    words = "# 泡法\n\n老仙毫用九十五度的水，焖两分钟再出汤。\n".encode()
    list(shop.learn_files([NamedFile("泡法.md", lambda: words)], "shanque"))
    shop.shelving.delete(shop.brand(), "泡法.md")
    shop.add_alias("高山白茶", "老仙毫")
    assert "泡法.md" not in [d.name for d in shop.store.documents.all("shanque")]
    assert not any("九十五度" in h.passage.text for h in shop.search("老仙毫用多少度的水", k=5))


@pytest.mark.parametrize("how", ["restored", "learned again"])
def test_a_document_that_comes_back_speaks_of_the_products_as_they_are_called_now(shop: Copilot, how: str) -> None:
    words = "# 泡法\n\n老仙毫用九十五度的水，焖两分钟再出汤。\n".encode()
    list(shop.learn_files([NamedFile("泡法.md", lambda: words)], "shanque"))
    shop.delete("泡法.md")
    shop.add_alias("高山白茶", "老仙毫")
    if how == "restored":
        shop.restore("泡法.md")
    else:
        list(shop.learn_files([NamedFile("泡法.md", lambda: words)], "shanque"))
    hits = shop.search("用多少度的水", Ask(product="高山白茶"), k=5)
    assert [h.passage.product for h in hits if "九十五度" in h.passage.text] == ["高山白茶"]
    assert len(shop.versions("泡法.md")) == 2


def test_a_card_with_a_new_product_gives_it_what_was_learned_before(shop: Copilot) -> None:
    words = "# 新茶\n\n桂岭红的干茶带一点蜜味，泡出来汤色橙红。\n".encode()
    card = "brand: {id: shanque, name: 山雀茶, products: [{name: 高山白茶, aliases: [白茶]}, {name: 桂岭红}]}".encode()
    list(shop.learn_files([NamedFile("新茶.md", lambda: words)], "shanque"))
    list(shop.learn_files([NamedFile("brand.yaml", lambda: card)], "shanque"))
    [document] = [d for d in shop.store.documents.all("shanque") if d.name == "新茶.md"]
    [passage] = shop.store.documents.passages_of("shanque", document.id)
    assert passage.product == "桂岭红"


def test_an_alias_of_another_product_or_an_empty_one_is_refused(shop: Copilot) -> None:
    with pytest.raises(InvalidInput) as taken:
        shop.add_alias("高山白茶", "乌龙")
    assert taken.value.code == "alias_taken"
    with pytest.raises(InvalidInput):
        shop.add_alias("高山白茶", " ")
    with pytest.raises(UnknownName):
        shop.remove_alias("高山白茶", "没有这个叫法")
