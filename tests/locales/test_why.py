"""The sentence that says why a passage was found."""

import pytest

from copilot.domain.evidence import ChoiceKind, Passage, Role, SearchHit, Source
from copilot.domain.ladder import Step
from copilot.domain.language import Language
from copilot.domain.why import SharedIdea, SharedWord, Why
from copilot.locales import load_locale
from copilot.locales.why import why_sentence

ZH, EN = load_locale(Language.ZH), load_locale(Language.EN)
SOURCE = Source("d", "手册.md", 1, "L1")


def hit(why: Why | None = None, product: str | None = None, choice: ChoiceKind | None = None) -> SearchHit:
    return SearchHit(Passage("p", "七天内可以退", Role.POLICY, SOURCE, product=product), 0.5, choice=choice, why=why)


@pytest.mark.parametrize(
    ("why", "zh", "en"),
    [
        (Why((SharedWord("退货"), SharedWord("运费"))), "同样的词：退货、运费", "Same words: 退货, 运费"),
        (Why((SharedWord("孕妈", partly=True),)), "字面有重合：孕妈", "Partly the same: 孕妈"),
        (
            Why((SharedWord("竹梳", product="竹梳", asked="小竹"),), narrowed_to=("竹梳",)),
            "说的是产品：“小竹”就是竹梳",
            "About the product: “小竹” is 竹梳",
        ),
        (
            Why(sentence="运费我们出。", nearness=0.1),
            "意思最近的一句：“运费我们出。”",
            "Nearest sentence in meaning: “运费我们出。”",
        ),
        (
            Why(ideas=(SharedIdea("邮费谁掏", "运费"),)),
            "问“邮费谁掏”，这里说的是“运费”",
            "Asked “邮费谁掏”, told here as “运费”",
        ),
        (Why(nearness=0.5), "整段意思相近", "Close in meaning as a whole"),
        (Why(nearness=0.2), "没有更贴近的了", "Nothing came closer"),
        (Why(step=Step.TRUST, preferred=True), "在“建立信任”这一步优先用政策", "The step “Trust” prefers: policy"),
        (Why(folded=2), "另有 2 段说的一样，不再重复列出", "2 more passages say the same and are not listed"),
        (Why(reranked_from=5), "重排前是第 5", "Was number 5 before reranking"),
        (Why(found_by="退货政策"), "换成“退货政策”来搜找到的", "Found by asking “退货政策”"),
    ],
)
def test_each_reason_has_its_words(why: Why, zh: str, en: str) -> None:
    assert (why_sentence(hit(why), ZH.say), why_sentence(hit(why), EN.say)) == (zh, en)


def test_reasons_stand_one_after_the_other() -> None:
    why = Why((SharedWord("退货"),), nearness=0.6, sentence="运费我们出。", step=Step.NEED)
    expected = "同样的词：退货 · 意思最近的一句：“运费我们出。” · 在“激发需求”这一步不优先用政策"
    assert why_sentence(hit(why), ZH.say) == expected


def test_a_passage_about_no_one_product_says_so_where_the_search_was_narrowed() -> None:
    why = Why(narrowed_to=("竹梳",))
    assert why_sentence(hit(why), ZH.say) == "不分产品的资料，问竹梳时也用得上"
    assert why_sentence(hit(why, product="竹梳"), ZH.say) == "是这个产品的资料：竹梳"


@pytest.mark.parametrize("kind", list(ChoiceKind))
def test_the_row_of_a_fact_is_explained_by_what_it_offers(kind: ChoiceKind) -> None:
    assert ZH.has(f"why.choice.{kind}")
    assert why_sentence(hit(choice=kind), ZH.say) == ZH.say(f"why.choice.{kind}")


def test_a_hit_that_nobody_explained_says_nothing() -> None:
    assert why_sentence(hit(), ZH.say) == ""
