"""How recently, how often, for how much, and what that makes of a customer."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from copilot.customers.profiles import lifecycle, profiles
from copilot.domain.customer import Customer
from copilot.domain.segment_rule import Lifecycle, Thresholds

TODAY = date(2026, 11, 23)
USUAL = Thresholds()


def buyer(number: int, *, days: int = 10, orders: int = 1, spent: int = 100) -> Customer:
    return Customer(str(number), "yun", orders=orders, spent=Decimal(spent), last_order=TODAY - timedelta(days=days))


def test_who_ordered_last_scores_highest_in_recency() -> None:
    days = (3, 30, 60, 200, 400)
    assert [p.recency for p in profiles([buyer(d, days=d) for d in days], TODAY, USUAL)] == [5, 4, 3, 2, 1]


def test_each_fifth_of_the_buyers_gets_one_score() -> None:
    found = profiles([buyer(n, orders=n, spent=n * 10) for n in range(1, 11)], TODAY, USUAL)
    assert [p.frequency for p in found] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert [p.amount for p in found] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_equal_customers_get_equal_scores() -> None:
    found = profiles([buyer(n, orders=2) for n in range(7)], TODAY, USUAL)
    assert {p.frequency for p in found} == {1}


def test_bounds_of_a_brand_count_instead_of_fifths() -> None:
    bounds = Thresholds(recency=(7, 30, 90, 180), frequency=(2, 3, 5, 8), amount=(100, 300, 800, 2000))
    found = profiles([buyer(1, days=7, orders=8, spent=99), buyer(2, days=91, orders=1, spent=800)], TODAY, bounds)
    assert [(p.recency, p.frequency, p.amount) for p in found] == [(5, 5, 1), (2, 1, 4)]


def test_who_never_ordered_has_no_scores_and_counts_in_no_fifth() -> None:
    leads = [Customer(f"l{n}", "yun") for n in range(20)]
    found = profiles([*leads, buyer(1, orders=1), buyer(2, orders=2)], TODAY, USUAL)
    assert (found[0].recency, found[0].frequency, found[0].amount) == (0, 0, 0)
    assert [p.frequency for p in found[-2:]] == [1, 3]


@pytest.mark.parametrize(
    ("customer", "expected"),
    [
        (Customer("1", "yun"), Lifecycle.LEAD),
        (Customer("1", "yun", orders=2), Lifecycle.UNDATED),
        (buyer(1, days=30), Lifecycle.NEW),
        (buyer(1, days=31), Lifecycle.ACTIVE),
        (buyer(1, days=5, orders=2), Lifecycle.ACTIVE),
        (buyer(1, days=90, orders=3), Lifecycle.LOYAL),
        (buyer(1, days=91, orders=9), Lifecycle.SLEEPING),
        (buyer(1, days=180), Lifecycle.SLEEPING),
        (buyer(1, days=181, orders=9), Lifecycle.LOST),
    ],
)
def test_the_lifecycle_follows_the_thresholds(customer: Customer, expected: Lifecycle) -> None:
    assert lifecycle(customer, TODAY, USUAL) is expected


def test_a_brand_may_mean_something_else_by_new_and_loyal() -> None:
    own = Thresholds(new_days=7, active_days=20, sleeping_days=40, loyal_orders=2)
    found = [lifecycle(buyer(1, days=d, orders=o), TODAY, own) for d, o in ((8, 1), (8, 2), (21, 2), (41, 2))]
    assert found == [Lifecycle.ACTIVE, Lifecycle.LOYAL, Lifecycle.SLEEPING, Lifecycle.LOST]
