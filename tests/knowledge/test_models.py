"""Near-identical models, told apart by what differs."""

from copilot.domain.brand import Brand, Product
from copilot.domain.evidence import Fact, Field, Source
from copilot.knowledge.models import could_mean, differences, families, kinds_named, siblings

PRODUCTS = (
    Product("云朵枕"),
    Product("云朵枕 Pro"),
    Product("云朵枕 Pro Max"),
    Product("荞麦枕"),
    Product("Scree Hand Grinder", ("Scree",)),
    Product("Scree Mini Grinder", ("Scree Mini",)),
    Product("Fogline Mug"),
)
BRAND = Brand("b", "b", products=PRODUCTS)


def fact(product: str, field: str, value: str) -> Fact:
    return Fact(product, field, value, "", Source("d", "d", 1, "L1"))


def test_models_of_one_name_are_a_family() -> None:
    assert siblings("云朵枕 Pro", PRODUCTS) == ("云朵枕", "云朵枕 Pro Max")
    assert siblings("荞麦枕", PRODUCTS) == ()
    assert families(PRODUCTS) == (
        ("云朵枕", "云朵枕 Pro", "云朵枕 Pro Max"),
        ("Scree Hand Grinder", "Scree Mini Grinder"),
    )


def test_a_name_could_mean_every_model_whose_name_goes_on() -> None:
    assert could_mean("云朵枕多少钱", BRAND) == ("云朵枕", "云朵枕 Pro", "云朵枕 Pro Max")
    assert could_mean("云朵枕Pro多少钱", BRAND) == ("云朵枕 Pro", "云朵枕 Pro Max")
    assert could_mean("云朵枕 Pro Max多少钱", BRAND) == ()
    assert could_mean("how much is the Scree?", BRAND) == ("Scree Hand Grinder", "Scree Mini Grinder")


def test_only_what_differs_is_shown_prices_first() -> None:
    facts = [
        fact("云朵枕", "面料", "棉"),
        fact("云朵枕 Pro", "面料", "棉"),
        fact("云朵枕", "高度", "8"),
        fact("云朵枕 Pro", "高度", "11"),
        fact("云朵枕", Field.LIST_PRICE, "239"),
        fact("云朵枕 Pro", Field.LIST_PRICE, "349"),
        fact("荞麦枕", "高度", "12"),
    ]
    found = differences(("云朵枕", "云朵枕 Pro"), facts)
    assert [d.field for d in found] == [Field.LIST_PRICE, "高度"]
    assert [f.value for f in found[1].values["云朵枕 Pro"]] == ["11"]


def test_the_kind_of_product_is_heard() -> None:
    assert kinds_named("三百左右的枕头", PRODUCTS) == {"枕"}
    assert kinds_named("the cheapest grinder or mug", PRODUCTS) == {"grinder", "mug"}
