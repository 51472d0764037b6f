"""Brand rules, waivers and AI labels are kept alike by both databases."""

import pytest

from copilot.domain.ai_label import AiLabel
from copilot.domain.brand import Brand
from copilot.domain.brand_rules import AS_SHIPPED, BrandRule, RuleChange
from copilot.domain.draft import Finding, Severity
from copilot.domain.waiver import judge, may_be_approved, verdict_after_waivers
from copilot.errors import UnknownName
from copilot.store import Store

TEXT = "全网最好的枕头[1]，只要 99 元"
BEST = Finding("absolute_best", "absolute", Severity.BLOCK, 2, 4, "最好", "绝对化", "第九条")
PRICE = Finding("price_conflict", "price", Severity.BLOCK, 13, 17, "99 元", "价格不对", "价格法")


@pytest.fixture
def shop(store: Store) -> Store:
    store.brands.save(Brand("qinghe", "青禾"))
    return store


def test_rules_of_a_brand_come_back_as_saved_and_replace_each_other(shop: Store) -> None:
    shop.rules.save("qinghe", BrandRule("house-1", ("最*值",), "别说值", Severity.BLOCK, "划算", "林姐"))
    shop.rules.save("qinghe", RuleChange("cliche_words", "我们就这么说话", muted=True))
    shop.rules.save("qinghe", RuleChange("cliche_words", "还是提醒一下", severity=Severity.NOTE))
    rules = shop.rules.of("qinghe")
    assert [(r.id, r.terms, r.severity, r.rewording) for r in rules.own] == [
        ("house-1", ("最*值",), Severity.BLOCK, "划算")
    ]
    change = rules.change_of("cliche_words")
    assert change is not None
    assert (change.muted, change.severity, change.reason) == (False, Severity.NOTE, "还是提醒一下")
    assert change.at is not None


def test_a_forgotten_rule_is_gone_and_a_stranger_has_none(shop: Store) -> None:
    shop.rules.save("qinghe", BrandRule("house-1", ("宝子",), "不这么叫人"))
    assert shop.rules.forget("qinghe", "house-1")
    assert not shop.rules.forget("qinghe", "house-1")
    assert shop.rules.of("qinghe") == shop.rules.of("nobody") == AS_SHIPPED


def test_nothing_is_decided_for_a_brand_that_is_not_there(store: Store) -> None:
    with pytest.raises(UnknownName):
        store.rules.save("nobody", BrandRule("house-1", ("宝子",), "不这么叫人"))
    with pytest.raises(UnknownName):
        store.waivers.add("nobody", TEXT, BEST, why="有证明", by="林姐")
    with pytest.raises(UnknownName):
        store.labels.choose("nobody", "a", AiLabel.NONE, by="林姐")


def test_a_waiver_holds_for_one_wording_one_rule_and_one_quote(shop: Store) -> None:
    waiver = shop.waivers.add("qinghe", TEXT, BEST, why="奖项名称", by="法务小吴")
    judged = judge(TEXT, (BEST, PRICE), shop.waivers.of("qinghe", TEXT))
    assert [j.waiver for j in judged] == [waiver, None]
    assert (verdict_after_waivers(judged), may_be_approved(judged)) == ("block", False)
    assert shop.waivers.of("qinghe", TEXT + "！") == ()
    assert shop.waivers.of("qinghe", TEXT.replace("[1]", "")) == (waiver,)


def test_with_every_block_waived_a_text_may_be_approved_until_one_is_withdrawn(shop: Store) -> None:
    kept = [shop.waivers.add("qinghe", TEXT, f, why="核对过", by="吴") for f in (BEST, PRICE)]
    assert may_be_approved(judge(TEXT, (BEST, PRICE), shop.waivers.of("qinghe", TEXT)))
    assert shop.waivers.withdraw(kept[0].id, by="林姐")
    assert not shop.waivers.withdraw(kept[0].id, by="林姐")
    log = shop.waivers.of("qinghe", TEXT)
    assert not may_be_approved(judge(TEXT, (BEST, PRICE), log))
    assert [(w.holds, w.withdrawn_by, w.why) for w in log] == [(False, "林姐", "核对过"), (True, "", "核对过")]


def test_labels_are_a_log_whose_last_row_holds(shop: Store) -> None:
    assert shop.labels.current("qinghe", "draft:1:1") is None
    shop.labels.choose("qinghe", "draft:1:1", AiLabel.VISIBLE, by="林姐")
    last = shop.labels.choose("qinghe", "draft:1:1", AiLabel.NONE, by="林姐", reason="全文改写过")
    assert shop.labels.current("qinghe", "draft:1:1") == last
    assert [c.label for c in shop.labels.log("qinghe", "draft:1:1")] == [AiLabel.VISIBLE, AiLabel.NONE]
    assert shop.labels.log("qinghe", "draft:1:2") == ()
