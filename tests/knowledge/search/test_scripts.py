"""Questions in one script find text in the other."""

from copilot.domain.brand import Product
from copilot.knowledge.search.cutting import Cutter
from copilot.knowledge.search.naming import products_named
from copilot.knowledge.search.scripts import simplified


def test_traditional_text_is_read_as_simplified_at_the_same_length() -> None:
    assert simplified("這款記憶枕支援七天無理由退貨嗎？OK") == "这款记忆枕支援七天无理由退货吗？OK"


def test_simplified_text_stays_as_it_is() -> None:
    assert simplified("怀孕了能用吗，干净的皇后") == "怀孕了能用吗，干净的皇后"


def test_both_scripts_come_to_the_same_terms() -> None:
    cutter = Cutter()
    assert cutter.cut("運費誰來承擔") == cutter.cut("运费谁来承担")


def test_a_product_is_recognised_in_the_other_script() -> None:
    product = Product("云朵记忆枕")
    assert products_named("雲朵記憶枕多少錢", [product]) == ("云朵记忆枕",)
    assert products_named("云朵记忆枕多少钱", [Product("雲朵記憶枕")]) == ("雲朵記憶枕",)
