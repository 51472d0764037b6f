"""Whether two passages say the same."""

from collections.abc import Callable

from copilot.domain.evidence import Passage
from copilot.knowledge.search.sameness import Said

LONG = "签收后三十天内，吊牌完好、未经洗涤、不影响二次销售的商品，{}支持退货，请在订单页面提交申请并填写快递单号。"


def test_the_same_with_other_punctuation_counts_once(passage: Callable[..., Passage]) -> None:
    said = Said()
    assert not said.again(passage("one", LONG.format("")))
    assert said.again(passage("two", LONG.format("").replace("，", ",")))


def test_a_text_that_denies_another_does_not_say_the_same(passage: Callable[..., Passage]) -> None:
    said = Said()
    assert not said.again(passage("one", LONG.format("")))
    assert not said.again(passage("two", LONG.format("不")))
    english = "Items that were washed or worn after delivery can {}be sent back to the warehouse in Leeds for a refund."
    assert not said.again(passage("three", english.format("")))
    assert not said.again(passage("four", english.format("not ")))
