"""How far customers came in a calendar month, summed up from their events so that a year of them is counted at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from copilot.domain.customer import EventKind
from copilot.domain.ladder import Step
from copilot.store.customer_tables import customer_events as e
from copilot.store.customer_tables import customer_months as m
from copilot.store.customer_tables import customers as c

HEIGHTS = {step.value: height for height, step in enumerate(Step, start=1)}
"""How far up the ladder a step is; where no step was told it is 0."""
AT_ONCE = 1000


def sum_up(connection: Connection, customer_ids: Sequence[str]) -> None:
    """Sum up anew what happened with these customers. Part of the transaction that changes their events."""
    for begin in range(0, len(customer_ids), AT_ONCE):
        _sum_up(connection, customer_ids[begin : begin + AT_ONCE])


def furthest_in_months(brand_id: str, first: date, last: date) -> Any:
    """Each customer who wrote in the months from that of `first` to that of `last`, and the `height` they came to."""
    here = (m.c.brand_id == brand_id, m.c.month.between(first.replace(day=1), last))
    if (first.year, first.month) == (last.year, last.month):
        return select(m.c.customer_id, m.c.height).where(*here)
    return select(m.c.customer_id, func.max(m.c.height).label("height")).where(*here).group_by(m.c.customer_id)


def first_month(connection: Connection, brand_id: str) -> date | None:
    """The first day of the first month in which a customer wrote."""
    first: date | None = connection.scalar(select(func.min(m.c.month)).where(m.c.brand_id == brand_id))
    return first


def _sum_up(connection: Connection, customer_ids: Sequence[str]) -> None:
    steps = (
        select(e.c.customer_id, e.c.at, e.c.step, c.c.brand_id)
        .join(c, c.c.id == e.c.customer_id)
        .where(e.c.customer_id.in_(customer_ids), e.c.kind == EventKind.STEP.value)
    )
    heights = dict[tuple[str, str, date], int]()
    for customer, at, step, brand in connection.execute(steps):
        key = (customer, brand, at.date().replace(day=1))
        heights[key] = max(heights.get(key, 0), HEIGHTS.get(step, 0))
    connection.execute(delete(m).where(m.c.customer_id.in_(customer_ids)))
    rows = [
        {"customer_id": i, "brand_id": b, "month": day, "height": height} for (i, b, day), height in heights.items()
    ]
    if rows:
        connection.execute(insert(m), rows)
