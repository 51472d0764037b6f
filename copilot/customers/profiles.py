"""Customers as rules see them: how recently, how often and for how much they ordered, and how far they are."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from copilot.domain.customer import Customer
from copilot.domain.segment_rule import Lifecycle, Profile, Thresholds

BEST = 5
Amount = int | Decimal


def profiles(customers: Sequence[Customer], today: date, thresholds: Thresholds) -> tuple[Profile, ...]:
    """Each customer's scores, lifecycle and days, in the same order.

    A fifth is a fifth of those who ordered; equal customers get equal scores.
    """
    ordered = [c for c in customers if c.orders > 0]
    # The smaller the count of days, the better: recency is scored by days that are not passed.
    recency = _scorer([-_days(c.last_order, today) for c in ordered if c.last_order], [-d for d in thresholds.recency])
    frequency = _scorer([c.orders for c in ordered], sorted(thresholds.frequency))
    amount = _scorer([c.spent for c in ordered], sorted(thresholds.amount))

    def profile(customer: Customer) -> Profile:
        since = _since(customer.last_order, today)
        has_ordered = customer.orders > 0
        return Profile(
            customer,
            recency=recency(-since) if has_ordered and since is not None else 0,
            frequency=frequency(customer.orders) if has_ordered else 0,
            amount=amount(customer.spent) if has_ordered else 0,
            lifecycle=lifecycle(customer, today, thresholds),
            days_since_order=since,
            days_since_contact=_since(customer.last_contact, today),
        )

    return tuple(profile(customer) for customer in customers)


def lifecycle(customer: Customer, today: date, thresholds: Thresholds) -> Lifecycle:
    """How far a customer is with the brand on that day."""
    if customer.orders <= 0:
        return Lifecycle.LEAD
    if customer.last_order is None:
        return Lifecycle.UNDATED
    since = _days(customer.last_order, today)
    if since > thresholds.sleeping_days:
        return Lifecycle.LOST
    if since > thresholds.active_days:
        return Lifecycle.SLEEPING
    if customer.orders >= thresholds.loyal_orders:
        return Lifecycle.LOYAL
    first = customer.first_order or (customer.last_order if customer.orders == 1 else None)
    is_new = first is not None and _days(first, today) <= thresholds.new_days
    return Lifecycle.NEW if is_new else Lifecycle.ACTIVE


def _scorer(values: Sequence[Amount], bounds: Sequence[int]) -> Callable[[Amount], int]:
    """1 to 5 for a value: by four rising bounds, each reached earning one more; else by the fifth of `values` it is in."""
    if bounds:
        rising = sorted(bounds)
        return lambda value: 1 + sum(value >= bound for bound in rising)
    order = sorted(values)
    return lambda value: min(BEST, 1 + BEST * bisect_left(order, value) // max(1, len(order)))


def _days(day: date, today: date) -> int:
    return max(0, (today - day).days)


def _since(day: date | None, today: date) -> int | None:
    return None if day is None else _days(day, today)
