"""Products that a question leaves a choice between, told by facts in force on the day."""

from datetime import date

from copilot.domain.brand import Brand, Product
from copilot.domain.evidence import Choice, ChoiceKind, Fact, Field, Source
from copilot.knowledge.choices import find_choice

TODAY = date(2026, 11, 23)
BRAND = Brand(
    "b",
    "松鼠床品",
    products=(Product("竹炭枕", ("小竹",)), Product("竹炭枕 Pro", ("小竹Pro",)), Product("鹅绒枕"), Product("蚕丝被")),
)


def fact(product: str, field: str, value: str, note: str = "", unit: str = "元", *, end: date | None = None) -> Fact:
    return Fact(product, field, value, unit, Source("list", "价格表", 1, f"价目!{product}{value}"), None, end, note)


def price(product: str, value: str, note: str = "") -> Fact:
    return fact(product, Field.LIST_PRICE, value, note)


FACTS = (
    price("竹炭枕", "199", "低款"),
    price("竹炭枕", "229", "高款"),
    price("竹炭枕 Pro", "349"),
    fact("竹炭枕", Field.MEMBER_PRICE, "150", "低款；金卡"),
    fact("竹炭枕 Pro", Field.PROMOTION_PRICE, "299", "双11", end=date(2026, 11, 11)),
    price("鹅绒枕", "899"),
    fact("鹅绒枕", Field.PROMOTION_PRICE, "699", "感恩季", end=date(2026, 11, 30)),
    price("蚕丝被", "1290", "200×230cm"),
    fact("竹炭枕", "高度", "8", "", "cm"),
    fact("竹炭枕 Pro", "高度", "11", "", "cm"),
    fact("竹炭枕", "洗护", "外套机洗", "", ""),
    fact("竹炭枕 Pro", "洗护", "外套机洗，勿烘干", "", ""),
)


def offered(text: str, *facts: Fact) -> list[tuple[str, str]]:
    found = choice(text, *facts)
    return [(f.product, f.value) for f in found.facts] if found else []


def choice(text: str, *facts: Fact) -> Choice | None:
    return find_choice(text, BRAND, facts or FACTS, TODAY)


def test_products_whose_price_today_lies_in_the_range_are_offered_the_nearest_first() -> None:
    assert offered("三百左右的枕头有吗") == [("竹炭枕 Pro", "349")]
    assert offered("两百上下的") == [("竹炭枕", "199")]
    assert offered("300-400之间") == [("竹炭枕 Pro", "349")]


def test_a_member_is_offered_members_prices_and_everybody_else_is_not() -> None:
    assert offered("会员160以内的枕头") == [("竹炭枕", "150")]
    assert ("竹炭枕", "150") not in offered("160以内的枕头")
    assert offered("会员230左右的枕头") == [("竹炭枕", "229")]


def test_an_expired_promotion_puts_nothing_into_a_range_and_a_running_one_replaces_the_list_price() -> None:
    assert offered("300以内的枕头") == [("竹炭枕", "229")]
    assert offered("700左右") == [("鹅绒枕", "699")]
    assert choice("900左右的枕头") != choice("700左右的枕头")
    assert ("鹅绒枕", "899") not in offered("900左右的枕头")


def test_members_prices_are_not_for_everybody() -> None:
    assert offered("一百五左右")[0] == ("竹炭枕", "199")
    found = choice("一百五左右")
    assert found is not None
    assert found.kind is ChoiceKind.NEAREST


def test_when_nothing_is_in_range_the_nearest_are_told_as_such() -> None:
    found = choice("500左右的枕头")
    assert found is not None
    assert found.kind is ChoiceKind.NEAREST
    assert found.products == ("竹炭枕 Pro", "鹅绒枕")


def test_the_kind_of_product_narrows() -> None:
    assert offered("最便宜的被子") == [("蚕丝被", "1290")]
    assert offered("最便宜的枕头")[0] == ("竹炭枕", "199")
    assert "蚕丝被" not in dict(offered("最便宜的枕头"))


def test_a_product_that_is_named_is_the_only_one_looked_at() -> None:
    assert offered("鹅绒枕有700以内的吗") == [("鹅绒枕", "699")]


def test_cheaper_than_a_product_leaves_it_out_and_stays_with_its_kind() -> None:
    assert offered("比Pro便宜的") == [("竹炭枕", "229")]


def test_a_size_finds_the_variants_of_that_size() -> None:
    beds = (
        price("竹炭枕", "99"),
        price("蚕丝被", "1290", "1.5m（200×230cm）"),
        price("蚕丝被", "1490", "1.8m（220×240cm）"),
    )
    assert offered("1.5米的床用哪个", *beds) == [("蚕丝被", "1290")]
    assert offered("1.8米的床用哪个", *beds) == [("蚕丝被", "1490")]


def test_a_size_and_a_limit_have_to_fit_both() -> None:
    beds = (
        price("蚕丝被", "1290", "1.5m（200×230cm）"),
        price("蚕丝被", "1490", "1.8m（220×240cm）"),
        price("竹炭枕", "99"),
    )
    assert offered("预算两千，1.8米的床用什么", *beds) == [("蚕丝被", "1490")]


def test_a_category_of_the_price_list_names_the_kind_too() -> None:
    facts = (price("竹炭枕", "199"), price("真丝眼罩", "79"), fact("真丝眼罩", "品类", "枕头", "", ""))
    assert offered("100以内的枕头", *facts) == [("真丝眼罩", "79")]
    assert offered("100以内的枕头", *facts[:2], fact("真丝眼罩", "品类", "枕套和小件", "", "")) == [("竹炭枕", "199")]


def test_a_name_that_two_models_share_gives_both_with_the_figure_asked_for() -> None:
    found = choice("小竹多少钱")
    assert found is not None
    assert found.kind is ChoiceKind.MODELS
    assert [(f.product, f.value) for f in found.facts] == [("竹炭枕", "199"), ("竹炭枕 Pro", "349")]
    assert offered("竹炭枕多高") == [("竹炭枕", "8"), ("竹炭枕 Pro", "11")]


def test_it_is_clear_which_model_when_its_whole_name_is_said_or_nothing_differs() -> None:
    assert choice("小竹Pro多少钱") is None
    assert choice("小竹能洗吗") is None
    assert choice("鹅绒枕多少钱") is None


def test_without_any_price_there_is_nothing_to_choose() -> None:
    assert choice("三百左右的枕头", fact("竹炭枕", "高度", "8")) is None


def test_products_named_together_are_laid_side_by_side_with_what_tells_them_apart() -> None:
    found = choice("竹炭枕和竹炭枕 Pro哪个好")
    assert found is not None
    assert found.kind is ChoiceKind.COMPARE
    assert [(f.product, f.value) for f in found.facts] == [
        ("竹炭枕", "199"),
        ("竹炭枕", "8"),
        ("竹炭枕 Pro", "349"),
        ("竹炭枕 Pro", "11"),
    ]
    assert offered("鹅绒枕和蚕丝被多少钱") == [("鹅绒枕", "699"), ("蚕丝被", "1290")]
    assert choice("鹅绒枕和蚕丝被今天能发货吗") is None


def test_what_a_piece_costs_is_not_offered_as_the_price_of_a_product_that_has_another() -> None:
    mask = (fact("竹炭枕", Field.UNIT_PRICE, "199", unit="元/片"), fact("竹炭枕", Field.MEMBER_PRICE, "899"))
    assert offered("两百左右", *mask) == []
    assert offered("两百左右", mask[0]) == [("竹炭枕", "199")]
