"""Chains of a learned shop: built on demand, kept while nothing changes, corrected by people."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from copilot.domain.chain import Chain, LinkKind
from copilot.domain.draft import Task
from copilot.domain.ladder import Step
from copilot.errors import InvalidInput, UnknownName
from copilot.llm.scripted import ScriptedModel
from copilot.workflows.ask import Ask
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from copilot.writing.chain_asker import ChainAsker
from copilot.writing.prompt_book import load_prompt
from tests.support.shop import ROOT, encoder, written_by

if TYPE_CHECKING:
    from copilot.ports import Vectors

HANDBOOK = """\
# 产品手册

## 高山白茶
产品卖点：萃取高山嫩芽之清雅滋味，构筑层次丰盈的回甘口感。

适合：嘴里怕苦怕涩、刚开始喝茶的人。

冲泡：九十度的水
"""
TEA = "高山白茶"


@pytest.fixture
def shop(shop: Copilot) -> Copilot:
    learn(shop, HANDBOOK)
    return shop


def learn(shop: Copilot, text: str, name: str = "手册.md") -> None:
    list(shop.learn_files([NamedFile(name, lambda: text.encode())]))


def taste(shop: Copilot) -> Chain:
    (chain,) = [c for c in shop.chaining.of(shop.brand(), TEA) if "滋味" in c.claim.text]
    return chain


def text_of(chain: Chain, kind: LinkKind) -> str:
    link = chain.link(kind)
    return link.text if link else ""


class CountingEncoder:
    """The real encoder, counting how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.fingerprint, self.dimension = encoder().fingerprint, encoder().dimension

    def embed(self, texts: Sequence[str]) -> "Vectors":
        self.asked += 1
        return encoder().embed(texts)


def test_a_learned_handbook_and_reviews_make_a_chain(shop: Copilot) -> None:
    chain = taste(shop)
    assert chain.claim.source is not None
    assert chain.claim.source.document == "手册.md"
    assert text_of(chain, LinkKind.FOR_ME) == "嘴里怕苦怕涩、刚开始喝茶的人"
    assert "不涩" in text_of(chain, LinkKind.WORDS)
    assert LinkKind.PROOF in chain.missing


def test_chains_are_built_again_only_when_the_knowledge_of_the_product_changed(shop: Copilot) -> None:
    counting = CountingEncoder()
    chaining = replace(shop.chaining, embedder=counting, _fresh={})
    brand = shop.brand()
    first = chaining.of(brand, TEA)
    assert chaining.of(brand, TEA) == first
    learn(shop, "# 常见问题\n\n## 桂花乌龙怎么存？\n拧紧就行。\n", "别的.md")
    chaining.of(shop.brand(), TEA)
    assert counting.asked == 1
    learn(shop, HANDBOOK.replace("清雅", "清甜"))
    assert "清甜" in next(c.claim.text for c in chaining.of(shop.brand(), TEA) if "滋味" in c.claim.text)
    assert counting.asked == 2


def test_own_words_hold_until_the_brand_says_something_else(shop: Copilot) -> None:
    brand = shop.brand()
    shop.chaining.set_link(brand, taste(shop), LinkKind.DOES, "第一口是甜的", "小满")
    link = taste(shop).does
    assert link is not None
    assert (link.text, link.by, link.chosen, link.stale) == ("第一口是甜的", "小满", True, False)
    learn(shop, HANDBOOK.replace("清雅", "清甜"))
    link = taste(shop).does
    assert link is not None
    assert link.stale
    shop.chaining.undo(shop.brand(), taste(shop), LinkKind.DOES)
    assert text_of(taste(shop), LinkKind.DOES) != "第一口是甜的"


def test_a_quote_has_to_stand_in_the_knowledge(shop: Copilot) -> None:
    brand, chain = shop.brand(), taste(shop)
    with pytest.raises(InvalidInput) as raised:
        shop.chaining.set_link(brand, chain, LinkKind.WORDS, "客人都说是天下第一茶")
    assert raised.value.code == "chain_unsourced"
    with pytest.raises(InvalidInput):
        shop.chaining.set_link(brand, chain, LinkKind.DOES, "长" * 301)
    shop.chaining.set_link(brand, chain, LinkKind.WORDS, "喝完不心慌，已经回购两次")
    link = taste(shop).words
    assert link is not None
    assert link.source is not None
    assert (link.text, link.source.document) == ("喝完不心慌，已经回购两次", "评价.csv")
    shop.delete("评价.csv")
    assert taste(shop).stale


def test_a_link_is_left_empty_and_a_chain_hidden_and_both_come_back(shop: Copilot) -> None:
    brand, chain = shop.brand(), taste(shop)
    shop.chaining.set_link(brand, chain, LinkKind.WORDS, "  ")
    shop.chaining.hide(brand, chain, "小满")
    assert taste(shop).words is None
    assert taste(shop).hidden
    assert shop.chaining.said(brand, TEA) == {(chain.key, LinkKind.WORDS), (chain.key, None)}
    shop.chaining.undo(brand, chain, LinkKind.WORDS)
    shop.chaining.undo(brand, chain, None)
    assert taste(shop) == chain
    with pytest.raises(UnknownName):
        shop.chaining.undo(brand, chain, None)
    with pytest.raises(UnknownName):
        shop.chaining.find(brand, TEA, "nothing")


def test_personal_data_in_a_review_is_masked(shop: Copilot) -> None:
    reviews = "日期,商品,评分,评论\n2026-10-02,高山白茶,5,不涩有回甘，要的加我电话13812345678\n"
    learn(shop, reviews, "评价.csv")
    told = [link.text for chain in shop.chaining.of(shop.brand(), TEA) for link in chain.links]
    assert any("回甘，要的" in text for text in told)
    assert not any("13812345678" in text for text in told)


def test_selling_points_are_written_from_the_chains(shop: Copilot) -> None:
    draft = shop.selling_points(Ask(product=TEA, step=Step.INTEREST))
    links = {link.passage_id for link in taste(shop).links}
    assert draft.evidence[0].passage_id in links
    assert links & {c.passage_id for v in draft.variants for c in v.citations}


def test_a_model_is_shown_the_chains(shop: Copilot) -> None:
    written, model = written_by(shop, "【1｜场景】嘴里怕苦的人，第一泡淡一点[1]。")
    list(written.write(Task.SELLING_POINTS, Ask(product=TEA, step=Step.INTEREST)))
    asked = model.requests[0].messages[-1].content
    assert (
        "<chains>\n- 味道 → 有什么用：杯子先温一下，香气出得快[1] → 对用的人：嘴里怕苦怕涩、刚开始喝茶的人[2]" in asked
    )
    assert "→ 客人原话：“下午三点泡一杯，不涩，喝完不心慌，已经回购两次”[3]\n</chains>" in asked


def test_a_hidden_chain_is_not_written_from(shop: Copilot) -> None:
    shop.chaining.hide(shop.brand(), taste(shop))
    written, model = written_by(shop, "【1｜场景】下午犯困的时候泡一杯。")
    list(written.write(Task.SELLING_POINTS, Ask(product=TEA)))
    assert "- 味道" not in model.requests[0].messages[-1].content


def test_what_a_model_proposes_is_only_shown_until_a_person_takes_it(shop: Copilot) -> None:
    brand, chain = shop.brand(), taste(shop)
    with pytest.raises(InvalidInput) as raised:
        shop.chaining.propose(brand, chain)
    assert raised.value.code == "chain_no_model"
    asker = ChainAsker(
        ScriptedModel(["下午三点泡一杯，不涩，喝完不心慌。"]), load_prompt(ROOT / "prompts/chain.yaml", "chain")
    )
    chaining = replace(shop.chaining, asker=asker)
    assert chaining.propose(brand, chain) == "下午三点泡一杯，不涩，喝完不心慌。"
    assert taste(shop) == chain
