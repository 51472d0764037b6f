"""Answers about fit and chosen models, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from copilot.domain.brand import Brand
from copilot.domain.channel import Channel
from copilot.domain.customer import Consent, Customer, CustomerChange
from copilot.domain.operating_model import Choice
from copilot.domain.review import Deed
from copilot.errors import UnknownName
from copilot.store import Store
from copilot.store.audit_trail import Done
from copilot.store.fit import Card

CHOICE = Choice(
    "adviser", "桂姐", datetime(2026, 1, 1, tzinfo=UTC), 7.5, 12, {Channel.GROUP: 0.0, Channel.MOMENTS: 4.0},
    {Channel.GROUP: 2.0}, {"contacts": 800.0},
)  # fmt: skip
CARD = Card(
    "planning_rules", {"channels": {"moments": {"pace": {"a_week": 4}}}}, Done("gui", Deed.PLAN_RULES, after="x")
)
SHOP = Brand("shop", "店")


def test_the_newest_answer_counts_and_all_are_remembered(store: Store) -> None:
    store.brands.save(SHOP)
    store.fit.answer("shop", "hours", "few", "桂姐")
    store.fit.answer("shop", "hours", "some", "小满")
    store.fit.answer("shop", "price", "small", "小满")
    store.fit.answer("shop", "price", "", "小满")
    answers = store.fit.answers("shop")
    assert {question: (one.option_id, one.by) for question, one in answers.items()} == {"hours": ("some", "小满")}
    assert [one.option_id for one in store.fit.history("shop")] == ["few", "some", "small", ""]
    assert answers["hours"].at.tzinfo is not None


def test_an_answer_and_a_choice_belong_to_a_brand_there_is(store: Store) -> None:
    with pytest.raises(UnknownName):
        store.fit.answer("nowhere", "hours", "few", "桂姐")
    with pytest.raises(UnknownName):
        store.fit.choose("nowhere", CHOICE, CARD)


def test_a_choice_comes_back_and_sets_the_rules_and_the_trail_with_it(store: Store) -> None:
    store.brands.save(SHOP)
    kept = store.fit.choose("shop", CHOICE, CARD)
    assert kept.at > CHOICE.at
    assert store.fit.chosen("shop") == kept == replace(CHOICE, id=kept.id, at=kept.at)
    assert store.calendar_cards.get("shop", "planning_rules") == CARD.changes
    assert [line.deed for line in store.audit.of("shop", "")] == [Deed.PLAN_RULES]


def test_a_choice_taken_back_is_remembered_and_the_one_before_holds(store: Store) -> None:
    store.brands.save(SHOP)
    first = store.fit.choose("shop", CHOICE, CARD)
    second = store.fit.choose("shop", replace(CHOICE, model_id="content"), CARD)
    store.fit.undo("shop", second.id, "小满", replace(CARD, changes={}))
    assert store.fit.chosen("shop") == first
    newest = store.fit.choices("shop")[0]
    assert (newest.model_id, newest.undone_by) == ("content", "小满")
    assert newest.undone_at is not None
    assert store.calendar_cards.get("shop", "planning_rules") == {}
    with pytest.raises(UnknownName):
        store.fit.undo("shop", second.id, "小满", CARD)


def test_orders_are_counted_by_the_database(store: Store) -> None:
    store.brands.save(SHOP)
    none = store.fit.orders("shop")
    assert (none.customers, none.reachable, none.buyers, none.again, none.gaps) == (0, 0, 0, 0, ())
    twice = Customer("a", "shop", orders=3, first_order=date(2026, 1, 1), last_order=date(2026, 3, 2))
    known = (
        twice,
        Customer("b", "shop", orders=1, consent=Consent.REFUSED),
        Customer("c", "shop", stopped_at=datetime(2026, 5, 1, tzinfo=UTC)),
        replace(twice, id="d", last_order=twice.first_order, orders=2),
    )
    store.customers.change_all("shop", lambda _: [CustomerChange(one) for one in known])
    found = store.fit.orders("shop")
    assert (found.customers, found.reachable, found.buyers, found.again) == (4, 2, 3, 2)
    assert found.gaps == (30.0,)
