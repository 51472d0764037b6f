"""Questions that lean on what was said before."""

from copilot.domain.brand import Product
from copilot.domain.conversation import Speaker, Turn
from copilot.knowledge.followup import follow_up

PRODUCTS = (
    Product("竹炭枕", ("小竹",)),
    Product("竹炭枕 Pro"),
    Product("鹅绒被"),
    Product("Pine Kettle"),
    Product("Pine Mug"),
)


def said(*texts: str) -> list[Turn]:
    """The customer begins, then both take turns."""
    return [Turn((Speaker.CUSTOMER, Speaker.REP)[i % 2], text) for i, text in enumerate(texts)]


def product_of(text: str, *before: str) -> str | None:
    return follow_up(text, said(*before), PRODUCTS).product


def test_it_and_that_one_are_the_product_last_spoken_of_by_either_side() -> None:
    assert product_of("那个有小一点的吗", "小竹多少钱", "199 一只") == "竹炭枕"
    assert product_of("它能洗吗", "想买枕头", "看看竹炭枕 Pro？") == "竹炭枕 Pro"
    assert product_of("能洗吗", "小竹多少钱", "199 一只") == "竹炭枕"
    assert product_of("does it come smaller?", "how big is the Pine Kettle", "0.9 L") == "Pine Kettle"


def test_the_other_one_is_the_one_spoken_of_before() -> None:
    assert product_of("另外一款呢", "鹅绒被能洗吗", "不能", "小竹呢", "外套能洗") == "鹅绒被"
    assert product_of("另一款呢", "小竹多少钱", "199") == "竹炭枕 Pro"


def test_the_other_one_keeps_the_topic() -> None:
    found = follow_up("另外一款呢", said("鹅绒被多少钱", "899", "小竹多少钱", "199"), PRODUCTS)
    assert (found.product, found.text) == ("鹅绒被", "另外一款呢 多少钱")


def test_a_question_that_names_a_product_is_left_alone() -> None:
    found = follow_up("那鹅绒被能洗吗", said("小竹多少钱", "199"), PRODUCTS)
    assert (found.product, found.text, found.leans) == (None, "那鹅绒被能洗吗", False)


def test_another_kind_of_product_is_a_new_subject() -> None:
    assert product_of("那被子呢", "小竹多少钱", "199") is None
    assert product_of("and a mug?", "how big is the Pine Kettle", "0.9 L") is None


def test_a_question_that_begins_anew_drags_nothing_along() -> None:
    assert product_of("你们周末几点关门我想过来看看", "小竹多少钱", "199") is None
    assert product_of("有什么推荐送长辈的", "小竹多少钱", "199") is None


def test_without_anything_before_nothing_is_understood() -> None:
    assert follow_up("它能洗吗", (), PRODUCTS).leans is False
    assert product_of("它能洗吗", "在吗", "在的") is None
