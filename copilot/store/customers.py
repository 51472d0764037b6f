"""Customers and what happened with them. Every change is one transaction that also counts up the brand's revision."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from copilot.domain.customer import Customer, CustomerChange, CustomerEvent, Purchases, steps_of
from copilot.errors import UnknownName
from copilot.store.connection import Database, upsert
from copilot.store.customer_books import count_up
from copilot.store.customer_imports import remember_import
from copilot.store.customer_months import sum_up
from copilot.store.customer_rows import OVERWRITTEN, customer_of, customer_row, event_of, event_row
from copilot.store.customer_tables import KEPT_WITH_CUSTOMERS, stop_traces
from copilot.store.customer_tables import customer_events as e
from copilot.store.customer_tables import customers as c
from copilot.store.index_log import lock_brand
from copilot.store.personal import delete_personal, rows_elsewhere

History = tuple[CustomerEvent, ...]


@dataclass(frozen=True, slots=True)
class Customers:
    """The customers of all brands."""

    db: Database
    clock: Callable[[], datetime]

    def all(self, brand_id: str) -> tuple[Customer, ...]:
        """The brand's customers, in the order they were added."""
        with self.db.reading() as connection:
            return _all(connection, brand_id)

    def count(self, brand_id: str) -> int:
        """How many customers the brand has."""
        statement = select(func.count()).select_from(c).where(c.c.brand_id == brand_id)
        with self.db.reading() as connection:
            return connection.execute(statement).scalar_one()

    def purchases(self, brand_id: str) -> Purchases:
        """How many of the brand's customers bought, how often and for how much."""
        statement = select(
            func.count(), func.coalesce(func.sum(c.c.orders), 0), func.coalesce(func.sum(c.c.spent_cents), 0)
        ).where(c.c.brand_id == brand_id, c.c.orders > 0)
        with self.db.reading() as connection:
            buyers, orders, cents = connection.execute(statement).one()
        return Purchases(buyers, int(orders), Decimal(int(cents)) / 100)

    def get(self, customer_id: str) -> Customer:
        """One customer. Raises `UnknownName`."""
        with self.db.reading() as connection:
            return _one(connection, customer_id)

    def events(self, customer_id: str) -> History:
        """What happened with a customer, the oldest first."""
        with self.db.reading() as connection:
            return _events(connection, customer_id)

    def change(self, customer_id: str, decide: Callable[[Customer, History], CustomerChange]) -> Customer:
        """Store what `decide` makes of the customer as they are now, with nobody changing them in between.

        Raises `UnknownName`.
        """
        brand_id = self.get(customer_id).brand_id
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            before, events = _one(connection, customer_id), _events(connection, customer_id)
            decided = decide(before, events)
            if decided == CustomerChange(before):
                return before
            self._write(connection, brand_id, [decided])
            return decided.customer

    def change_all(
        self, brand_id: str, decide: Callable[[tuple[Customer, ...]], Sequence[CustomerChange]], *, file: str = ""
    ) -> Sequence[CustomerChange]:
        """Store what `decide` makes of all customers as they are now: what is changed, and who is new. What comes from
        a `file` can be taken back (`CustomerImports`).

        Raises `UnknownName` for the brand.
        """
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            before, began = _all(connection, brand_id), self.clock()
            changes = decide(before)
            if changes:
                self._write(connection, brand_id, changes)
            if changes and file:
                remember_import(connection, changes, before, file, began)
            return changes

    def stop_traces(self, brand_id: str) -> frozenset[str]:
        """What is left of customers who had said stop and were deleted."""
        with self.db.reading() as connection:
            found = connection.execute(select(stop_traces.c.trace).where(stop_traces.c.brand_id == brand_id))
            return frozenset(found.scalars())

    def export(self, customer_id: str) -> dict[str, list[dict[str, Any]]]:
        """Every row of other tables that keeps something of the customer, by table. Raises `UnknownName`."""
        with self.db.reading() as connection:
            _one(connection, customer_id)
            return rows_elsewhere(connection, customer_id, but=KEPT_WITH_CUSTOMERS)

    def delete(self, customer_id: str, *, forget: Sequence[str] = (), leave: Sequence[str] = ()) -> None:
        """Delete the customer and everything that any table keeps of them; of stop traces, those to `forget` go and
        those to `leave` stay. Raises `UnknownName`."""
        brand_id = self.get(customer_id).brand_id
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            delete_personal(connection, customer_id)
            connection.execute(delete(c).where(c.c.id == customer_id))
            gone = (stop_traces.c.brand_id == brand_id, stop_traces.c.trace.in_([*forget, *leave]))
            connection.execute(delete(stop_traces).where(*gone))
            if leave:
                connection.execute(insert(stop_traces), [{"brand_id": brand_id, "trace": t} for t in leave])
            count_up(connection, brand_id)

    def _write(self, connection: Connection, brand_id: str, changes: Iterable[CustomerChange]) -> None:
        now = self.clock()
        changes = list(changes)
        owned = [replace(change.customer, brand_id=brand_id) for change in changes]
        rows = [{**customer_row(customer), "saved_at": now} for customer in owned]
        upsert(connection, c, rows, key=("id",), overwrite=OVERWRITTEN)
        happened = [event_row(change.customer.id, event) for change in changes for event in change.events]
        if happened:
            connection.execute(insert(e), happened)
        for change in changes:
            if change.undone:
                own = (e.c.customer_id == change.customer.id, e.c.id.in_(change.undone))
                connection.execute(delete(e).where(*own))
        sum_up(connection, [change.customer.id for change in changes if change.undone or steps_of(change.events)])
        count_up(connection, brand_id)


def _all(connection: Connection, brand_id: str) -> tuple[Customer, ...]:
    rows = connection.execute(select(c).where(c.c.brand_id == brand_id).order_by(c.c.place))
    return tuple(customer_of(row) for row in rows)


def _one(connection: Connection, customer_id: str) -> Customer:
    row = connection.execute(select(c).where(c.c.id == customer_id)).one_or_none()
    if row is None:
        raise UnknownName("customer", customer_id)
    return customer_of(row)


def _events(connection: Connection, customer_id: str) -> History:
    rows = connection.execute(select(e).where(e.c.customer_id == customer_id).order_by(e.c.at, e.c.id))
    return tuple(event_of(row) for row in rows)
