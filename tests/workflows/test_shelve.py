"""Documents live: every version kept and brought back at will, and nothing deleted is ever found, cited or trusted."""

from dataclasses import replace

import pytest

from copilot.domain.correction import CorrectionChange
from copilot.domain.document import LearnReport
from copilot.domain.evidence import Role
from copilot.errors import UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from copilot.workflows.correct import about_passage
from copilot.workflows.outcome import outcome
from tests.support.shop import CHAT, FAQ, PRICES, REVIEWS


def learned(copilot: Copilot, name: str, text: str) -> LearnReport:
    return outcome(copilot.learn_files([NamedFile(name, text.encode)], "shanque"), LearnReport)


def test_every_version_is_listed_and_can_be_looked_into(shop: Copilot) -> None:
    learned(shop, "价格.csv", PRICES.replace("168", "178"))
    versions = shop.versions("价格.csv")
    assert [(v.version, v.facts) for v in versions] == [(1, versions[0].facts), (2, versions[0].facts)]
    assert shop.shelving.content(shop.brand(), "价格.csv", 1).decode() == PRICES
    old = shop.store.documents.facts_of("shanque", versions[0].id, version=1)
    assert "168" in {f.value for f in old}


def test_an_old_version_comes_back_as_the_newest(shop: Copilot) -> None:
    learned(shop, "价格.csv", PRICES.replace("168", "178"))
    back = shop.restore("价格.csv", version=1)
    assert (back.version, [v.version for v in shop.versions("价格.csv")]) == (3, [1, 2, 3])
    assert {f.value for f in shop.facts(Ask(product="白茶")) if f.field == "list_price"} == {"168"}
    found = [h.passage.text for h in shop.search("高山白茶 标价 会员价", k=8)]
    assert ([t for t in found if "178" in t], any("168" in t for t in found)) == ([], True)


def test_bringing_back_what_is_there_already_changes_nothing(shop: Copilot) -> None:
    assert shop.restore("价格.csv", version=1).version == 1
    assert shop.restore("价格.csv").version == 1


def test_a_document_is_found_by_its_name_in_any_case_or_its_last_part(shop: Copilot) -> None:
    learned(shop, "手册/泡茶.md", "# 泡茶\n\n水开以后放一放再泡。\n")
    assert shop.delete("FAQ.md").name == "faq.md"
    assert shop.delete("泡茶.md").name == "手册/泡茶.md"
    assert [d.name for d in shop.documents(deleted=True)] == ["faq.md", "手册/泡茶.md"]
    with pytest.raises(UnknownName) as told:
        shop.versions("没有.md")
    assert "faq.md" in str(told.value.facts["known"])


def test_nothing_deleted_is_found_cited_replied_with_or_trusted_by_the_checks(shop: Copilot) -> None:
    for name in ("faq.md", "评价.csv"):
        shop.delete(name)
    gone = {line for text in (FAQ, REVIEWS) for line in text.splitlines() if len(line) > 12}
    shown = [h.passage.text for q in ("怎么泡", "能退吗", "睡不着", "回购") for h in shop.search(q, k=20)]
    draft = shop.selling_points(Ask(product="白茶"))
    reply = shop.reply(CHAT).draft
    cited = [i.text for d in (draft, reply) for i in d.evidence]
    said = [v.text for d in (draft, reply) for v in d.variants]
    assert not [t for t in (*shown, *cited) if any(line in t for line in gone)]
    assert not [t for t in said if any(line in t for line in gone)]


def test_the_price_of_a_deleted_list_is_no_longer_backed(shop: Copilot) -> None:
    text = "高山白茶现在 129 元。"
    assert shop.check(text, Ask(product="白茶")).findings == ()
    shop.delete("价格.csv")
    assert [f.quote for f in shop.check(text, Ask(product="白茶")).findings] == ["129 元"]


def test_a_document_corrected_while_it_was_deleted_comes_back_corrected(shop: Copilot) -> None:
    passage = shop.search("桂花乌龙里的桂花是真的吗")[0].passage
    shop.delete("faq.md")
    shop.correct("faq.md", CorrectionChange((replace(about_passage(passage), role=Role.PROOF),)))
    assert shop.restore("faq.md").version == 2
    assert shop.search("桂花乌龙里的桂花是真的吗")[0].passage.role is Role.PROOF


def test_an_old_version_of_a_deleted_document_can_be_brought_back(shop: Copilot) -> None:
    learned(shop, "价格.csv", PRICES.replace("168", "178"))
    shop.delete("价格.csv")
    back = shop.restore("价格.csv", version=1)
    assert (back.version, back.deleted_at) == (3, None)
