"""What a brand knows is read once, and again as soon as anything of it changes."""

from pathlib import Path

from copilot.domain.conflict import Verdict
from copilot.workflows.copilot import Copilot
from tests.workflows.conftest import OpenCopilot


def test_nothing_is_read_again_while_nothing_changes(shop: Copilot) -> None:
    brand = shop.brand()
    assert shop.searching.knowing.of(brand) is shop.searching.knowing.of(shop.brand())


def test_a_learned_price_holds_at_the_next_check(shop: Copilot, tmp_path: Path) -> None:
    text = "白毫银针现在 777 元。"
    before = {f.rule for f in shop.check(text).findings if f.quote == "777 元"}
    assert before
    (tmp_path / "新价.csv").write_text("品名,零售价(元)\n白毫银针,777\n", "utf-8")
    shop.learn([tmp_path / "新价.csv"])
    assert any(f.value == "777" for f in shop.searching.known_facts(shop.brand()).standing)
    assert {f.rule for f in shop.check(text).findings if f.quote == "777 元"} != before
    shop.delete("新价.csv")
    assert {f.rule for f in shop.check(text).findings if f.quote == "777 元"} == before


def test_what_another_process_learned_is_seen(data: Path, open_copilot: OpenCopilot, tmp_path: Path) -> None:
    here, there = open_copilot(data), open_copilot(data)
    known = len(here.searching.known_facts(here.brand()).all)
    (tmp_path / "新茶.csv").write_text("品名,零售价(元)\n月光美人,88\n", "utf-8")
    there.learn([tmp_path / "新茶.csv"])
    assert len(here.searching.known_facts(here.brand()).all) > known


def test_a_decision_and_its_undoing_hold_at_once(shop: Copilot, tmp_path: Path) -> None:
    for name, price in (("甲.csv", "66"), ("乙.csv", "77")):
        (tmp_path / name).write_text(f"品名,零售价(元)\n月光美人,{price}\n", "utf-8")
    shop.learn([tmp_path / "甲.csv", tmp_path / "乙.csv"])
    brand = shop.brand()
    conflict = next(c for c in shop.disputing.open(brand) if c.product == "月光美人")
    shop.disputing.settle(brand, conflict.id, Verdict.RIGHT, right="甲.csv")
    assert [f.value for f in shop.searching.known_facts(brand).standing if f.product == "月光美人"] == ["66"]
    shop.disputing.undo(brand, conflict.id)
    assert sorted(f.value for f in shop.searching.known_facts(brand).standing if f.product == "月光美人") == [
        "66",
        "77",
    ]
