"""Counting a brand's customers by place of the butterfly: who wrote or answered, how far they came, who bought first."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, func, select

from copilot.domain.customer import EventKind
from copilot.domain.sending import Outcome
from copilot.domain.wings import Period, Place
from copilot.store.customer_months import HEIGHTS, furthest_in_months
from copilot.store.customer_tables import customer_events as e
from copilot.store.customer_tables import customers as c
from copilot.store.live import IDS_AT_ONCE
from copilot.store.schema_sending import sendings as s

LEAST_STEP = {Place.ACTIVE: 0, Place.INTEREST: 1, Place.NEED: 2, Place.TRUST: 3}
"""How far up the ladder whoever is at a place has come: on the second step, one has been at the places before it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """People by place, and what first buyers `paid`, None where nobody bought. Places that nothing is known of are
    missing."""

    people: Mapping[Place, int]
    paid: Decimal | None = None


class _Paid(NamedTuple):
    buyers: int
    cents: int


def tally_of(connection: Connection, brand_id: str, period: Period, among: Set[str] | None = None) -> Tally:
    """Count a brand's customers within the days, or those of them whose id is `among` some."""
    furthest, buyers = _furthest(brand_id, period), _buyers_within(brand_id, period)
    if among is None:
        heights, paid = _of_all(connection, furthest, buyers)
    else:
        heights, paid = _of_some(connection, furthest, buyers, among)
    if answered := _answered_only(connection, brand_id, period, furthest, among):
        heights = Counter(heights) + Counter({0: answered})
    people = dict[Place, int]()
    if heights:
        for place, least in LEAST_STEP.items():
            people[place] = sum(count for height, count in heights.items() if height >= least)
    if heights or paid.buyers:
        people[Place.BOUGHT] = paid.buyers
    return Tally(people, Decimal(paid.cents) / 100 if paid.buyers else None)


def _of_all(connection: Connection, furthest: Any, buyers: Any) -> tuple[Mapping[int, int], _Paid]:
    """How many came how far, and what first buyers paid."""
    reached, bought = furthest.subquery(), buyers.subquery()
    heights = connection.execute(select(reached.c.height, func.count()).group_by(reached.c.height))
    paid = connection.execute(select(func.count(), func.coalesce(func.sum(bought.c.paid), 0))).one()
    return {row[0]: row[1] for row in heights}, _Paid(paid[0], int(paid[1]))


def _of_some(connection: Connection, furthest: Any, buyers: Any, among: Set[str]) -> tuple[Mapping[int, int], _Paid]:
    """The same of those customers only."""
    heights = Counter(height for one, height in connection.execute(furthest) if one in among)
    paid = [int(cents) for one, cents in connection.execute(buyers) if one in among]
    return heights, _Paid(len(paid), sum(paid))


def answered(brand_id: str) -> tuple[Any, ...]:
    """What holds for the sendings of a brand that a customer answered."""
    good = [outcome.value for outcome in Outcome if outcome.good]
    return s.c.brand_id == brand_id, s.c.customer_id.is_not(None), s.c.outcome.in_(good)


def _answered_only(connection: Connection, brand_id: str, period: Period, furthest: Any, among: Set[str] | None) -> int:
    """Customers who answered what was sent within the days, as the rep marked it, and of whom no chat is kept."""
    begin, end = _moments(period)
    sent = select(s.c.customer_id).where(*answered(brand_id), s.c.at >= begin, s.c.at < end).distinct()
    ids = [one for one in connection.scalars(sent) if among is None or one in among]
    reached, counted = furthest.subquery(), 0
    for first in range(0, len(ids), IDS_AT_ONCE):
        some = reached.c.customer_id.in_(ids[first : first + IDS_AT_ONCE])
        counted += connection.scalar(select(func.count()).select_from(reached).where(some)) or 0
    return len(ids) - counted


def _moments(period: Period) -> tuple[datetime, datetime]:
    """From when until before when."""
    end = datetime.combine(period.end + timedelta(days=1), time(), UTC)
    return datetime.combine(period.start, time(), UTC), end


def _furthest(brand_id: str, period: Period) -> Any:
    """Each customer who wrote within the days, and the `height` they came to. Whole months are summed up already; of
    other days it is read off an index alone, and whose customers they are after that."""
    if period.start.day == 1 and (period.end + timedelta(days=1)).day == 1:
        return furthest_in_months(brand_id, period.start, period.end)
    begin, end = _moments(period)
    height = case(HEIGHTS, value=e.c.step, else_=0)
    reached = (
        select(e.c.customer_id, func.max(height).label("height"))
        .where(e.c.at >= begin, e.c.at < end, e.c.kind == EventKind.STEP.value)
        .group_by(e.c.customer_id)
        .subquery()
    )
    owned = select(reached.c.customer_id, reached.c.height).join_from(reached, c, c.c.id == reached.c.customer_id)
    return owned.where(c.c.brand_id == brand_id)


def _buyers_within(brand_id: str, period: Period) -> Any:
    """Who bought for the first time, and what they `paid`: an order of theirs on average, as no order is kept by itself.
    Who bought again is not told: of each customer only the last order is known, and that hides those before it."""
    paid = case((c.c.orders > 0, c.c.spent_cents / c.c.orders), else_=0).label("paid")
    return select(c.c.id, paid).where(c.c.brand_id == brand_id, c.c.first_order.between(period.start, period.end))
