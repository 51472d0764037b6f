"""What a brand's last import made of its customers, kept so that it can be taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from copilot.domain.customer import Customer, CustomerChange
from copilot.domain.customer_import import ImportTakenBack, LastImport
from copilot.store.connection import Database, upsert
from copilot.store.customer_books import count_up
from copilot.store.customer_months import sum_up
from copilot.store.customer_rows import OVERWRITTEN, customer_of, customer_row
from copilot.store.customer_tables import KEPT_WITH_CUSTOMERS
from copilot.store.customer_tables import customer_events as e
from copilot.store.customer_tables import customers as c
from copilot.store.customer_tables import import_changes as i
from copilot.store.index_log import lock_brand
from copilot.store.packing import pack, unpack
from copilot.store.personal import delete_personal, rows_elsewhere
from copilot.store.rows import AnyRow


@dataclass(frozen=True, slots=True)
class CustomerImports:
    """The last import of each brand."""

    db: Database
    clock: Callable[[], datetime]

    def last(self, brand_id: str) -> LastImport | None:
        """The import that can be taken back, or None."""
        counts = (func.count(), func.count(i.c.before))
        statement = select(i.c.file, i.c.began, *counts).where(i.c.brand_id == brand_id).group_by(i.c.file, i.c.began)
        with self.db.reading() as connection:
            row = connection.execute(statement.order_by(i.c.began.desc())).first()
        return LastImport(row.file, row.began, row[2] - row[3], row[3]) if row else None

    def take_back(self, brand_id: str) -> ImportTakenBack:
        """Delete whom the last import added, and put back whom it changed; whoever was edited since stays as they are.

        Raises `UnknownName` for the brand.
        """
        with self.db.writing() as connection:
            lock_brand(connection, brand_id)
            rows = connection.execute(select(i).where(i.c.brand_id == brand_id)).all()
            removed, restored, left = 0, 0, list[str]()
            for row in rows:
                now = customer_of(connection.execute(select(c).where(c.c.id == row.customer_id)).one())
                if _edited(connection, now, row):
                    left.append(now.called)
                elif row.before is None:
                    delete_personal(connection, now.id)
                    connection.execute(delete(c).where(c.c.id == now.id))
                    removed += 1
                else:
                    self._restore(connection, unpack(Customer, row.before), row)
                    restored += 1
            connection.execute(delete(i).where(i.c.brand_id == brand_id))
            count_up(connection, brand_id)
        return ImportTakenBack(removed, restored, tuple(left))

    def _restore(self, connection: Connection, before: Customer, row: AnyRow) -> None:
        stored = {**customer_row(before), "saved_at": self.clock()}
        upsert(connection, c, [stored], key=("id",), overwrite=OVERWRITTEN)
        own = (e.c.customer_id == before.id, e.c.at >= row.began, e.c.said_by == row.file)
        connection.execute(delete(e).where(*own))
        sum_up(connection, [before.id])


def remember_import(
    connection: Connection, changes: Sequence[CustomerChange], before: Sequence[Customer], file: str, began: datetime
) -> None:
    """Keep, in place of the import before, what this one made of whom. Part of the transaction that stores it."""
    brand_id = changes[0].customer.brand_id
    connection.execute(delete(i).where(i.c.brand_id == brand_id))
    known = {customer.id: customer for customer in before}
    wanted = {change.customer.id for change in changes}
    stored = connection.execute(select(c).where(c.c.brand_id == brand_id))
    after = [customer_of(row) for row in stored if row.id in wanted]
    rows = [
        {
            "customer_id": customer.id,
            "brand_id": brand_id,
            "file": file,
            "began": began,
            "before": pack(known[customer.id]) if customer.id in known else None,
            "after": pack(customer),
        }
        for customer in after
    ]
    connection.execute(insert(i), rows)


def _edited(connection: Connection, now: Customer, row: AnyRow) -> bool:
    """Whether anything happened with the customer since, or, with one who was added, anything was written for them."""
    if now != unpack(Customer, row.after):
        return True
    since = (e.c.customer_id == now.id, e.c.at >= row.began, e.c.said_by != row.file)
    if connection.execute(select(e.c.id).where(*since)).first() is not None:
        return True
    return row.before is None and bool(rows_elsewhere(connection, now.id, but=KEPT_WITH_CUSTOMERS))
