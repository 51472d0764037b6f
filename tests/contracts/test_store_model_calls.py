"""What the store promises about the ledger of model calls, and about budgets that nobody breaks together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest

from copilot.domain.draft import Usage
from copilot.domain.spending import WHOLE, Account, Budget, Call, CallPurpose, Limit, Period, Spent
from copilot.errors import BudgetReached
from copilot.store import Store, open_store

NOVEMBER = Period(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
SINCE = NOVEMBER.start


def call(brand: str = "yun", cost: float | None = 1.0, draft: str = "", model: str = "big") -> Call:
    return Call(Account(brand, draft), CallPurpose.DRAFTING, model, Usage(900, 800), cost)


def test_a_call_counts_as_the_most_it_can_cost_until_it_has_ended(store: Store) -> None:
    first = store.model_calls.begin(call(), SINCE)
    assert store.model_calls.spent(NOVEMBER) == (Spent(CallPurpose.DRAFTING, "big", 1, Usage(900, 800), 1.0),)
    store.model_calls.end(first, Usage(500, 20), 0.25)
    assert store.model_calls.spent(NOVEMBER) == (Spent(CallPurpose.DRAFTING, "big", 1, Usage(500, 20), 0.25),)


def test_a_call_that_came_to_nothing_is_forgotten(store: Store) -> None:
    store.model_calls.drop(store.model_calls.begin(call(), SINCE))
    assert store.model_calls.spent(NOVEMBER) == ()


def test_calls_are_added_up_by_purpose_and_model_and_those_without_prices_are_told(store: Store) -> None:
    for one in (call(), call(cost=None), call(brand="other"), call(model="small", cost=0.5)):
        store.model_calls.begin(one, SINCE)
    assert [(s.model, s.calls, s.cost, s.unpriced) for s in store.model_calls.spent(NOVEMBER)] == [
        ("big", 3, 2.0, 1), ("small", 1, 0.5, 0),
    ]  # fmt: skip
    assert [s.calls for s in store.model_calls.spent(NOVEMBER, "other")] == [1]
    assert store.model_calls.spent(Period(NOVEMBER.end, NOVEMBER.end.replace(year=2027))) == ()


def test_what_was_done_about_a_draft_is_found_by_it(store: Store) -> None:
    store.model_calls.begin(call(draft="d1"), SINCE)
    store.model_calls.begin(call(), SINCE)
    assert [(s.calls, s.cost) for s in store.model_calls.spent_on("d1")] == [(1, 1.0)]


def test_no_call_begins_that_a_limit_could_not_hold(store: Store) -> None:
    store.model_calls.set_limit(WHOLE, 2.5, "mei")
    store.model_calls.begin(call(), SINCE)
    store.model_calls.begin(call("other"), SINCE)
    with pytest.raises(BudgetReached) as told:
        store.model_calls.begin(call(), SINCE, currency="¥")
    assert told.value.facts == {"model": "big", "limit": 2.5, "spent": 2.0, "currency": "¥", "scope": ""}
    store.model_calls.begin(call(cost=0.5), SINCE)
    assert store.model_calls.budgets((Limit(WHOLE, 2.5),), SINCE) == (Budget(Limit(WHOLE, 2.5), 2.5),)


def test_a_brand_s_limit_holds_for_that_brand_only(store: Store) -> None:
    store.model_calls.set_limit("yun", 0.5, "mei")
    store.model_calls.begin(call("other"), SINCE)
    with pytest.raises(BudgetReached):
        store.model_calls.begin(call("yun"), SINCE)
    store.model_calls.set_limit("yun", None, "mei")
    store.model_calls.begin(call("yun"), SINCE)


def test_under_a_limit_no_call_is_made_whose_price_nobody_knows(store: Store) -> None:
    with pytest.raises(BudgetReached) as told:
        store.model_calls.begin(call(cost=None), SINCE, (Limit(WHOLE, 100.0, fixed=True),))
    assert told.value.code == "budget_unpriced"


def test_what_was_spent_before_the_month_does_not_count(store: Store, clock: Callable[[], datetime]) -> None:
    store.model_calls.set_limit(WHOLE, 1.0, "mei")
    store.model_calls.begin(call(), SINCE)
    store.model_calls.begin(call(), clock())


def test_many_calls_at_once_from_two_processes_stay_within_the_limit(url: str) -> None:
    with ExitStack() as stack:
        stores = [stack.enter_context(open_store(url)) for _ in range(2)]
        stores[0].model_calls.set_limit(WHOLE, 5.0, "mei")

        def begin(number: int) -> bool:
            try:
                stores[number % 2].model_calls.begin(call(), SINCE)
            except BudgetReached:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            begun = list(pool.map(begin, range(16)))
        assert sum(begun) == 5
        assert stores[0].model_calls.budgets((Limit(WHOLE, 5.0),), SINCE)[0].spent == 5.0
