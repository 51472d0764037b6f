"""Two sources that disagree: shown, quoted by nobody, settled by a person, opened again when a source changes."""

import json

import pytest

from copilot.domain.conflict import Verdict
from copilot.domain.draft import Draft, Severity
from copilot.errors import InvalidInput, UnknownName
from copilot.llm.scripted import ScriptedModel
from copilot.workflows.ask import Ask
from copilot.workflows.belonging import NamedFile
from copilot.workflows.copilot import Copilot
from tests.support.shop import written_by

HANDBOOK = """\
# 高山白茶

高山白茶日常价 188 元，一罐 100 克，采自海拔九百米的老茶园。

| 产品 | 规格 | 标价(元) |
| --- | --- | --- |
| 高山白茶 | 100克 | {price} |
"""
ASKED = json.dumps([{"role": "customer", "text": "高山白茶多少钱一罐，有点贵"}])


def learn(shop: Copilot, price: str, name: str = "手册.md") -> None:
    list(shop.learn_files([NamedFile(name, HANDBOOK.format(price=price).encode)], "shanque"))


def the_id(shop: Copilot) -> str:
    [conflict] = shop.disputing.open(shop.brand())
    return conflict.id


def rules(shop: Copilot, text: str) -> list[tuple[str, Severity]]:
    return [(f.rule, f.severity) for f in shop.check(text, Ask(product="高山白茶")).findings if f.kind == "price"]


def everything(draft: Draft) -> str:
    return "\n".join([*(v.text for v in draft.variants), *(i.text for i in draft.evidence)])


def test_the_price_list_alone_is_in_no_conflict(shop: Copilot) -> None:
    assert shop.disputing.open(shop.brand()) == ()


def test_a_handbook_with_another_price_is_a_conflict_that_names_both(shop: Copilot) -> None:
    learn(shop, "188")
    [conflict] = shop.disputing.open(shop.brand())
    assert (conflict.product, conflict.field) == ("高山白茶", "list_price")
    assert sorted((s.document, s.said) for s in conflict.sides) == [("价格.csv", "168 元"), ("手册.md", "188 元")]


def test_until_it_is_settled_no_draft_has_either_value_and_a_gap_says_why(shop: Copilot) -> None:
    learn(shop, "188")
    draft = shop.reply(ASKED).draft
    assert "168" not in everything(draft)
    assert "188" not in everything(draft)
    [gap] = [g for g in draft.gaps if g.disputed]
    assert gap.about == "高山白茶 日常价"
    assert "168" in gap.disputed
    assert "188" in gap.disputed
    assert gap.about not in {noted.question for noted in shop.gaps()}


def test_no_prompt_has_either_value(shop: Copilot) -> None:
    learn(shop, "188")
    copilot, model = written_by(shop, "1\n2\n3")
    copilot.reply(ASKED)
    sent = _sent(model)
    assert "高山白茶" in sent
    assert "168" not in sent
    assert "188" not in sent


def test_a_text_with_either_value_is_warned_about_both_sources(shop: Copilot) -> None:
    learn(shop, "188")
    assert rules(shop, "高山白茶168元。") == [("price_disputed", Severity.WARN)]
    [found] = [f for f in shop.check("高山白茶188元。").findings if f.rule == "price_disputed"]
    assert "价格.csv 168 元" in found.message
    assert "手册.md 188 元" in found.message


def test_what_no_source_disputes_is_left_alone(shop: Copilot) -> None:
    learn(shop, "188")
    assert rules(shop, "高山白茶活动价129元，到11月30日。") == []


def test_once_settled_the_right_value_is_evidence_and_passes_and_the_wrong_one_is_blocked(shop: Copilot) -> None:
    learn(shop, "188")
    shop.disputing.settle(shop.brand(), the_id(shop), Verdict.RIGHT, right="价格.csv", why="手册没更新", by="小满")
    assert shop.disputing.open(shop.brand()) == ()
    draft = shop.reply(ASKED).draft
    assert "168" in everything(draft)
    assert "188" not in everything(draft)
    assert [g for g in draft.gaps if g.disputed] == []
    assert rules(shop, "高山白茶日常价168元。") == []
    assert [s for _, s in rules(shop, "高山白茶日常价188元。")] == [Severity.BLOCK]


def test_when_both_hold_both_may_be_said(shop: Copilot) -> None:
    learn(shop, "188")
    shop.disputing.settle(shop.brand(), the_id(shop), Verdict.BOTH, why="新包装贵二十")
    assert rules(shop, "高山白茶日常价168元，新包装188元。") == []


def test_when_neither_holds_neither_may_be_said(shop: Copilot) -> None:
    learn(shop, "188")
    shop.disputing.settle(shop.brand(), the_id(shop), Verdict.NEITHER)
    assert {s for _, s in rules(shop, "高山白茶日常价168元，新包装188元。")} == {Severity.BLOCK}
    assert "168" not in everything(shop.reply(ASKED).draft)


def test_a_decision_can_be_taken_back(shop: Copilot) -> None:
    learn(shop, "188")
    conflict = the_id(shop)
    shop.disputing.settle(shop.brand(), conflict, Verdict.RIGHT, right="手册.md")
    shop.disputing.undo(shop.brand(), conflict, by="小满")
    assert the_id(shop) == conflict
    assert rules(shop, "高山白茶188元。") == [("price_disputed", Severity.WARN)]


def test_a_source_that_changes_opens_the_conflict_again_and_the_old_decision_is_remembered(shop: Copilot) -> None:
    learn(shop, "188")
    shop.disputing.settle(shop.brand(), the_id(shop), Verdict.RIGHT, right="价格.csv", why="手册没更新")
    learn(shop, "178")
    [again] = shop.disputing.open(shop.brand())
    earlier = shop.disputing.before(shop.brand(), again)
    assert earlier is not None
    assert earlier.why == "手册没更新"


def test_deleting_a_source_ends_the_conflict(shop: Copilot) -> None:
    learn(shop, "188")
    [handbook] = [d for d in shop.store.documents.all("shanque") if d.name == "手册.md"]
    shop.learning.delete(shop.brand(), handbook.id)
    assert shop.disputing.open(shop.brand()) == ()
    assert "168" in everything(shop.reply(ASKED).draft)


def test_a_side_is_named_by_number_document_or_value(shop: Copilot) -> None:
    learn(shop, "188")
    conflict = the_id(shop)
    rights = {
        shop.disputing.settle(shop.brand(), conflict, Verdict.RIGHT, right=name).right
        for name in ("1", "价格.csv", "168")
    }
    assert len(rights) == 1
    with pytest.raises(UnknownName):
        shop.disputing.settle(shop.brand(), conflict, Verdict.RIGHT, right="7")
    with pytest.raises(InvalidInput):
        shop.disputing.settle(shop.brand(), conflict, Verdict.RIGHT)
    with pytest.raises(UnknownName):
        shop.disputing.settle(shop.brand(), "nothing", Verdict.BOTH)


def _sent(model: ScriptedModel) -> str:
    return "\n".join(m.content for request in model.requests for m in request.messages)


def test_one_document_may_be_taken_in_every_conflict_at_once_and_each_be_taken_back(shop: Copilot) -> None:
    rows = "产品,规格,标价(元),会员价(元)\n高山白茶,100克,178,158\n桂花乌龙,80克,108,98\n".encode()
    list(shop.learn_files([NamedFile("新价.csv", lambda: rows)], "shanque"))
    brand = shop.brand()
    before = shop.disputing.open(brand)
    assert len(before) == 4
    assert shop.disputing.trust(brand, "新价.csv", by="林姐") == 4
    assert shop.disputing.open(brand) == ()
    shop.disputing.undo(brand, before[0].id)
    assert [c.id for c in shop.disputing.open(brand)] == [before[0].id]
    assert shop.disputing.trust(brand, "没有.csv") == 0
