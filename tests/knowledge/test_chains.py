"""Chains are put together from a handbook, reviews, answers and tests; what is missing stays missing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest

from copilot.domain.brand import Brand, Product
from copilot.domain.chain import Chain, LinkKind
from copilot.domain.evidence import Fact, Passage, Role, Source
from copilot.domain.language import Language
from copilot.errors import ModelUnreachable
from copilot.knowledge.chains import ChainMaterial, build_chains

if TYPE_CHECKING:
    from copilot.ports import Vectors

BRAND = Brand("yun", "云上", products=(Product("山谷枕", ("荞麦枕",)), Product("云枕")))
KETTLES = Brand("trail", "Trail", language=Language.EN, products=(Product("Cinder Kettle"),))
CLAIM = "产品卖点：萃取谷壳之呼吸孔隙结构，构筑三维通风路径。"
USE = "适合：怕热、出汗多的人。\n不适合：睡得浅、怕沙沙声的人。\n使用场景：夏天枕壳那面，凉得快。\n保养：每季倒出来晒两小时。"
TABLE = "山谷枕；洗护：外套40℃机洗，壳每季晒2小时；克重：1.9kg"


def alike(texts: Sequence[str]) -> "Vectors":
    """An embedder to which all texts mean nothing in common."""
    return np.zeros((len(texts), 2), dtype=np.float32)


def unreachable(_texts: Sequence[str]) -> "Vectors":
    raise ModelUnreachable("the endpoint is away")


def passage(text: str, role: Role, document: str = "手册.docx", product: str | None = "山谷枕", *tags: str) -> Passage:
    return Passage(f"id-{text[:12]}", text, role, Source(document, document, 1, "¶1"), "", product, tags)


def review(text: str, stars: int = 5) -> Passage:
    return passage(text, Role.PROOF, "评价.csv", "山谷枕", f"rating:{stars}")


def fact(field: str, value: str, unit: str = "", product: str = "山谷枕", document: str = "手册.docx") -> Fact:
    return Fact(product, field, value, unit, Source(document, document, 1, "table 1 row 2"))


def chains_of(*passages: Passage, facts: Sequence[Fact] = (), brand: Brand = BRAND) -> dict[str, Chain]:
    material = ChainMaterial(brand.products[0].name, brand, passages, tuple(facts))
    return {chain.name: chain for chain in build_chains(material, alike)}


HANDBOOK = (passage(CLAIM, Role.BENEFIT), passage(USE, Role.SCENE), passage(TABLE, Role.SPEC))
CARE = fact("洗护", "外套40℃机洗，壳每季晒2小时")


def text_of(chain: Chain, kind: LinkKind) -> str:
    link = chain.link(kind)
    return link.text if link else ""


def test_a_chain_leads_from_the_brands_sentence_to_the_customers_words_and_a_proof() -> None:
    words = review("壳那面枕着是凉的，没去翻枕头找凉快")
    test = passage("样品：山谷枕；项目：透气率；结果：符合", Role.PROOF, "报告.pdf")
    chain = chains_of(*HANDBOOK, words, test)["透气凉爽"]
    assert chain.claim.text == "萃取谷壳之呼吸孔隙结构，构筑三维通风路径"
    assert {text_of(chain, LinkKind.DOES), text_of(chain, LinkKind.FOR_ME)} == {
        "怕热、出汗多的人",
        "夏天枕壳那面，凉得快",
    }
    assert text_of(chain, LinkKind.WORDS) == "壳那面枕着是凉的，没去翻枕头找凉快"
    assert chain.words is not None
    assert chain.words.source == words.source
    assert text_of(chain, LinkKind.PROOF) == "样品：山谷枕；项目：透气率；结果：符合"


def test_a_row_of_the_table_is_a_property_with_the_line_that_tells_how_to() -> None:
    chain = chains_of(*HANDBOOK, facts=[CARE, fact("数量", "2", "只"), fact("list_price", "159", "元")])["洗护"]
    assert (chain.key, chain.claim.text) == ("field:洗护", "洗护：外套40℃机洗，壳每季晒2小时")
    assert text_of(chain, LinkKind.DOES) == "每季倒出来晒两小时"


def test_what_nothing_fills_is_missing_and_never_made_up() -> None:
    chains = chains_of(*HANDBOOK, facts=[fact("克重", "1.9", "kg")])
    assert chains["克重"].missing == tuple(LinkKind)
    assert LinkKind.WORDS in chains["透气凉爽"].missing
    assert LinkKind.PROOF in chains["透气凉爽"].missing


def test_whom_it_does_not_suit_and_low_ratings_are_no_link() -> None:
    chains = chains_of(*HANDBOOK, review("热，捂了一脖子汗", stars=2))
    told = [link.text for chain in chains.values() for link in (*chain.links, *sum(chain.others.values(), ()))]
    assert not [text for text in told if "沙沙" in text or "捂了" in text]


def test_a_customers_words_say_what_it_is_for_them_where_the_brand_has_no_scene() -> None:
    chain = chains_of(passage(CLAIM, Role.BENEFIT), review("枕着头皮是凉的，一夜没醒"))["透气凉爽"]
    assert chain.for_me == chain.words
    assert text_of(chain, LinkKind.FOR_ME) == "枕着头皮是凉的，一夜没醒"


def test_an_answer_about_another_product_belongs_to_no_chain() -> None:
    other = passage(
        "哪个凉快？\n云枕夏天也凉。山谷枕走风，出汗多的选它。", Role.FAQ, "faq.md", None, "question:哪个凉快？"
    )
    chain = chains_of(passage(CLAIM, Role.BENEFIT), other)["透气凉爽"]
    assert text_of(chain, LinkKind.DOES) == "山谷枕走风，出汗多的选它"
    assert all("云枕" not in link.text for found in chain.others.values() for link in found)


def test_a_question_of_customers_is_their_words_where_no_review_is() -> None:
    asked = passage(
        "荞麦枕夏天热不热？\n不热，风从缝里走。", Role.FAQ, "faq.md", "山谷枕", "question:荞麦枕夏天热不热？"
    )
    chain = chains_of(passage(CLAIM, Role.BENEFIT), asked)["透气凉爽"]
    assert text_of(chain, LinkKind.WORDS) == "荞麦枕夏天热不热？"
    assert text_of(chain, LinkKind.DOES) == "不热，风从缝里走"


def test_words_from_a_chat_are_marked_private() -> None:
    chat = passage("我老公怕热，睡觉一身汗", Role.SCENE, "chats/a.txt", "山谷枕", "from:chat")
    chain = chains_of(passage(CLAIM, Role.BENEFIT), chat)["透气凉爽"]
    assert chain.words is not None
    assert chain.words.private


def test_english_handbooks_are_read_the_same_way() -> None:
    claim = passage(
        "Catalogue copy: gooseneck vessel with laminar pour geometry.", Role.BENEFIT, "h.docx", "Cinder Kettle"
    )
    scene = passage(
        "Suits: cabin people.\nIn use: the long spout lets you pour slowly.", Role.SCENE, "h.docx", "Cinder Kettle"
    )
    words = passage("You can pour it with mittens on", Role.PROOF, "r.csv", "Cinder Kettle", "rating:5")
    chain = chains_of(claim, scene, words, brand=KETTLES)["pouring"]
    assert text_of(chain, LinkKind.FOR_ME) == "the long spout lets you pour slowly."
    assert text_of(chain, LinkKind.WORDS) == "You can pour it with mittens on"
    assert chain.does is None


@pytest.mark.parametrize("passages", [(), (review("很好，回购了两次"),)])
def test_a_product_without_properties_has_no_chains(passages: tuple[Passage, ...]) -> None:
    assert chains_of(*passages) == {}


def test_chains_are_built_without_meanings_where_nobody_compares_them() -> None:
    material = ChainMaterial("山谷枕", BRAND, HANDBOOK, ())
    assert build_chains(material, unreachable) == build_chains(material, alike)
