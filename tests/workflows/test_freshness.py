"""A draft says when what it cites is no longer what the knowledge says: changed, gone or deleted."""

from copilot.domain.document import LearnReport
from copilot.domain.draft import Draft
from copilot.domain.ladder import Step
from copilot.domain.staleness import StaleReason
from copilot.json_shapes import draft as draft_shape
from copilot.workflows.ask import Ask
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from copilot.workflows.outcome import outcome
from tests.support.shop import FAQ, PRICES


def learned(copilot: Copilot, name: str, text: str) -> LearnReport:
    return outcome(copilot.learn_files([NamedFile(name, text.encode)], "shanque"), LearnReport)


def citing(copilot: Copilot, wanted: str, step: Step | None = None) -> Draft:
    """A draft whose first text cites the evidence that says `wanted`."""
    draft = copilot.selling_points(Ask(product="白茶", step=step))
    numbers = [i.n for i in draft.evidence if wanted in i.text]
    assert numbers
    return copilot.revise(draft, 1, "喝着不涩" + "".join(f" [{n}]" for n in numbers))


def test_a_fresh_draft_is_not_stale(shop: Copilot) -> None:
    draft = citing(shop, "168", Step.ACTION)
    assert shop.stale(draft) == ()
    learned(shop, "新品.csv", "产品,标价\n茉莉银针,188\n")
    assert shop.freshness.stale("shanque", [draft]) == {}


def test_a_price_that_changed_is_told_as_old_and_new(shop: Copilot) -> None:
    draft = citing(shop, "168", Step.ACTION)
    learned(shop, "价格.csv", PRICES.replace("168", "178"))
    fact = next(s for s in shop.stale(draft) if s.field == "list_price")
    assert (fact.reason, fact.product) == (StaleReason.CHANGED, "高山白茶")
    assert (fact.old.split()[0], fact.new.split()[0], fact.document_version) == ("168", "178", 1)


def test_a_reworded_passage_is_told_as_changed_and_a_removed_one_as_gone(shop: Copilot) -> None:
    draft = citing(shop, "九十度的水")
    learned(shop, "faq.md", FAQ.replace("九十度", "八十五度"))
    changed = [s for s in shop.stale(draft) if "九十度" in s.old]
    assert [(s.reason, "八十五度" in s.new) for s in changed] == [(StaleReason.CHANGED, True)]
    learned(shop, "faq.md", "# 常见问题\n\n## 桂花乌龙里的桂花是真的吗？\n是当年的金桂。\n")
    assert {s.reason for s in shop.stale(draft) if "九十度" in s.old} == {StaleReason.GONE}


def test_what_was_deleted_is_told_and_is_fresh_again_once_restored(shop: Copilot) -> None:
    draft = citing(shop, "九十度的水")
    shop.delete("faq.md")
    told = draft_shape(draft, shop.stale(draft))["stale"]
    assert {(s["reason"], s["document"], s["new"]) for s in told} == {("deleted", "faq.md", "")}
    shop.restore("faq.md")
    assert draft_shape(draft, shop.stale(draft))["stale"] == []


def test_the_same_words_in_another_document_keep_a_draft_fresh(shop: Copilot) -> None:
    draft = citing(shop, "九十度的水")
    learned(shop, "问答备份.md", FAQ)
    shop.delete("faq.md")
    assert shop.stale(draft) == ()


def test_evidence_that_no_text_cites_makes_nothing_stale(shop: Copilot) -> None:
    draft = shop.selling_points(Ask(product="白茶"))
    plain = shop.revise(draft, 1, "喝着不涩")
    others = {c.passage_id for v in plain.variants[1:] for c in v.citations}
    learned(shop, "价格.csv", PRICES.replace("168", "178").replace("148", "149").replace("129", "128"))
    assert all(s.document == "价格.csv" for s in shop.stale(plain))
    assert len(shop.stale(plain)) <= len(others)
