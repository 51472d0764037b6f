"""Looking things up in what was learned."""

from datetime import date

import pytest

from copilot.domain.evidence import Role
from copilot.domain.ladder import Step
from copilot.errors import InvalidInput, UnknownName
from copilot.workflows.ask import Ask
from copilot.workflows.copilot import Copilot


def prices(shop: Copilot, product: str, at: date | None) -> dict[str, str]:
    return {f.field: f.value for f in shop.facts(Ask(product=product, at=at)) if f.unit == "元"}


def test_the_answer_to_a_question_comes_first_with_its_place(known_shop: Copilot) -> None:
    hit = known_shop.search("水温要多少度", k=3)[0]
    assert "九十度" in hit.passage.text
    assert (hit.passage.source.document, hit.passage.source.version) == ("faq.md", 1)
    assert hit.passage.source.locator == "L4"


def test_k_is_the_most_that_is_found(known_shop: Copilot) -> None:
    assert len(known_shop.search("茶", k=2)) == 2


def test_an_alias_names_the_product(known_shop: Copilot) -> None:
    hits = known_shop.search("怎么样", Ask(product="乌龙"))
    assert {h.passage.product for h in hits} <= {"桂花乌龙", None}
    assert any("桂花树" in h.passage.text for h in hits)


def place_of(shop: Copilot, role: Role, step: Step) -> int:
    return [h.passage.role for h in shop.search("白茶好不好", Ask(product="白茶", step=step), k=10)].index(role)


def test_a_step_prefers_the_roles_it_asks_for(known_shop: Copilot) -> None:
    assert place_of(known_shop, Role.PROOF, Step.TRUST) < place_of(known_shop, Role.PROOF, Step.ACTION)
    assert place_of(known_shop, Role.OFFER, Step.ACTION) < place_of(known_shop, Role.OFFER, Step.TRUST)


def test_an_offer_that_is_over_is_not_found(known_shop: Copilot) -> None:
    found = [h.passage.text for h in known_shop.search("桂花乌龙活动价多少", k=10)]
    assert not any("79元" in text for text in found)
    september = Ask(at=date(2026, 9, 15))
    assert any("79元" in h.passage.text for h in known_shop.search("桂花乌龙活动价多少", september, k=10))


def test_facts_of_a_day_are_those_in_force_on_it(known_shop: Copilot) -> None:
    assert prices(known_shop, "白茶", date(2026, 11, 30))["promotion_price"] == "129"
    assert "promotion_price" not in prices(known_shop, "白茶", date(2026, 12, 1))
    assert prices(known_shop, "乌龙", None) == {"list_price": "98", "member_price": "88", "promotion_price": "79"}


def test_an_unknown_product_is_refused_with_those_that_exist(known_shop: Copilot) -> None:
    with pytest.raises(UnknownName) as refused:
        known_shop.facts(Ask(product="抹茶"))
    assert refused.value.code == "unknown_product"
    assert refused.value.facts["known"] == "高山白茶, 桂花乌龙, 陈皮普洱"


def test_without_any_brand_there_is_nothing_to_search(empty: Copilot) -> None:
    with pytest.raises(InvalidInput) as refused:
        empty.search("茶")
    assert refused.value.code == "no_brand"
